import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Sandbox, type Snapshot } from "../src/index.ts";
import { fromGraph, toGraph } from "../src/snapshot-graph.ts";
import { appOf, codeFor, exchange, lena, origin, postToken, rest, tokenFor } from "./drive.ts";
import { expiringSandbox, hourMs, refresh, statusWith } from "./token-drive.ts";

const instant = Date.UTC(2026, 10, 1, 12);

/** What a file would hold. */
function written(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot));
}

async function grantNothingAgain(sandbox: Sandbox): Promise<number> {
  const before = sandbox.journal.count({ operation: "oauth/consent-page" });
  await codeFor(sandbox, { scope: "repo" });
  return sandbox.journal.count({ operation: "oauth/consent-page" }) - before;
}

test("a restored sandbox knows tokens, codes and grants as they were, and nothing that came after", async () => {
  const sandbox = createSandbox({ now: () => instant });
  const token = await tokenFor(sandbox, { scope: "repo" });
  const code = await codeFor(sandbox, { scope: "repo" });
  sandbox.snapshots.save("signed in");
  const later = await tokenFor(sandbox, { scope: "gist" });
  const spent = await exchange(sandbox, { code });

  sandbox.snapshots.restore("signed in");

  expect(spent).toHaveProperty("access_token");
  expect(await statusWith(sandbox, token)).toBe(200);
  expect(await statusWith(sandbox, later)).toBe(401);
  expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
  expect(await exchange(sandbox, { code })).toMatchObject({ error: "bad_verification_code" });
  expect(await grantNothingAgain(sandbox)).toBe(0);
});

test("a snapshot goes through a file into another sandbox, with refresh tokens, families and their ends", async () => {
  const { sandbox, app } = expiringSandbox({ tokens: { rotation: "strict" } });
  const issued = sandbox.issueTokens({ login: lena.login, clientId: app.clientId, scope: "repo" });
  const next = await refresh(sandbox, app, { refresh_token: issued.refreshToken });

  const { sandbox: other } = expiringSandbox({ tokens: { rotation: "strict" } });
  other.snapshots.restore(written(sandbox.snapshots.save("refreshed once")));

  const secret = sandbox.seed.apps.find(({ clientId }) => clientId === app.clientId)?.clientSecret;
  const inOther = { ...app, clientSecret: secret ?? "" };
  expect(await statusWith(other, next.access)).toBe(200);
  expect((await refresh(other, inOther, { refresh_token: next.refresh })).body).toHaveProperty("access_token");
  // The spent one still ends the whole family there.
  expect((await refresh(other, inOther, { refresh_token: issued.refreshToken })).body).toMatchObject({
    error: "invalid_grant",
  });
  expect(await statusWith(other, next.access)).toBe(401);
  expect(
    other.journal.entries.map(({ family, generation, decision }) => [family, generation, decision]),
  ).toContainEqual(["family-1", 0, "refresh_reused"]);
  expect(await statusWith(sandbox, next.access)).toBe(200);
});

test("a restored sandbox has the time of its snapshot, its rate limits and its request ids", async () => {
  const sandbox = createSandbox({ now: () => instant });
  sandbox.clock.advance(hourMs);
  await rest(sandbox, "/user", {});
  const { headers } = await rest(sandbox, "/rate_limit", {});
  const saved = sandbox.snapshots.save("an hour later");
  sandbox.clock.advance(5 * hourMs);
  await rest(sandbox, "/user", {});

  sandbox.snapshots.restore("an hour later");

  expect(sandbox.clock.now()).toBe(instant + hourMs);
  expect(saved.at).toBe(instant + hourMs);
  expect(sandbox.journal.entries).toEqual([]);
  const again = await rest(sandbox, "/rate_limit", {});
  expect(again.headers.get("X-RateLimit-Used")).toBe(headers.get("X-RateLimit-Used"));
  expect(again.headers.get("X-GitHub-Request-Id")).toMatch(/:00000003$/);
});

test("with chosen randomness, what follows a snapshot is the same every time", async () => {
  const sandbox = createSandbox({ now: () => instant, randomness: "tide" });
  await tokenFor(sandbox);
  sandbox.snapshots.save("here");
  const first = await tokenFor(sandbox);
  sandbox.snapshots.restore("here");

  expect(await tokenFor(sandbox)).toBe(first);
});

test("apps and their secrets, also those registered on the way, are part of a snapshot", async () => {
  const sandbox = createSandbox({ now: () => instant });
  const other = createSandbox({ now: () => instant });
  const [app] = sandbox.seed.apps;
  const code = await codeFor(sandbox);

  other.snapshots.restore(written(sandbox.snapshots.save("with my secrets")));

  expect(appOf(other).clientSecret).not.toBe(app.clientSecret);
  const answer = await postToken(other, { client_id: app.clientId, client_secret: app.clientSecret, code });
  expect(await answer.json()).toHaveProperty("access_token");
});

test("snapshots have names, can be listed, replaced and removed, and survive a reset", () => {
  const sandbox = createSandbox();
  sandbox.snapshots.save("one");
  sandbox.snapshots.save("two");
  sandbox.clock.advance(1000);
  const again = sandbox.snapshots.save("one");
  sandbox.reset();

  expect(sandbox.snapshots.list()).toEqual(["one", "two"]);
  expect(sandbox.snapshots.get("one")).toEqual(again);
  expect(sandbox.snapshots.remove("two")).toBe(true);
  expect(sandbox.snapshots.remove("two")).toBe(false);
  expect(sandbox.snapshots.list()).toEqual(["one"]);
  expect(() => sandbox.snapshots.restore("two")).toThrow(new RangeError("there is no snapshot named two"));
});

test("what somebody does to a snapshot they were given does not reach the one that was saved", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  const given = sandbox.snapshots.save("kept");
  Reflect.set(given.state, 0, { fields: {} });

  sandbox.snapshots.restore("kept");

  expect(await statusWith(sandbox, token)).toBe(200);
});

test("a snapshot that cannot be restored changes nothing", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  const good = sandbox.snapshots.save("good");
  const [first] = defaultSeed().people;
  if (first === undefined) throw new Error("the seed has no people");
  const people = [...defaultSeed().people, { ...first, id: 999_999, login: "octo-otto" }];
  const elsewhere = createSandbox({ seed: { ...defaultSeed(), people } });
  elsewhere.issueTokens({ login: "octo-otto", clientId: appOf(elsewhere).clientId });

  const bad: [Snapshot, string][] = [
    [elsewhere.snapshots.save("elsewhere"), "the seed has no person octo-otto"],
    [{ ...good, state: [{ fields: { nonsense: [1] } }, { map: [] }] }, "the snapshot has an unknown table, nonsense"],
    [{ ...good, state: [{ fields: { codes: [7] } }] }, "a place in the snapshot is empty"],
    [{ ...good, randomPosition: Number.NaN }, "this is no snapshot that can be restored"],
    [{ ...good, format: JSON.parse("2") }, "this is no snapshot that can be restored"],
  ];
  for (const [snapshot, message] of bad) {
    expect(() => sandbox.snapshots.restore(snapshot)).toThrow(new RangeError(message));
  }
  expect(await statusWith(sandbox, token)).toBe(200);
});

test("a graph keeps what is shared, what refers to itself, and fields with difficult names", () => {
  const [person] = createSandbox().seed.people;
  const shared = { name: "shared", person };
  const root = {
    map: new Map<unknown, unknown>([
      ["a", shared],
      [1, undefined],
      [shared, null],
    ]),
    set: new Set([shared, "text"]),
    list: [shared, undefined, [true]],
    permissions: JSON.parse('{"__proto__": {"admin": true}}') as unknown,
    self: undefined as unknown,
  };
  root.self = root;

  const graph = JSON.parse(JSON.stringify(toGraph(root, [person])));
  const copy = fromGraph(graph, () => person) as typeof root;

  expect(copy).toEqual(root);
  expect(copy.self).toBe(copy);
  expect(copy.list[0]).toBe(copy.map.get("a"));
  expect(copy.set.has(copy.map.get("a") as typeof shared)).toBe(true);
  expect((copy.map.get("a") as typeof shared).person).toBe(person);
  expect(Object.keys(copy.permissions as object)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(copy.permissions)).toBe(Object.prototype);
});

test("state that is no plain data cannot be put into a snapshot without being noticed", () => {
  expect(() => toGraph({ clock: () => 1 }, [])).toThrow(TypeError);
  expect(() => toGraph({ at: new Date() }, [])).toThrow(TypeError);
});

test("a request that a fault holds over a restore is not answered into the restored world", async () => {
  const sandbox = createSandbox();
  sandbox.snapshots.save("start");
  const hold = sandbox.faults.add({ operation: "users/get-authenticated", fault: "hold" });
  const held = sandbox.fetch(`${origin}/api/v3/user`);
  await hold.untilHit();

  sandbox.snapshots.restore("start");

  await expect(held).rejects.toThrow("fetch failed");
  expect(sandbox.journal.entries).toEqual([]);
});
