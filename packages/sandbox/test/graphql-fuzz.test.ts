import fc from "fast-check";
import { expect, test } from "vitest";
import { origin } from "./drive.ts";
import { anyText, fuzzRuns } from "./fuzz-drive.ts";
import { takeContradictions } from "./judge-all-answers.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

/** For a busy machine; a quiet one needs a tenth of it. */
const timeout = 120_000;
const sandbox = sandboxWith(
  [repository(1, "harbor", { issues: [issue(1, { comments: 1 })], pullRequests: [pull(2)], topics: ["ships"] })],
  { rateLimit: { perUser: 1e9, anonymous: 1e9, graphqlPerHour: 1e9 } },
);
const token = tokenOf(sandbox);

/** Sends a body, and complains about what GitHub would never answer. */
async function survives(body: string): Promise<{ status: number; text: string }> {
  const response = await sandbox.fetch(`${origin}/api/graphql`, {
    method: "POST",
    headers: { Authorization: `bearer ${token}` },
    body,
  });
  const text = await response.text();
  const contradictions = takeContradictions();
  if (response.status >= 500 || contradictions.length > 0 || text.includes("<zq-mark"))
    expect.fail(JSON.stringify({ body, status: response.status, contradictions, text: text.slice(0, 500) }, null, 2));
  return { status: response.status, text };
}

const text = fc.oneof(
  fc.constantFrom(
    "octo-lena",
    "harbor",
    "nobody",
    "",
    "<zq-mark>",
    "\u0000",
    "🐙",
    '"',
    "\\",
    "repo:octo-lena/harbor",
    "@me",
  ),
  anyText(20),
);
const size = fc.constantFrom(
  "first: 1",
  "first: 100",
  "last: 2",
  "first: 101",
  "first: -1",
  "first: 2147483647",
  "first: null",
  "",
);
const leaf = fc.constantFrom(
  "id",
  "__typename",
  "login",
  "name",
  "number",
  "state",
  "title",
  "nope",
  "url",
  "totalCount",
);

/** Selections that often fit the schema, nested as they come. */
const { selection } = fc.letrec<{ selection: string; field: string }>((tie) => ({
  selection: fc.array(tie("field"), { minLength: 1, maxLength: 4 }).map((fields) => `{ ${fields.join(" ")} }`),
  field: fc.oneof(
    { depthSize: "small", maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        fc.constantFrom("issues", "pullRequests", "labels", "repositories", "comments", "assignees", "organizations"),
        size,
        tie("selection"),
      )
      .map(([name, page, fields]) => `${name}${page === "" ? "" : `(${page})`} { totalCount nodes ${fields} }`),
    fc
      .tuple(
        fc.constantFrom("owner", "author", "repository", "parent", "nodes", "edges", "node", "viewer"),
        tie("selection"),
      )
      .map(([name, fields]) => `${name} ${fields}`),
    fc
      .tuple(fc.constantFrom("Issue", "PullRequest", "User", "Repository", "Nope"), tie("selection"))
      .map(([type, fields]) => `... on ${type} ${fields}`),
  ),
}));

const root = fc.tuple(text, text, selection, size).chain(([one, other, fields, page]) => {
  const quoted = (value: string) => JSON.stringify(value);
  const pages = page === "" ? "" : `, ${page}`;
  return fc.constantFrom(
    `{ viewer ${fields} }`,
    `{ user(login: ${quoted(one)}) ${fields} }`,
    `{ repositoryOwner(login: ${quoted(one)}) ${fields} }`,
    `{ repository(owner: ${quoted(one)}, name: ${quoted(other)}) ${fields} }`,
    `{ repository(owner: "octo-lena", name: "harbor") ${fields} }`,
    `{ search(query: ${quoted(`${one} ${other}`)}, type: ISSUE${pages}) { issueCount nodes ${fields} } }`,
    `{ node(id: ${quoted(one)}) ${fields} }`,
    `{ a: viewer ${fields} rateLimit { cost } b: viewer ${fields} }`,
    `query A { ...F } fragment F on Query { viewer ${fields} }`,
    one,
    `${one} ${fields}`,
  );
});

test(`POST /graphql survives ${fuzzRuns} queries`, { timeout }, async () => {
  const reached = { data: 0, errors: 0 };
  for (const query of fc.sample(root, { numRuns: fuzzRuns, seed: 20_261_102 })) {
    const { text: answer } = await survives(JSON.stringify({ query }));
    if (answer.includes('"data":{')) reached.data += 1;
    else reached.errors += 1;
  }
  expect(reached.data).toBeGreaterThan(fuzzRuns / 50);
  expect(reached.errors).toBeGreaterThan(fuzzRuns / 50);
});

test(`POST /graphql survives ${fuzzRuns} bodies that are no queries`, { timeout }, async () => {
  const body = fc.oneof(
    fc.json({ maxDepth: 2 }),
    anyText(60),
    fc
      .record({ query: fc.jsonValue({ maxDepth: 1 }), variables: fc.jsonValue({ maxDepth: 1 }) })
      .map((value) => JSON.stringify(value)),
    fc
      .tuple(fc.dictionary(text, fc.jsonValue({ maxDepth: 1 })), text)
      .map(([variables, operationName]) =>
        JSON.stringify({ query: "query($login: String!) { user(login: $login) { id } }", variables, operationName }),
      ),
  );
  for (const each of fc.sample(body, { numRuns: fuzzRuns, seed: 20_261_103 })) {
    const { status } = await survives(each);
    expect([200, 400]).toContain(status);
  }
});
