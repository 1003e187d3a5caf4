import { get } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { faultNames } from "../src/faults/judge-fault.ts";
import { createSandbox, type Fault, type FaultName, type Sandbox } from "../src/index.ts";
import { appOf, lena, origin, rest } from "./drive.ts";
import { graph } from "./graphql-drive.ts";
import { expiringSandbox, signIn } from "./token-drive.ts";

interface Ground {
  readonly sandbox: Sandbox;
  readonly refreshToken: string;
  /** Sends a refresh. */
  send(init?: RequestInit): Promise<Response>;
}

async function prepare(over: "sockets" | "process" = "process"): Promise<Ground> {
  const { sandbox, app } = expiringSandbox({});
  const { refresh: refreshToken } = await signIn(sandbox, app);
  let [base, doFetch]: [string, typeof fetch] = [origin, sandbox.fetch];
  if (over === "sockets") {
    const listening = await sandbox.listen();
    onTestFinished(() => listening.close());
    [base, doFetch] = [listening.url, fetch];
  }
  const body = new URLSearchParams({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: "refresh_token",
    refresh_token: refreshToken,
  });
  const headers = { Accept: "application/json" };
  const send = (init: RequestInit = {}): Promise<Response> =>
    doFetch(`${base}/login/oauth/access_token`, { method: "POST", body, headers, ...init });
  return { sandbox, refreshToken, send };
}

function tokenOf(sandbox: Sandbox, clientId = appOf(sandbox).clientId): string {
  return sandbox.issueTokens({ login: lena.login, clientId, scope: "repo" }).accessToken;
}

for (const over of ["process", "sockets"] as const) {
  test(`A-13: over ${over}, a reset ends the connection at once, when the refresh token is spent`, async () => {
    const { sandbox, send } = await prepare(over);
    sandbox.faults.add("reset");
    await expect(send()).rejects.toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
    expect(sandbox.journal.count({ decision: "refreshed", fault: "reset", status: 0 })).toBe(1);
  });

  test(`A-13: over ${over}, a body drips, byte by byte, to its end`, async () => {
    const { sandbox, send } = await prepare(over);
    sandbox.faults.add({ fault: "slow-drip", bytes: 40, intervalMs: 5 });
    const pieces: number[] = [];
    for await (const piece of (await send()).body ?? []) pieces.push(piece.length);
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(80);
    expect(sandbox.journal.count({ decision: "refreshed", fault: "slow-drip" })).toBe(1);
  });

  test(`A-13: over ${over}, a redirect leads the client away with all that it sent, if it follows`, async () => {
    const { sandbox, send } = await prepare(over);
    sandbox.faults.add({ fault: "redirect-token-endpoint", location: "http://127.0.0.1:9/stolen", status: 308 });
    const answer = await send({ redirect: "manual" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([308, "http://127.0.0.1:9/stolen"]);
    expect(sandbox.journal.count({ decision: "refreshed" })).toBe(0);
  });

  test(`A-13: over ${over}, a true answer comes under a wrong type, and with a Date that is off`, async () => {
    const { sandbox, send } = await prepare(over);
    sandbox.faults.add("wrong-content-type");
    sandbox.faults.add({ fault: "clock-skew", skewMs: -86_400_000, operation: "oauth/access-token" });
    expect((await send()).headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    const dated = Date.parse((await send()).headers.get("Date") ?? "");
    expect(Math.abs(dated + 86_400_000 - sandbox.clock.now())).toBeLessThan(2_000);
  });
}

test("A-13: a packed answer is small on the wire and large when it is unpacked, and holds the true one", async () => {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  onTestFinished(() => github.close());
  sandbox.faults.add({ fault: "gzip-bomb", bytes: 2 ** 24, times: "all", operation: "rate-limit/get" });
  const packed = await new Promise<Buffer>((resolve, reject) => {
    get(`${github.url}/api/v3/rate_limit`, { headers: { "User-Agent": "test" } }, (answer) => {
      buffer(answer).then(resolve, reject);
    }).on("error", reject);
  });
  expect(packed.length).toBeLessThan(30_000);
  expect(gunzipSync(packed).length).toBeGreaterThan(2 ** 24);
  for (const [doFetch, base] of [[fetch, github.url] as const, [sandbox.fetch, origin] as const]) {
    const answer = await doFetch(`${base}/api/v3/rate_limit`);
    expect(answer.headers.get("Content-Encoding")).toBe("gzip");
    const text = await answer.text();
    expect(text.length).toBeGreaterThan(2 ** 24);
    expect(JSON.parse(text)).toHaveProperty("resources");
  }
});

test("A-13: the lifetime of a token is told wrongly, in JSON, form and XML", async () => {
  for (const [accept, pattern] of [
    ["application/json", /"expires_in":-5\b/],
    ["*/*", /(?:^|&)expires_in=-5(?:&|$)/],
    ["application/xml", /<expires_in>-5<\/expires_in>/],
  ] as const) {
    const { sandbox, send } = await prepare();
    sandbox.faults.add({ fault: "expires-in", expiresInSeconds: -5 });
    const text = await (await send({ headers: { Accept: accept } })).text();
    expect(text).toMatch(pattern);
    expect(text.match(/expires_in\b/g)?.length).toBeLessThanOrEqual(accept === "application/xml" ? 4 : 2);
  }
});

test("A-13: the API turns a person away in GitHub's words when the hour is used up, and when they ask too fast", async () => {
  const sandbox = createSandbox();
  const token = tokenOf(sandbox);
  sandbox.faults.add({ fault: "rate-limit", resetInMs: 60_000 });
  sandbox.faults.add({ fault: "secondary-limit", call: 2, retryAfter: "7" });
  const primary = await rest(sandbox, "/user", { token });
  expect(primary).toMatchObject({
    status: 403,
    body: { message: expect.stringMatching(/^API rate limit exceeded for user ID \d+\./), status: "403" },
  });
  expect(primary.headers.get("X-RateLimit-Remaining")).toBe("0");
  const reset = Number(primary.headers.get("X-RateLimit-Reset")) * 1000 - sandbox.clock.now();
  expect(reset).toBeGreaterThan(58_000);
  expect(reset).toBeLessThan(62_000);
  const secondary = await rest(sandbox, "/user", { token });
  expect(secondary.headers.get("Retry-After")).toBe("7");
  expect(secondary.body).toMatchObject({ message: expect.stringMatching(/\bsecondary rate\b/) });
  expect((await rest(sandbox, "/user", { token })).status).toBe(200);
});

test("A-13: GraphQL says with status 200 that the hour is used up, a search names its own limit, and a switch chooses 429", async () => {
  const sandbox = createSandbox({ switches: { limitedStatus: 429 } });
  const token = tokenOf(sandbox);
  sandbox.faults.add({ fault: "rate-limit", times: "all" });
  const { status, errors } = await graph(sandbox, "{ viewer { login } }", { token });
  expect([status, errors[0]?.type]).toEqual([200, "RATE_LIMITED"]);
  const search = await rest(sandbox, "/search/issues?q=tide", { token });
  const said = ["Limit", "Resource"].map((name) => search.headers.get(`X-RateLimit-${name}`));
  expect([search.status, ...said]).toEqual([429, "30", "search"]);
});

test("A-13: an error 500 comes once", async () => {
  const sandbox = createSandbox({ faults: ["500-once"] });
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    statuses.push((await sandbox.fetch(`${origin}/api/v3/rate_limit`)).status);
  }
  expect(statuses).toEqual([500, 200, 200]);
});

test("A-13: a grant that is taken back in mid-run ends the tokens of that person and that app", async () => {
  const sandbox = createSandbox();
  const [token, other] = [tokenOf(sandbox), tokenOf(sandbox, "Ov23liChapterBook001")];
  sandbox.faults.add({ fault: "revoke-mid-run", call: 3 });
  const statuses: number[] = [];
  for (const sent of [token, token, token, token, other]) {
    statuses.push((await rest(sandbox, "/user", { token: sent })).status);
  }
  expect(statuses).toEqual([200, 200, 401, 401, 200]);
});

/** What the redirect to the client says under a fault. */
async function answerUnder(fault: Fault | FaultName): Promise<{ answer: URLSearchParams; sandbox: Sandbox }> {
  const sandbox = createSandbox({ faults: [fault] });
  const { reached } = await sandbox.signIn({ scope: "gist" });
  expect(reached.pathname).toBe("/callback");
  return { answer: reached.searchParams, sandbox };
}

test("A-13: a state that was tampered with is another one", async () => {
  const { answer } = await answerUnder("state-tamper");
  expect(answer.get("state")).toMatch(/^[0-9a-f]{32}$/);
  expect(answer.get("code")).toMatch(/^\w{20}$/);
});

test("A-06: the issuer lies, is missing, or comes twice", async () => {
  expect((await answerUnder("wrong-iss")).answer.getAll("iss")).toEqual(["https://another-issuer.invalid"]);
  expect((await answerUnder({ fault: "wrong-iss", how: "omit" })).answer.getAll("iss")).toEqual([]);
  const twice = (await answerUnder({ fault: "wrong-iss", how: "duplicate", issuer: "https://x.test" })).answer;
  expect(twice.getAll("iss")).toEqual([expect.stringMatching(/\/login\/oauth$/), "https://x.test"]);
});

test("A-13: eve's code is hers, and good for this client and this address", async () => {
  const { answer, sandbox } = await answerUnder({ fault: "eve", login: "coral-kai" });
  const [app] = sandbox.seed.apps;
  const parameters = { client_id: app.clientId, client_secret: app.clientSecret, code: answer.get("code") ?? "" };
  const body = new URLSearchParams({ ...parameters, redirect_uri: "http://127.0.0.1/callback" });
  const headers = { Accept: "application/json" };
  const token = await sandbox.fetch(`${origin}/login/oauth/access_token`, { method: "POST", body, headers });
  const { access_token } = (await token.json()) as { access_token: string };
  expect((await rest(sandbox, "/user", { token: access_token })).body).toMatchObject({ login: "coral-kai" });
});

test("A-13: a fault by chance strikes a share of the requests, the same ones in every run", async () => {
  const strikes = async (randomness?: string): Promise<string> => {
    const sandbox = createSandbox({ faults: [{ fault: "500-once", probability: 0.25, randomness }] });
    let marks = "";
    for (let count = 0; count < 200; count += 1) {
      marks += (await sandbox.fetch(`${origin}/api/v3/rate_limit`)).status === 500 ? "x" : ".";
    }
    return marks;
  };
  const marks = await strikes();
  expect(marks.replaceAll(".", "").length).toBeGreaterThan(30);
  expect(marks.replaceAll(".", "").length).toBeLessThan(70);
  expect(await strikes()).toBe(marks);
  expect(await strikes("another text")).not.toBe(marks);
});

test("A-13: operations are named one by one, by their beginning, all of the API or all there are", async () => {
  const struck = async (operation: Fault["operation"]): Promise<readonly number[]> => {
    const sandbox = createSandbox({ faults: [{ fault: "status-503", operation, times: "all" }] });
    const paths = ["/api/v3/user", "/api/v3/users/octo-lena", "/api/v3/rate_limit", "/login", "/api/graphql"];
    return Promise.all(paths.map(async (path) => (await sandbox.fetch(`${origin}${path}`)).status));
  };
  expect(await struck("users/get-authenticated")).toEqual([503, 200, 200, 200, 401]);
  expect(await struck("users/*")).toEqual([503, 503, 200, 200, 401]);
  expect(await struck(["users/get-by-username", "oauth/*"])).toEqual([401, 503, 200, 503, 401]);
  expect(await struck("api")).toEqual([503, 503, 503, 200, 503]);
  expect(await struck("*")).toEqual([503, 503, 503, 503, 503]);
});

test("A-13: every fault can be planted by its name alone, and none strikes where it is not meant to", async () => {
  const sandbox = createSandbox();
  for (const name of faultNames.filter((each) => each !== "clock-skew")) {
    const planted = sandbox.faults.add(name);
    expect((await sandbox.fetch(`${origin}/login`)).status).toBe(200);
    expect(planted.hits).toBe(0);
    planted.remove();
  }
});

test("A-13: closing the port ends what a fault delays, and leaves no timer behind", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const { sandbox, app } = expiringSandbox({});
  const github = await sandbox.listen();
  const body = new URLSearchParams({ client_id: app.clientId });
  const before = timers();
  const ended: Promise<void>[] = [];
  for (const fault of [
    { fault: "slow-token", delayMs: 2 ** 31 - 1 },
    { fault: "slow-drip", intervalMs: 600_000 },
  ] as const) {
    const planted = sandbox.faults.add(fault);
    const answer = fetch(`${github.url}/login/oauth/access_token`, { method: "POST", body });
    ended.push(expect(answer.then((each) => each.text())).rejects.toThrow());
    await planted.untilHit();
    planted.remove();
  }
  await expect.poll(timers).toBeGreaterThan(before + 1);
  await github.close();
  await Promise.all(ended);
  await expect.poll(timers).toBeLessThanOrEqual(before + 1);
});
