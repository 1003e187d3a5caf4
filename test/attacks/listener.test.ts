import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { answering, exchangeBytes, expectPending, headersOf, startLogin, statusOf } from "./login.ts";

it("C-20: the code leaves the address bar before anything is shown", async () => {
  const login = await startLogin();
  const redirect = await login.get(`/callback?code=genuine-code&state=${login.state}`);
  expect(statusOf(redirect)).toBe(303);
  expect(headersOf(redirect).get("location")).toMatch(/^\/done\/[\w-]{12}$/);
});

it("C-20, C-25: every page loads nothing, is stored nowhere, and tells nobody where it came from", async () => {
  const login = await startLogin();
  const answers = [await login.get("/callback?state=x"), await login.get("/nothing"), await login.complete()];
  for (const answer of answers) {
    const headers = headersOf(answer);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'$/,
    );
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(answer).not.toMatch(/<(?:script|a|img|link|iframe|form)\b|\bsrc=|\bhref=|https?:/i);
  }
});

it("C-21: the success page waits for the exchange", async () => {
  let release = (_response: Response): void => {};
  const held = new Promise<Response>((resolve) => {
    release = resolve;
  });
  const login = await startLogin({ runtime: answering(() => held) });
  let shown = false;
  const page = login.complete().then((answer) => {
    shown = true;
    return answer;
  });
  // Another request goes all the way through the listener while the result page is held back.
  await login.get("/nothing");
  expect(shown).toBe(false);
  release(Response.json({ access_token: "granted-token", token_type: "bearer" }));
  expect(await page).toContain("You are connected");
});

it("C-21: a browser that waits for its page has it whole before the program goes on", async () => {
  let release = (_response: Response): void => {};
  const held = new Promise<Response>((resolve) => {
    release = resolve;
  });
  const login = await startLogin({ runtime: answering(() => held) });
  let page = "";
  const redirect = await login.get(`/callback?code=genuine-code&state=${login.state}`);
  const waiting = login
    .open()
    .setEncoding("utf8")
    .on("data", (chunk) => {
      page += chunk;
    });
  waiting.write(`GET ${headersOf(redirect).get("location")} HTTP/1.1\r\nHost: 127.0.0.1:${login.port}\r\n\r\n`);
  // Two more requests go all the way through the listener, so the one for the page has come too.
  await login.get("/nothing");
  await login.get("/nothing");
  const closed = once(waiting, "close");
  release(Response.json({ access_token: "granted-token", token_type: "bearer" }));
  await login.outcome;
  const listening = connect({ host: "127.0.0.1", port: login.port });
  await expect(once(listening, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await closed;
  expect(page).toMatch(/You are connected[\s\S]*<\/html>/);
});

it("C-21: a failed exchange shows a failure page with the reason", async () => {
  const login = await startLogin({
    runtime: answering(() => Response.json({ error: "invalid_grant" }, { status: 400 })),
    describeFailure: () => ({ reason: "The code was not accepted.", nextStep: "dgt login" }),
  });
  const page = await login.complete();
  expect(statusOf(page)).toBe(400);
  expect(page).toContain("You are not connected");
  expect(page).toContain("The code was not accepted.");
  expect(page).toContain("<code>dgt login</code>");
  expect(page).not.toContain("You are connected");
});

describe("C-22, X-15: only a top-level navigation reaches the state check", () => {
  it.each([
    ["an image", ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"]],
    ["a frame", ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"]],
    ["a fetch", ["Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"]],
    ["a prefetch", ["Sec-Purpose: prefetch"]],
    ["a prerender", ["Sec-Purpose: prefetch;prerender", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]],
    ["an old prefetch", ["Purpose: prefetch"]],
  ])("%s is refused", async (_name, headers) => {
    const login = await startLogin();
    expect(statusOf(await login.get(`/callback?code=evil&state=${login.state}`, headers))).toBe(403);
    await expectPending(login);
  });
  it("a browser's own navigation is taken", async () => {
    const login = await startLogin();
    const headers = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    expect(statusOf(await login.get(`/callback?code=genuine-code&state=${login.state}`, headers))).toBe(303);
  });
  it("a preflight for the private network is granted nothing", async () => {
    const login = await startLogin();
    const answer = await login.send([
      "OPTIONS /callback HTTP/1.1",
      `Host: 127.0.0.1:${login.port}`,
      "Origin: https://evil.example",
      "Access-Control-Request-Method: GET",
      "Access-Control-Request-Private-Network: true",
    ]);
    expect(statusOf(answer)).toBe(405);
    expect(answer).not.toMatch(/access-control-allow/i);
    await expectPending(login);
  });
});

describe("C-23, X-05: only GET of the exact path can complete", () => {
  it.each(["HEAD", "POST", "PUT", "OPTIONS", "TRACE", "DELETE", "PATCH"])("%s is refused", async (method) => {
    const login = await startLogin();
    const target = `/callback?code=evil&state=${login.state}`;
    expect(statusOf(await login.send([`${method} ${target} HTTP/1.1`, `Host: 127.0.0.1:${login.port}`]))).toBe(405);
    await expectPending(login);
  });
  it.each([
    "/callback/",
    "/callback%2f",
    "//callback",
    "/x/../callback",
    "/CALLBACK",
    "/callbackx",
    "/%63allback",
    "/",
    "/favicon.ico",
    "/robots.txt",
    "/done",
  ])("%s is another path", async (path) => {
    const login = await startLogin();
    expect(statusOf(await login.get(`${path}?code=evil&state=${login.state}`))).toBe(404);
    await expectPending(login);
  });
  it("CONNECT is closed without an answer", async () => {
    const login = await startLogin();
    expect(await login.send([`CONNECT 127.0.0.1:${login.port} HTTP/1.1`, `Host: 127.0.0.1:${login.port}`])).toBe("");
    await expectPending(login);
  });
  it("an upgrade is refused", async () => {
    const login = await startLogin();
    const headers = ["Connection: Upgrade", "Upgrade: websocket"];
    expect(statusOf(await login.get(`/callback?code=evil&state=${login.state}`, headers))).toBe(405);
    await expectPending(login);
  });
});

describe("C-24, X-14: the Host must be the one of the redirect URI", () => {
  it.each([
    ["another name", 421, (port: number) => [`Host: attacker.example:${port}`]],
    ["a name that resolves to loopback", 421, (port: number) => [`Host: 127.0.0.1.nip.io:${port}`]],
    ["localhost when it was not configured", 421, (port: number) => [`Host: localhost:${port}`]],
    ["a mapped address", 421, (port: number) => [`Host: [::ffff:127.0.0.1]:${port}`]],
    ["no port", 421, () => ["Host: 127.0.0.1"]],
    ["none", 400, () => []],
    ["two", 400, (port: number) => [`Host: 127.0.0.1:${port}`, `Host: 127.0.0.1:${port}`]],
  ])("%s", async (_name, status, headers) => {
    const login = await startLogin();
    const answer = await login.send([
      `GET /callback?code=evil&state=${login.state} HTTP/1.1`,
      ...headers(login.port),
      "Connection: close",
    ]);
    expect(statusOf(answer)).toBe(status);
    expect(answer).not.toContain("attacker");
    await expectPending(login);
  });
});

it("X-01: 1 000 forged redirects around the genuine one exchange nothing and do not end the login", async () => {
  const login = await startLogin();
  const forge = (index: number): Promise<string> => login.get(`/callback?code=EVIL&state=forged-${index}`);
  const answers: string[] = [];
  for (let batch = 0; batch < 20; batch += 1) {
    answers.push(...(await Promise.all(Array.from({ length: 50 }, (_, index) => forge(batch * 50 + index)))));
  }
  expect(new Set(answers.map(statusOf))).toEqual(new Set([400]));
  expect(login.events.at(-1)).toEqual({ kind: "foreign_callback", count: 1000, code: "state_mismatch" });
  await expectPending(login);
});

describe("X-03: no request line crashes the listener", () => {
  it.each([
    ["GET // HTTP/1.1", 404],
    ["GET //[ HTTP/1.1", 404],
    ["GET /\\evil.example/x?code=1 HTTP/1.1", 404],
    ["GET http://evil.example/callback?code=evil HTTP/1.1", 404],
    ["OPTIONS * HTTP/1.1", 405],
    ["GET /callback?%ff%fe=%00 HTTP/1.1", 400],
    ["GET /callback?code=\u0001 HTTP/1.1", 400],
    ["NONSENSE", 400],
  ])("%s", async (line, status) => {
    const login = await startLogin();
    expect(statusOf(await login.send([line, `Host: 127.0.0.1:${login.port}`]))).toBe(status);
    await expectPending(login);
  });
});

describe("X-09: oversized and ambiguous requests cost nothing", () => {
  it("a request line over 16 KiB, a header of a megabyte, 3 000 headers", async () => {
    const login = await startLogin();
    expect(statusOf(await login.get(`/callback?state=${"x".repeat(17 * 1024)}`))).toBe(431);
    expect(statusOf(await login.get("/callback", [`X-Large: ${"x".repeat(1_000_000)}`]))).toBeOneOf([431, 0]);
    expect(
      statusOf(
        await login.get(
          "/callback",
          Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`),
        ),
      ),
    ).toBe(431);
    await expectPending(login);
  });
  it("a body on GET, by length, by chunks, and by both", async () => {
    const login = await startLogin();
    const target = `/callback?code=evil&state=${login.state}`;
    expect(statusOf(await login.get(target, ["Content-Length: 5", "Connection: close"]))).toBe(400);
    expect(statusOf(await login.get(target, ["Transfer-Encoding: chunked", "Connection: close"]))).toBe(400);
    expect(statusOf(await login.get(target, ["Transfer-Encoding: chunked", "Content-Length: 5"]))).toBe(400);
    await expectPending(login);
  });
});

it("X-10: 500 slow sockets do not keep the genuine redirect waiting, and none survives the login", async () => {
  const login = await startLogin();
  const sockets = Array.from({ length: 500 }, () => login.open());
  const closed = sockets.map((socket) => exchangeBytes(socket, "GET /callback?code="));
  await Promise.all(sockets.map((socket) => (socket.connecting ? once(socket, "connect") : undefined)));
  const startedAt = performance.now();
  await login.complete();
  expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  await Promise.all(closed);
  // The issue is starvation, which would last until the ten seconds after which slow sockets are cut off.
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

it("X-16: nothing a redirect says is taken for markup", async () => {
  const markup = `"><script>fetch('//evil.example')</script><svg/onload=x>`;
  const login = await startLogin();
  const forged = await login.get(`/callback?${new URLSearchParams({ error: markup, state: markup })}`);
  expect(forged).not.toMatch(/<script|<svg/);
  const redirect = await login.get(
    `/callback?${new URLSearchParams({ error: markup, error_description: markup, error_uri: "javascript:x", state: login.state })}`,
  );
  const page = await login.get(headersOf(redirect).get("location") ?? "");
  expect(page).toContain("You are not connected");
  expect(page).not.toMatch(/<script|<svg|javascript:/);
  expect(headersOf(page).get("content-type")).toBe("text/html; charset=utf-8");
});
