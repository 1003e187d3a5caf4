import { expect, onTestFinished, test } from "vitest";
import type { Fault, PlantedApp, Sandbox } from "../src/index.ts";
import { appOf, origin } from "./drive.ts";
import { expiringSandbox, refresh, signIn, statusWith } from "./token-drive.ts";

interface Ground {
  readonly sandbox: Sandbox;
  readonly app: PlantedApp;
  readonly refreshToken: string;
  /** Sends the refresh, in process or over a socket. */
  send(init?: RequestInit): Promise<Response>;
  /** Whether the refresh token is still there to be used. */
  isUnspent(): Promise<boolean>;
}

async function prepare(over: "sockets" | "process", options = {}): Promise<Ground> {
  const { sandbox, app } = expiringSandbox(options);
  const { refresh: refreshToken } = await signIn(sandbox, app);
  let base = origin;
  if (over === "sockets") {
    const listening = await sandbox.listen();
    onTestFinished(() => listening.close());
    base = listening.url;
  }
  const doFetch = over === "sockets" ? fetch : sandbox.fetch;
  return {
    sandbox,
    app,
    refreshToken,
    send: (init) =>
      doFetch(`${base}/login/oauth/access_token`, {
        method: "POST",
        body: new URLSearchParams({
          client_id: app.clientId,
          client_secret: app.clientSecret,
          grant_type: "refresh_token",
          refresh_token: refreshToken,
        }),
        headers: { Accept: "application/json" },
        ...init,
      }),
    isUnspent: async () => {
      sandbox.faults.clear();
      return (await refresh(sandbox, app, { refresh_token: refreshToken })).access !== "";
    },
  };
}

const atRefresh = { operation: "oauth/access-token", grant: "refresh_token" } as const;
const refreshed = { grant: "refresh_token", decision: "refreshed" } as const;

for (const over of ["process", "sockets"] as const) {
  test(`A-13: over ${over}, a hold before the commit keeps the request until it is released, and nothing is decided`, async () => {
    const ground = await prepare(over);
    const hold = ground.sandbox.faults.add({ ...atRefresh, fault: "hold" });
    const answer = ground.send();
    await hold.untilHit();
    expect(ground.sandbox.journal.count({ grant: "refresh_token" })).toBe(0);
    hold.release();
    expect(await (await answer).json()).toHaveProperty("access_token");
    expect(ground.sandbox.journal.count({ ...refreshed, fault: "hold" })).toBe(1);
  });

  test(`A-13: over ${over}, a hold after the commit has refreshed before it is released, and the journal says so`, async () => {
    const ground = await prepare(over);
    const hold = ground.sandbox.faults.add({ ...atRefresh, fault: "hold", when: "after-commit" });
    const answer = ground.send();
    await hold.untilHit();
    expect(ground.sandbox.journal.count({ ...refreshed, fault: "hold" })).toBe(1);
    hold.remove();
    expect(await (await answer).json()).toHaveProperty("access_token");
    expect(ground.sandbox.journal.count({ grant: "refresh_token" })).toBe(1);
    expect(await ground.isUnspent()).toBe(false);
  });

  test(`A-13: over ${over}, a client that goes away leaves a held request to be carried out`, async () => {
    const ground = await prepare(over);
    const hold = ground.sandbox.faults.add({ ...atRefresh, fault: "hold" });
    const leaving = new AbortController();
    const answer = ground.send({ signal: leaving.signal });
    await hold.untilHit();
    leaving.abort();
    await expect(answer).rejects.toHaveProperty("name", "AbortError");
    hold.release();
    await expect.poll(() => ground.sandbox.journal.count(refreshed)).toBe(1);
  });

  test(`A-13: over ${over}, a drop before the commit ends the connection and leaves the refresh token good`, async () => {
    const ground = await prepare(over);
    ground.sandbox.faults.add({ ...atRefresh, fault: "drop-before-commit" });
    await expect(ground.send()).rejects.toMatchObject({ message: "fetch failed", cause: { code: "UND_ERR_SOCKET" } });
    const [entry] = ground.sandbox.journal.entries.slice(-1);
    expect(entry).toMatchObject({ operation: "oauth/access-token", status: 0, fault: "drop-before-commit" });
    expect(entry).not.toHaveProperty("decision");
    expect(await ground.isUnspent()).toBe(true);
  });

  test(`A-13: over ${over}, a drop after the commit ends the connection, and the refresh token is spent`, async () => {
    const ground = await prepare(over);
    ground.sandbox.faults.add({ ...atRefresh, fault: "drop-after-commit" });
    await expect(ground.send()).rejects.toMatchObject({ message: "fetch failed", cause: { code: "UND_ERR_SOCKET" } });
    expect(ground.sandbox.journal.count({ ...refreshed, status: 0, fault: "drop-after-commit" })).toBe(1);
    expect(await ground.isUnspent()).toBe(false);
  });

  test(`A-13: over ${over}, a truncated answer announces its whole body, breaks off, and the refresh token is spent`, async () => {
    const ground = await prepare(over);
    ground.sandbox.faults.add({ ...atRefresh, fault: "truncate" });
    const response = await ground.send();
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("Content-Length"))).toBeGreaterThan(200);
    await expect(response.text()).rejects.toMatchObject({ message: "terminated", cause: { code: "UND_ERR_SOCKET" } });
    expect(await ground.isUnspent()).toBe(false);
    expect(ground.sandbox.journal.count({ ...refreshed, fault: "truncate" })).toBe(1);
  });

  test(`A-13: over ${over}, 503 and 429 turn the request away unread, with Retry-After as it was given`, async () => {
    const ground = await prepare(over);
    ground.sandbox.faults.add({ ...atRefresh, fault: "status-503", retryAfter: "2" });
    ground.sandbox.faults.add({
      ...atRefresh,
      fault: "status-429",
      call: 2,
      retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT",
    });
    const answers = [await ground.send(), await ground.send()];
    expect(answers.map(({ status, headers }) => [status, headers.get("Retry-After")])).toEqual([
      [503, "2"],
      [429, "Sun, 06 Nov 1994 08:49:37 GMT"],
    ]);
    expect(await ground.isUnspent()).toBe(true);
  });

  test(`A-13: over ${over}, a page comes in place of the answer`, async () => {
    const ground = await prepare(over);
    ground.sandbox.faults.add({ ...atRefresh, fault: "html-error" });
    const response = await ground.send();
    expect(response.status).toBe(502);
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toMatch(/SANDBOX/);
    expect(await ground.isUnspent()).toBe(true);
  });

  test(`A-13: over ${over}, a slow answer comes late, and the commit does not`, async () => {
    const ground = await prepare(over);
    const slow = ground.sandbox.faults.add({ ...atRefresh, fault: "slow", delayMs: 40 });
    const startedAt = performance.now();
    const answer = ground.send();
    await slow.untilHit();
    expect(ground.sandbox.journal.count({ ...refreshed, fault: "slow" })).toBe(1);
    expect((await answer).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(38);
  });
}

test("A-13: closing a port ends connections whose requests are held", async () => {
  const { sandbox, app } = expiringSandbox();
  const listening = await sandbox.listen();
  const hold = sandbox.faults.add({ operation: "oauth/access-token", clientId: app.clientId, fault: "hold" });
  const body = new URLSearchParams({ client_id: app.clientId });
  const held = fetch(`${listening.url}/login/oauth/access_token`, { method: "POST", body });
  const ended = expect(held).rejects.toThrow("fetch failed");
  await hold.untilHit();
  await listening.close();
  await ended;
});

test("A-13: an answer can be lost in a gateway that says 503 after the commit", async () => {
  const ground = await prepare("process");
  ground.sandbox.faults.add({ ...atRefresh, fault: "status-503", when: "after-commit" });
  expect((await ground.send()).status).toBe(503);
  expect(ground.sandbox.journal.count({ ...refreshed, status: 503, fault: "status-503" })).toBe(1);
  expect(await ground.isUnspent()).toBe(false);
});

test("A-13: a fault strikes the n-th matching request and as many as it was told", async () => {
  const ground = await prepare("process");
  const fault = ground.sandbox.faults.add({ ...atRefresh, fault: "status-503", call: 2, times: 2 });
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) statuses.push((await ground.send()).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect(fault.hits).toBe(2);
  await fault.untilHit(2);
});

test("A-13: a fault strikes only the operation, the app and the grant it names", async () => {
  const { sandbox, app } = expiringSandbox();
  const other = appOf(sandbox, "Iv23liDgtSandbox0003");
  const fault = sandbox.faults.add({ ...atRefresh, fault: "status-503", clientId: other.clientId, times: Infinity });
  const [mine, others] = [await signIn(sandbox, app), await signIn(sandbox, other)];
  expect(fault.hits).toBe(0);
  expect((await refresh(sandbox, app, { refresh_token: mine.refresh })).status).toBe(200);
  const answer = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
    method: "POST",
    body: JSON.stringify({ client_id: other.clientId, grant_type: "refresh_token", refresh_token: others.refresh }),
    headers: { "Content-Type": "application/json" },
  });
  expect(answer.status).toBe(503);
  expect(fault.hits).toBe(1);
});

test("A-13: an operation of the API is struck by its name and by the app of the token", async () => {
  const { sandbox, app } = expiringSandbox();
  const { access } = await signIn(sandbox, app);
  const theirs = { operation: "users/get-authenticated", fault: "status-503", times: Infinity } as const;
  const foreign = sandbox.faults.add({ ...theirs, clientId: appOf(sandbox).clientId });
  expect(await statusWith(sandbox, access)).toBe(200);
  foreign.remove();
  sandbox.faults.add({ ...theirs, clientId: app.clientId });
  expect(await statusWith(sandbox, access)).toBe(503);
});

test("A-13: a removed fault strikes no more, and all are gone after a reset, which drops what was held", async () => {
  const ground = await prepare("process");
  ground.sandbox.faults.add({ ...atRefresh, fault: "status-503", times: Infinity }).remove();
  const hold = ground.sandbox.faults.add({ ...atRefresh, fault: "hold", times: Infinity });
  const held = ground.send();
  await hold.untilHit();
  ground.sandbox.reset();
  await expect(held).rejects.toThrow("fetch failed");
  expect(ground.sandbox.journal.entries).toEqual([]);
  expect((await (await ground.send()).json()) as object).toHaveProperty("error", "bad_refresh_token");
});

test("A-13: a request that outlasts a reset is not in the journal of the world after it", async () => {
  const ground = await prepare("process");
  const slow = ground.sandbox.faults.add({ ...atRefresh, fault: "slow", delayMs: 5, when: "before-commit" });
  const answer = ground.send();
  await slow.untilHit();
  ground.sandbox.reset();
  await answer;
  expect(ground.sandbox.journal.entries).toEqual([]);
});

test("A-13: several requests are held at once and released together", async () => {
  const ground = await prepare("process");
  const hold = ground.sandbox.faults.add({ ...atRefresh, fault: "hold", times: Infinity });
  const answers = Array.from({ length: 10 }, () => ground.send());
  await hold.untilHit(10);
  hold.remove();
  await Promise.all(answers);
  expect(ground.sandbox.journal.count(refreshed)).toBe(1);
  expect(ground.sandbox.journal.count({ decision: "refresh_reused" })).toBe(9);
});

for (const [wrong, message] of [
  [{ operation: "oauth/access_token", fault: "hold" }, /no operation/],
  [{ ...atRefresh, fault: "hold", call: 0 }, /"call" cannot be 0/],
  [{ ...atRefresh, fault: "hold", call: 1.5 }, /"call" cannot be 1.5/],
  [{ ...atRefresh, fault: "hold", times: 0 }, /"times" cannot be 0/],
  [{ ...atRefresh, fault: "slow", delayMs: -1 }, /"delayMs" cannot be -1/],
  [{ ...atRefresh, fault: "slow", delayMs: 2 ** 31 }, /"delayMs" cannot be/],
  [{ ...atRefresh, fault: "html-error", status: 204 }, /"status" cannot be 204/],
] as const) {
  test(`A-13: the fault ${JSON.stringify(wrong)} is refused`, () => {
    const { sandbox } = expiringSandbox();
    const fault: Fault = wrong;
    expect(() => sandbox.faults.add(fault)).toThrow(message);
  });
}
