import fc from "fast-check";
import { expect, test } from "vitest";
import { origin } from "./drive.ts";
import { anyText, fuzzRuns } from "./fuzz-drive.ts";
import { countJudged, lastAnswer, takeContradictions } from "./judge-all-answers.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

/**
 * Hostile, careless and random requests to every operation that reads. The cases are drawn once and sent to each operation:
 * to draw them takes longer than to answer them.
 */

const plenty = 1e9;
const sandbox = sandboxWith(
  [
    repository(1, "harbor", {
      formerNames: ["pier"],
      labels: [{ name: "flotsam", color: "ffffff", description: null }],
      issues: [issue(1, { body: "See @coral-kai", comments: 1, labels: ["flotsam"] })],
      pullRequests: [pull(2)],
    }),
    repository(2, "secret", { private: true, owner: "harbor-works" }),
  ],
  {
    rateLimit: { perUser: plenty, anonymous: plenty, searchPerMinute: plenty, anonymousSearchPerMinute: plenty },
  },
);
const tokens = ["repo user notifications read:org", ""].map((scope) => tokenOf(sandbox, { scope }));
const appToken = tokenOf(sandbox, { clientId: "Iv23liDgtSandbox0003" });

/** The paths of each operation: where there are two, half of the requests go to each. */
const operations: readonly (readonly [path: string, byId: string])[] = [
  ...[
    ...["/", "/meta", "/versions", "/rate_limit", "/user", "/user/emails", "/user/orgs", "/user/repos", "/user/issues"],
    ...["/user/installations", "/user/installations/{n}/repositories", "/user/{n}", "/users/{s}", "/orgs/{s}"],
    ...["/issues", "/notifications", "/search/issues", "/search/repositories"],
  ].map((path): [string, string] => [path, path]),
  ["/users/{s}/repos", "/user/{n}/repos"],
  ["/orgs/{s}/repos", "/organizations/{n}/repos"],
  ...[
    ...["", "/labels", "/branches", "/commits", "/contributors", "/languages", "/issues", "/pulls", "/issues/{n}"],
    ...["/issues/{n}/comments", "/pulls/{n}", "/pulls/{n}/comments"],
  ].map((part): [string, string] => [`/repos/{r}${part}`, `/repositories/{n}${part}`]),
];

const names = [
  ...["q", "sort", "order", "direction", "per_page", "page", "state", "labels", "since", "before", "until", "type"],
  ...["visibility", "affiliation", "milestone", "assignee", "creator", "mentioned", "filter", "head", "base", "sha"],
  ...["path", "author", "committer", "anon", "protected", "all", "participating", "pulls", "owned", "orgs", "collab"],
  ...["search_type", "advanced_search", "__proto__", "constructor", "toString", "access_token", "<zq-mark>", ""],
];
const values = [
  ...[
    "",
    "0",
    "1",
    "-1",
    "2",
    "100",
    "1e9",
    "99999999999999999999",
    "NaN",
    "null",
    "true",
    "false",
    "all",
    "none",
    "*",
  ],
  ...["open", "closed", "created", "updated", "comments", "full_name", "asc", "desc", "owner", "private", "public"],
  ...["2026-03-01", "2026-13-45T99:99:99Z", "yesterday", "+275760-09-13T00:00:00.001Z", "main", "octo-lena:branch-2"],
  ...[
    "octo-lena",
    "@me",
    "is:pr",
    "is:issue author:@me",
    "repo:octo-lena/harbor crane",
    'label:"a',
    '"',
    "-",
    ":",
    "a:",
  ],
  ...[
    "created:>",
    "stars:1..",
    "stars:*..*",
    "comments:>=99999999999999",
    "NOT",
    "-repo:x",
    "in:title,body,",
    "\\",
    '"\\',
  ],
  ...[
    "<zq-mark>",
    "'\"><zq-mark onload=1>",
    "\0",
    "\r\nX-Zq: 1",
    "\u202e",
    "🐙",
    "%00",
    "../../..",
    "\ud800",
    "a".repeat(300),
  ],
  ...["__proto__", "constructor", "hasOwnProperty", ",,,", "owner,owner", "x,".repeat(200), "(".repeat(200)],
];
const words = [
  ...["octo-lena", "Octo-LENA", "harbor", "pier", "secret", "harbor-works", "coral-kai", "nobody", "%", "%00"],
  ...["%3Czq-mark%3E", "%F0%9F%90%99", "__proto__", "constructor", "a%2Fb", "a".repeat(200), "%E2", "..;", "user"],
];
const numbers = ["1", "2", "1001", "2002", "0", "-1", "1.5", "01", "999999999999", "99999999999999999999", "1e3", "x"];

const accepts = [
  "",
  "*/*",
  "application/vnd.github.full+json",
  "application/vnd.github.html",
  "text/html",
  ",;=",
  "a/b/c",
];
const versions = ["2026-03-10", "2022-11-28", "2020-01-01", "", "<zq-mark>"];
const authorizations = [
  ...tokens.map((token) => `Bearer ${token}`),
  ...[`token ${appToken}`, `bearer ${tokens[0]}`],
  ...["", "Bearer", "Bearer x", "Basic", "Basic !!!", `Basic ${btoa("a:b")}`, "Digest <zq-mark>", "Bearer a b"],
];
const conditions = [
  'W/"x"',
  "*",
  "",
  '"',
  "Thu, 01 Jan 1970 00:00:00 GMT",
  "Thu, 01 Jan 2037 00:00:00 GMT",
  "<zq-mark>",
];

const oneOf = (choices: readonly string[]) => fc.constantFrom(...choices);
const maybe = (choices: readonly string[]) => fc.option(oneOf(choices), { freq: 2, nil: undefined });
const text = fc.oneof({ weight: 6, arbitrary: oneOf(values) }, { weight: 1, arbitrary: anyText(30) });
const kind = fc.record({
  parts: fc.tuple(oneOf(words), oneOf(words), oneOf(numbers)),
  query: fc.array(fc.tuple(oneOf(names), text), { maxLength: 4 }),
  tail: fc.option(oneOf(["&", "&=", "?", "&%zz=%", "/", "//", "&a&a"]), { freq: 5, nil: "" }),
  headers: fc.record({
    Authorization: oneOf(authorizations),
    Accept: maybe(accepts),
    "X-GitHub-Api-Version": maybe(versions),
    "If-None-Match": maybe(conditions),
    "If-Modified-Since": maybe(conditions),
  }),
  method: fc.constantFrom("GET", "GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS"),
});
type Case = typeof kind extends fc.Arbitrary<infer Value> ? Value : never;

const cases = fc.sample(kind, { numRuns: fuzzRuns, seed: 20_261_101 });

/** Half of a pair cannot be written into an address. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** Half of the requests are to what exists. */
function addressOf(template: string, { parts: [first, second, number], query, tail }: Case, index: number): string {
  const repository = index % 4 < 2 ? "octo-lena/harbor" : `${first}/${second}`;
  const numbered = index % 3 === 0 ? "1" : number;
  const path = template.replace("{r}", repository).replace("{s}", first).replaceAll("{n}", numbered);
  const asked = query
    .map(([name, value]) => `${encodeURIComponent(wellFormed(name))}=${encodeURIComponent(wellFormed(value))}`)
    .join("&");
  return `${origin}/api/v3${path}?${asked}${tail}`;
}

for (const [path, byId] of operations) {
  test(`GET ${path} survives ${fuzzRuns} hostile requests`, { timeout: 120_000 }, async () => {
    const before = countJudged();
    for (const [index, each] of cases.entries()) {
      const address = addressOf(index % 2 === 0 ? path : byId, each, index);
      const headers = Object.entries(each.headers).filter(
        (header): header is [string, string] => header[1] !== undefined,
      );
      const { status } = await sandbox.fetch(address, { method: each.method, headers });
      const contradictions = takeContradictions();
      if (status < 500 && contradictions.length === 0 && !lastAnswer().includes("<zq-mark")) continue;
      const request = `${each.method} ${address}`;
      expect.fail(
        JSON.stringify({ request, headers, status, contradictions, body: lastAnswer().slice(0, 500) }, null, 2),
      );
    }
    expect(countJudged() - before).toBe(fuzzRuns);
  });
}
