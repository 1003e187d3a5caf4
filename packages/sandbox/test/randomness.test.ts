import { expect, test } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions, walkSignIn } from "../src/index.ts";
import { createRandomness } from "../src/randomness.ts";
import { appOf, authorizationUrl, challenge, lena, origin, postToken, redirectUri, verifier } from "./drive.ts";

const instant = Date.UTC(2026, 10, 1, 12);

/** Everything the sandbox says while somebody signs in, uses the token and has it refreshed: status, headers, body. */
async function transcript(sandbox: Sandbox): Promise<string[]> {
  const said: string[] = [];
  const note = async (answer: Response): Promise<Response> => {
    const body = await answer.clone().text();
    said.push(JSON.stringify([answer.status, [...answer.headers], body]));
    return answer;
  };
  const url = authorizationUrl(sandbox, {
    scope: "read:user offline_access",
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const landed = await walkSignIn({
    ...lena,
    url,
    decision: "approve",
    fetch: async (address, init) =>
      address.startsWith(`${origin}/`) ? note(await sandbox.fetch(address, init)) : new Response(address),
  });
  const code = new URL(await landed.text()).searchParams.get("code") ?? "";
  const exchanged = await note(await postToken(sandbox, { code, redirect_uri: redirectUri, code_verifier: verifier }));
  const { access_token, refresh_token } = (await exchanged.json()) as Record<string, string>;
  await note(await sandbox.fetch(`${origin}/api/v3/user`, { headers: { Authorization: `Bearer ${access_token}` } }));
  await note(await postToken(sandbox, { grant_type: "refresh_token", refresh_token }));
  return said;
}

const create = (options: SandboxOptions = {}) => createSandbox({ now: () => instant, ...options });

test("two sandboxes with the same randomness and clock give the same answers, byte for byte", async () => {
  const [one, other] = [create({ randomness: "tide" }), create({ randomness: "tide" })];

  const said = await transcript(one);

  expect(said).toHaveLength(8);
  expect(await transcript(other)).toEqual(said);
  expect(other.seed).toEqual(one.seed);
});

test("another randomness, and none, bring other tokens", async () => {
  const said = await Promise.all(
    [{ randomness: "tide" }, { randomness: "ebb" }, {}, {}].map((options) => transcript(create(options))),
  );

  expect(new Set(said.map((each) => each.at(-1))).size).toBe(4);
});

test("a sandbox that was reset gives the same answers again", async () => {
  const sandbox = create({ randomness: "tide" });
  const said = await transcript(sandbox);

  sandbox.reset();

  expect(await transcript(sandbox)).toEqual(said);
});

test("a sandbox without chosen randomness issues other tokens after a reset", () => {
  const sandbox = create();
  const order = { login: lena.login, clientId: appOf(sandbox).clientId };
  const { accessToken } = sandbox.issueTokens(order);

  sandbox.reset();

  expect(sandbox.issueTokens(order).accessToken).not.toBe(accessToken);
});

test("seeded bytes are the same from every position, however they are asked for", () => {
  const whole = createRandomness("tide").bytes(10_000);
  const pieces = createRandomness("tide");

  for (const [from, to] of [
    [0, 1],
    [1, 4095],
    [4095, 4097],
    [4097, 10_000],
  ] as const) {
    expect(pieces.position).toBe(from);
    expect(pieces.bytes(to - from)).toEqual(whole.slice(from, to));
  }
  pieces.moveTo(5000);
  expect(pieces.bytes(100)).toEqual(whole.slice(5000, 5100));
});

test("bytes of the system are never given twice, also where a position comes twice", () => {
  const random = createRandomness();
  const first = random.bytes(64);

  random.moveTo(0);

  expect(random.bytes(64)).not.toEqual(first);
});
