import fc from "fast-check";
import { expect, test } from "vitest";
import { createSandbox, defaultSeed, readSeed, SeedError } from "../src/index.ts";
import { origin, rest } from "./drive.ts";

const ada = { login: "ada" };
const app = { clientId: "my-app" };

/** The mistakes a seed is told, in which the smallest one is changed as given. */
function mistakesOf(changes: object): readonly string[] {
  try {
    readSeed({ people: [ada], apps: [app], ...changes });
  } catch (error) {
    if (error instanceof SeedError) return error.mistakes;
    throw error;
  }
  return [];
}

test("one person and one app are a seed", async () => {
  const sandbox = createSandbox({ seed: { people: [ada], apps: [app] } });
  expect(sandbox.seed.people).toMatchObject([{ login: "ada", password: "password-of-ada" }]);
  expect(sandbox.seed.apps).toMatchObject([
    { clientId: "my-app", clientSecret: expect.stringMatching(/^[0-9a-f]{40}$/), owner: "ada", kind: "oauth-app" },
  ]);
  const { reached } = await sandbox.signIn();
  expect(reached.searchParams.get("code")).toMatch(/^\w{20}$/);
});

test("a seed of few words makes a world that GitHub's description has nothing against", async () => {
  const sandbox = createSandbox({
    seed: {
      people: [ada, { login: "bob", id: 7 }],
      organizations: [{ login: "acme", members: ["ADA"] }],
      repositories: [
        {
          owner: "acme",
          name: "engine",
          issues: [{ title: "It hums", labels: ["noise"], discussion: [{ body: "?" }] }],
        },
        { owner: "ada", name: "notes", private: true, pullRequests: [{ title: "More notes", draft: true }] },
      ],
      apps: [app],
    },
  });
  const token = sandbox.issueTokens({ login: "ada", clientId: "my-app", scope: "repo" }).accessToken;
  const paths = ["/user", "/user/repos", "/repos/acme/engine", "/repos/acme/engine/issues", "/repos/ada/notes/pulls"];
  for (const path of paths) expect(await rest(sandbox, path, { token })).toMatchObject({ status: 200 });
  const { body } = await rest(sandbox, "/repos/acme/engine/issues", { token });
  expect(body).toMatchObject([{ number: 1, title: "It hums", labels: [{ name: "noise" }], comments: 1 }]);
});

test("the seed that is there by default is read as it is", () => {
  expect(readSeed(defaultSeed())).toEqual(defaultSeed());
});

test("a seed comes through JSON as it went in", () => {
  expect(readSeed(JSON.parse(JSON.stringify(defaultSeed())))).toEqual(JSON.parse(JSON.stringify(defaultSeed())));
});

/** Made of parts, so that no scanner takes it for a real one. */
const made = (prefix: string, letter: string): string => `${prefix}_${letter.repeat(36)}`;

test("tokens that a seed says were issued are judged as any other", async () => {
  const sandbox = createSandbox({
    now: () => Date.UTC(2026, 10, 1),
    seed: {
      people: [ada],
      apps: [app],
      tokens: [
        { token: made("gho", "a"), owner: "ada", app: "my-app", scopes: ["repo", "public_repo"] },
        { token: made("gho", "b"), owner: "ada", app: "my-app", expiresAt: "2026-11-01T01:00:00Z" },
        { token: made("gho", "c"), owner: "ada", app: "my-app", revoked: true },
      ],
    },
  });
  const statuses = async (): Promise<number[]> => {
    const answers = ["a", "b", "c", "d"].map((letter) => rest(sandbox, "/user", { token: made("gho", letter) }));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  expect(await statuses()).toEqual([200, 200, 401, 401]);
  expect((await rest(sandbox, "/user", { token: made("gho", "a") })).headers.get("X-OAuth-Scopes")).toBe("repo");
  sandbox.clock.advance(3_600_000);
  expect(await statuses()).toEqual([200, 401, 401, 401]);
  sandbox.reset();
  expect(await statuses()).toEqual([200, 200, 401, 401]);
});

test("a refresh token of a seed can be used, once", async () => {
  const refreshToken = made("ghr", "e");
  const sandbox = createSandbox({
    seed: {
      people: [ada],
      apps: [{ ...app, clientSecret: "not so secret" }],
      tokens: [{ token: made("gho", "a"), owner: "ada", app: "my-app", refreshToken }],
    },
  });
  const refresh = async (): Promise<unknown> => {
    const parameters = { client_id: "my-app", client_secret: "not so secret", grant_type: "refresh_token" };
    const answer = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ ...parameters, refresh_token: refreshToken }),
    });
    return answer.json();
  };
  expect(await refresh()).toHaveProperty("access_token");
  expect(await refresh()).toHaveProperty("error", "bad_refresh_token");
});

const repository = { owner: "ada", name: "notes" };

for (const [changes, mistake] of [
  [
    { repositories: [repository, { owner: "acme", name: "x" }] },
    'repositories[1].owner: no user or organisation "acme"',
  ],
  [
    { repositories: [{ ...repository, colaborators: [] }] },
    /^repositories\[0\]\.colaborators: there is no such field; there are id, owner/,
  ],
  [{ repositories: [{ owner: "ada" }] }, "repositories[0].name: is missing"],
  [{ repositories: [{ ...repository, stars: -1 }] }, "repositories[0].stars: -1 is no whole number from 0 on"],
  [{ repositories: [{ ...repository, forkOf: "ada/gone" }] }, 'repositories[0].forkOf: no repository "ada/gone"'],
  [
    { repositories: [repository, { owner: "ADA", name: "Notes" }] },
    "repositories[1].name: is the same as repositories[0].name",
  ],
  [
    { repositories: [{ ...repository, issues: [{ title: "a", author: "eve" }] }] },
    'repositories[0].issues[0].author: no person "eve"',
  ],
  [
    { repositories: [{ ...repository, labels: [{ name: "bug" }], issues: [{ title: "a", labels: ["bag"] }] }] },
    'repositories[0].issues[0].labels[0]: no label of this repository "bag"',
  ],
  [
    {
      repositories: [{ ...repository, issues: [{ title: "a", number: 1 }], pullRequests: [{ title: "b", number: 1 }] }],
    },
    "repositories[0].pullRequests[0].number: is the same as repositories[0].issues[0].number",
  ],
  [{ people: [ada, { login: "Ada" }] }, "people[1].login: is the same as people[0].login"],
  [
    { people: [{ login: "not a login" }] },
    'people[0].login: "not a login" is no login: up to 39 letters, digits and hyphens',
  ],
  [
    { people: [{ ...ada, createdAt: "yesterday" }] },
    'people[0].createdAt: "yesterday" is no instant in UTC such as 2026-11-01T12:00:00Z',
  ],
  [{ people: "ada" }, 'people: "ada" is no list'],
  [{ people: undefined }, "people: is missing"],
  [
    { apps: [{ ...app, callbacks: ["/callback"] }] },
    'apps[0].callbacks[0]: "/callback" is no address such as http://127.0.0.1/callback',
  ],
  [{ apps: [{ ...app, callbacks: [] }] }, "apps[0].callbacks: there must be one at least"],
  [{ apps: [{ ...app, kind: "app" }] }, 'apps[0].kind: "app" is no one of oauth-app, github-app'],
  [
    { apps: [{ ...app, tokens: { rotation: "weekly" } }] },
    'apps[0].tokens.rotation: "weekly" is no one of github, strict, none',
  ],
  [{ apps: [app, app] }, "apps[1].clientId: is the same as apps[0].clientId"],
  [{ tokens: [{ token: "x", owner: "ada", app: "other" }] }, 'tokens[0].app: no app "other"'],
  [{ organisations: [] }, /^organisations: there is no such field; there are people, organizations/],
] as const) {
  test(`the mistake ${JSON.stringify(changes).slice(0, 70)} is told by its path`, () => {
    const told = mistakesOf(changes);
    expect(told).toEqual([mistake instanceof RegExp ? expect.stringMatching(mistake) : mistake]);
  });
}

test("all mistakes are told at once, up to twenty, and no token among them", () => {
  const people = Array.from({ length: 30 }, () => ({ login: "!" }));
  expect(mistakesOf({ people })).toHaveLength(21);
  expect(mistakesOf({ people }).at(-1)).toBe("and 10 more");
  const tokens = [1, 2].map(() => ({ token: made("gho", "a"), owner: "ada", app: "my-app" }));
  expect(mistakesOf({ tokens }).join()).not.toContain("aaaa");
});

test("no document makes the reader fail in another way than by telling mistakes", () => {
  const whole = defaultSeed();
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(whole)), (value, field) => {
      for (const document of [value, { ...whole, [field]: value }, { ...whole, [field]: [value] }]) {
        try {
          readSeed(document);
        } catch (error) {
          expect(error).toBeInstanceOf(SeedError);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("an app of a seed whose secret everybody knows is proven by any secret, another one only by its own", async () => {
  const answerFor = async (anySecret: boolean): Promise<unknown> => {
    const sandbox = createSandbox({ seed: { people: [ada], apps: [{ ...app, anySecret }] } });
    const answer = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ client_id: "my-app", client_secret: "whatever", code: "none" }),
    });
    return answer.json();
  };
  expect(await answerFor(true)).toHaveProperty("error", "bad_verification_code");
  expect(await answerFor(false)).toHaveProperty("error", "incorrect_client_credentials");
});
