import { expect, test } from "vitest";
import { challenge, redirectUri, verifier } from "./drive.ts";
import { strictCode, strictExchange, strictProfile, strictUrl } from "./strict-drive.ts";
import { secondMs, statusWith } from "./token-drive.ts";

test("A-02: a code dies after sixty seconds", async () => {
  const { sandbox, app } = strictProfile();
  const [early, late] = [await strictCode(sandbox, app), await strictCode(sandbox, app)];
  sandbox.clock.advance(60 * secondMs - 1);
  expect((await strictExchange(sandbox, app, { code: early })).status).toBe(200);
  sandbox.clock.advance(1);
  expect(await strictExchange(sandbox, app, { code: late })).toMatchObject({ status: 400, error: "invalid_grant" });
});

test("A-02: a second use of a code is refused, and ends what came of the first", async () => {
  const { sandbox, app } = strictProfile();
  const code = await strictCode(sandbox, app);
  const first = await strictExchange(sandbox, app, { code });
  const untouched = await strictExchange(sandbox, app, { code: await strictCode(sandbox, app) });
  expect(await strictExchange(sandbox, app, { code })).toMatchObject({ status: 400, error: "invalid_grant" });
  expect(await statusWith(sandbox, first.access)).toBe(401);
  const renewal = { grant_type: "refresh_token", refresh_token: first.refresh };
  expect(await strictExchange(sandbox, app, renewal)).toMatchObject({ status: 400, error: "invalid_grant" });
  expect(await statusWith(sandbox, untouched.access)).toBe(200);
});

test("A-02: of many exchanges of one code at once, one succeeds, and the others end what it brought", async () => {
  const { sandbox, app } = strictProfile();
  const code = await strictCode(sandbox, app);
  const answers = await Promise.all(Array.from({ length: 20 }, () => strictExchange(sandbox, app, { code })));
  const [good, ...others] = answers.filter(({ status }) => status === 200);
  expect(others).toEqual([]);
  expect(await statusWith(sandbox, good?.access ?? "")).toBe(401);
});

for (const [what, wrong] of Object.entries({
  "another redirect_uri": { redirect_uri: "http://127.0.0.1:53128/callback" },
  "no redirect_uri": { redirect_uri: undefined },
  "another verifier": { code_verifier: `${verifier.slice(0, -1)}X` },
  "no verifier": { code_verifier: undefined },
})) {
  test(`A-02, A-03: an exchange with ${what} is invalid_grant, and the code is burnt`, async () => {
    const { sandbox, app } = strictProfile();
    const code = await strictCode(sandbox, app);
    expect(await strictExchange(sandbox, app, { code, ...wrong })).toMatchObject({
      status: 400,
      error: "invalid_grant",
    });
    expect(await strictExchange(sandbox, app, { code })).toMatchObject({ status: 400, error: "invalid_grant" });
  });
}

test("A-02: a code is worth nothing to another client", async () => {
  const { sandbox, app } = strictProfile();
  const code = await strictCode(sandbox, app);
  const [other] = sandbox.seed.apps;
  expect(await strictExchange(sandbox, other, { code })).toMatchObject({ status: 400, error: "invalid_grant" });
});

for (const [what, parameters] of Object.entries({
  "no challenge": { code_challenge: undefined, code_challenge_method: undefined },
  "the method plain": { code_challenge: verifier, code_challenge_method: "plain" },
  "no method": { code_challenge_method: undefined },
  "a short challenge": { code_challenge: challenge.slice(1) },
  "no response_type": { response_type: undefined },
})) {
  test(`A-03: a request with ${what} is sent back with invalid_request`, async () => {
    const { sandbox, app } = strictProfile();
    const response = await sandbox.fetch(strictUrl(sandbox, app, parameters));
    const { origin: at, pathname, searchParams } = new URL(response.headers.get("Location") ?? "");
    expect([`${at}${pathname}`, searchParams.get("error")]).toEqual([redirectUri, "invalid_request"]);
    expect(searchParams.get("state")).toBe("state-of-the-test");
  });
}

test("A-03: a verifier for a code without a challenge is refused, where challenges are not required", async () => {
  const { sandbox, app } = strictProfile({ switches: { challenge: "optional" } });
  const code = await strictCode(sandbox, app, { code_challenge: undefined, code_challenge_method: undefined });
  expect(await strictExchange(sandbox, app, { code })).toMatchObject({ status: 400, error: "invalid_grant" });
});
