import { expect, it } from "vitest";
import { HOUR_MS } from "./farm.ts";
import { startFarm } from "./start-farm.ts";

it("T-23: a sign-out that meets another process's refresh revokes what that brought, and leaves an empty vault", async () => {
  const farm = await startFarm();
  const [refreshing, leaving] = await farm.addTwoWorkers();
  const account = "octo-lena";
  const family = await farm.signIn(account);
  farm.jump(HOUR_MS);
  const answerHeld = farm.sandbox.faults.add({ fault: "hold", when: "after-commit", operation: "oauth/access-token" });
  const asked = farm.askOne(refreshing, account);
  await answerHeld.untilHit();
  const signedOut = leaving.signOut({ account, offsetMs: farm.offsetMs });
  await expect.poll(async () => (await farm.store.read(farm.keyOf(account)))?.state).toBe("revoking");
  answerHeld.release();

  expect(await signedOut).toMatchObject({ verdict: "revoked" });
  expect(await asked).toMatchObject({ verdict: "revoked", reason: "signed_out" });
  expect(await farm.store.list()).toEqual([]);
  const revoked = farm.sandbox.journal.entries.filter(({ operation }) => operation === "oauth/revoke");
  expect(revoked.map(({ generation }) => generation)).toEqual([1, 1]);
  expect(revoked.every((entry) => entry.family === family)).toBe(true);
});
