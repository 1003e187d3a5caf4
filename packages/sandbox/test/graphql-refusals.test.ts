import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { origin, rest } from "./drive.ts";
import { graph } from "./graphql-drive.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

const sandbox = sandboxWith([
  repository(1, "harbor", { issues: [issue(1)], pullRequests: [pull(5)] }),
  repository(3, "secret", { private: true }),
]);
const token = tokenOf(sandbox);

for (const [query, type, message] of [
  [
    '{ repository(owner: "octo-lena", name: "none") { id } }',
    "NOT_FOUND",
    "Could not resolve to a Repository with the name 'octo-lena/none'.",
  ],
  ['{ user(login: "nobody") { id } }', "NOT_FOUND", "Could not resolve to a User with the login of 'nobody'."],
  [
    '{ organization(login: "octo-lena") { id } }',
    "NOT_FOUND",
    "Could not resolve to an Organization with the login of 'octo-lena'.",
  ],
  ['{ node(id: "x") { id } }', "NOT_FOUND", "Could not resolve to a node with the global id of 'x'."],
  [
    '{ repository(owner: "octo-lena", name: "harbor") { issue(number: 5) { id } } }',
    "NOT_FOUND",
    "Could not resolve to an Issue with the number of 5.",
  ],
  [
    "{ viewer { repositories { nodes { id } } } }",
    "MISSING_PAGINATION_BOUNDARIES",
    "You must provide a `first` or `last` value to properly paginate the `repositories` connection.",
  ],
  [
    "{ viewer { repositories(first: 101) { nodes { id } } } }",
    "EXCESSIVE_PAGINATION",
    "Requesting 101 records on the `repositories` connection exceeds the `first` limit of 100 records.",
  ],
  [
    "{ viewer { repositories(first: 100) { nodes { issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } } }",
    "MAX_NODE_LIMIT_EXCEEDED",
    "This query requests up to 1010100 possible nodes which exceeds the maximum limit of 500000.",
  ],
  ['{ search(query: "user:nobody", type: ISSUE, first: 1) { issueCount } }', "UNPROCESSABLE", "Validation Failed"],
] as const) {
  test(`facts 7.9: ${query.slice(0, 60)} answers 200 with ${type}`, async () => {
    const { status, errors } = await graph(sandbox, query, { token });
    expect([status, errors]).toEqual([200, [expect.objectContaining({ type, message })]]);
  });
}

test("facts 7.9: what was found is answered beside the errors, and each error names its place", async () => {
  const { data, errors } = await graph(sandbox, '{ viewer { login } none: user(login: "nobody") { id } }', { token });
  expect(data).toEqual({ viewer: { login: "octo-lena" }, none: null });
  expect(errors).toEqual([expect.objectContaining({ path: ["none"], locations: [{ line: 1, column: 20 }] })]);
});

test("facts 6.5: a field that needs a scope names it and the token's own", async () => {
  const { errors } = await graph(sandbox, "{ viewer { email } }", { token: tokenOf(sandbox, { scope: "repo gist" }) });
  expect(errors).toEqual([
    expect.objectContaining({
      type: "INSUFFICIENT_SCOPES",
      message:
        "Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ['user:email', 'read:user'], but your token has only been granted the: ['gist', 'repo'] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.",
    }),
  ]);
  const organizations = "{ viewer { organizations(first: 1) { nodes { login } } } }";
  expect((await graph(sandbox, organizations, { token: tokenOf(sandbox, { scope: "user" }) })).errors).toMatchObject([
    { type: "INSUFFICIENT_SCOPES" },
  ]);
  const { data } = await graph(sandbox, "{ viewer { email } }", { token });
  expect(data).toEqual({ viewer: { email: "octo-lena@example.com" } });
});

test("facts 6.5: an organisation's policies answer FORBIDDEN", async () => {
  const organizations = defaultSeed().organizations.map((organization) =>
    organization.login === "harbor-works" ? { ...organization, singleSignOn: { authorized: [] } } : organization,
  );
  const guarded = sandboxWith([repository(1, "vault", { owner: "harbor-works", private: true })], { organizations });
  const query = '{ repository(owner: "harbor-works", name: "vault") { id } }';
  expect((await graph(guarded, query, { token: tokenOf(guarded) })).errors).toMatchObject([
    { type: "FORBIDDEN", extensions: { saml_failure: true }, message: expect.stringContaining("SAML") },
  ]);
});

test("a private repository does not exist for a token that may not see it, also by its id", async () => {
  const blind = tokenOf(sandbox, { scope: "read:org" });
  const byName = await graph(sandbox, '{ repository(owner: "octo-lena", name: "secret") { id } }', { token: blind });
  expect(byName.errors).toMatchObject([{ type: "NOT_FOUND" }]);
  const { body } = await rest(sandbox, "/repos/octo-lena/secret", { token });
  const query = `{ node(id: "${(body as { node_id: string }).node_id}") { id } }`;
  expect((await graph(sandbox, query, { token })).errors).toEqual([]);
  expect((await graph(sandbox, query, { token: blind })).errors).toMatchObject([{ type: "NOT_FOUND" }]);
});

test("facts 7.3: without a token it answers 401, and with a bad one 401 Bad credentials", async () => {
  const send = async (headers: Record<string, string>) => {
    const response = await sandbox.fetch(`${origin}/api/graphql`, { method: "POST", headers, body: "{}" });
    return [response.status, await response.json()];
  };
  expect(await send({})).toEqual([
    401,
    expect.objectContaining({ message: "This endpoint requires you to be authenticated." }),
  ]);
  expect(await send({ Authorization: "bearer none" })).toEqual([
    401,
    expect.objectContaining({ message: "Bad credentials" }),
  ]);
  const headers = { Authorization: `bearer ${token}` };
  expect(await send(headers)).toEqual([
    200,
    { errors: [{ message: "A query attribute must be specified and must be a string." }] },
  ]);
});

for (const [query, message] of [
  ["{ viewer { nickname } }", "Field 'nickname' doesn't exist on type 'User'"],
  ["{ viewer {", /^Syntax Error/],
  ["{ viewer { login(<zq>) } }", /^Syntax Error/],
  ['{ repository(owner: "<zq>", name: 5) { id } }', /^String cannot represent/],
  ["query A { viewer { login } } query B { viewer { login } }", "An operation name is required"],
  ["", /^Syntax Error/],
] as const) {
  test(`a query that cannot be carried out is answered with 200 and says why: ${query.slice(0, 40)}`, async () => {
    const { status, errors } = await graph(sandbox, query, { token });
    expect(status).toBe(200);
    expect(errors[0]?.message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
    expect(JSON.stringify(errors)).not.toContain("<zq");
  });
}

test("a query that is larger than it looks, or larger than any, is refused before it is carried out", async () => {
  const depth = 24;
  const doubling = Array.from(
    { length: depth },
    (_, index) => `fragment F${index} on Repository { a: parent { ...F${index + 1} } b: parent { ...F${index + 1} } }`,
  );
  const bomb = `{ repository(owner: "octo-lena", name: "harbor") { ...F0 } } ${doubling.join(" ")} fragment F${depth} on Repository { id }`;
  expect((await graph(sandbox, bomb, { token })).errors).toMatchObject([{ type: "RESOURCE_LIMITS_EXCEEDED" }]);
  const long = `{ viewer { ${"login ".repeat(6000)} } }`;
  expect((await graph(sandbox, long, { token })).errors).toMatchObject([{ message: expect.stringContaining("token") }]);
});

test("facts 7.4: queries are counted by their cost against a limit of their own, and RATE_LIMITED above it", async () => {
  const scarce = createSandbox({
    seed: { ...defaultSeed(), rateLimit: { perUser: 5000, anonymous: 60, graphqlPerHour: 7 } },
  });
  const by = tokenOf(scarce);
  const query =
    "{ viewer { repositories(first: 100) { nodes { issues(first: 10) { nodes { id } } labels(first: 1) { nodes { id } } pullRequests(first: 1) { nodes { id } } } } } rateLimit { limit cost remaining used nodeCount } }";
  const { data, headers } = await graph(scarce, query, { token: by });
  expect(data).toMatchObject({ rateLimit: { limit: 7, cost: 3, nodeCount: 1300, used: 0, remaining: 7 } });
  expect([headers.get("X-RateLimit-Limit"), headers.get("X-RateLimit-Remaining")]).toEqual(["7", "4"]);
  for (let count = 0; count < 4; count += 1)
    expect((await graph(scarce, "{ viewer { id } }", { token: by })).errors).toEqual([]);
  const refused = await graph(scarce, "{ viewer { id } }", { token: by });
  expect([refused.status, refused.errors]).toEqual([
    200,
    [{ type: "RATE_LIMITED", message: expect.stringMatching(/^API rate limit exceeded for user ID 1001/) }],
  ]);
  expect(refused.headers.get("X-RateLimit-Remaining")).toBe("0");
  expect((await rest(scarce, "/user", { token: by })).status).toBe(200);
});
