import { beforeAll, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { listed, origin, rest, tokenFor } from "./drive.ts";

let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = createSandbox();
  token = await tokenFor(sandbox, { scope: "repo" });
});

const tide = "/repos/octo-lena/tide-tables";

/** Follows rel="next" from a first path to the end. */
async function walkPages(path: string): Promise<{ pages: number; numbers: unknown[] }> {
  const numbers: unknown[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next !== undefined; pages += 1) {
    const { body, headers } = await rest(sandbox, next, { token });
    numbers.push(...(body as { number: number }[]).map((item) => item.number));
    next = /<([^>]+)>; rel="next"/.exec(headers.get("Link") ?? "")?.[1]?.replace(`${origin}/api/v3`, "");
  }
  return { pages, numbers };
}

test("facts 7.7: 30 entries a page by default, 100 at most", async () => {
  const length = async (query: string) =>
    (await listed(sandbox, `/repos/octo-lena/pull-parade/issues${query}`, { token, field: "id" })).length;
  expect(await length("")).toBe(30);
  expect(await length("?per_page=7")).toBe(7);
  expect(await length("?per_page=1000")).toBe(100);
  for (const nonsense of ["0", "-1", "abc", "1e3", ""]) expect(await length(`?per_page=${nonsense}`)).toBe(30);
});

test("facts 7.7: Link has next and last, then prev, next, last and first, then prev and first", async () => {
  const relations = async (page: number) => {
    const link =
      (await rest(sandbox, `${tide}/issues?state=all&per_page=30&page=${page}`, { token })).headers.get("Link") ?? "";
    return [...link.matchAll(/rel="(\w+)"/g)].map(([, name]) => name);
  };
  expect(await relations(1)).toEqual(["next", "last"]);
  expect(await relations(2)).toEqual(["prev", "next", "last", "first"]);
  expect(await relations(3)).toEqual(["prev", "first"]);
});

test("facts 7.7: Link is absent when one page holds everything, and a page beyond the end is empty", async () => {
  expect((await rest(sandbox, `${tide}/issues?state=all&per_page=100`, { token })).headers.get("Link")).toBeNull();
  const beyond = await rest(sandbox, `${tide}/issues?page=99`, { token });
  expect([beyond.status, beyond.body]).toEqual([200, []]);
});

test("facts 7.7: Link leads by id, keeps the filters, and its pages hold every entry once", async () => {
  const first = await rest(sandbox, `${tide}/issues?state=all&per_page=10&sort=updated`, { token });
  expect(first.headers.get("Link")).toMatch(
    /^<http:\/\/127\.0\.0\.1:4010\/api\/v3\/repositories\/\d+\/issues\?state=all&per_page=10&sort=updated&page=2>; rel="next"/,
  );
  const { pages, numbers } = await walkPages(`${tide}/issues?state=all&per_page=10&sort=updated`);
  expect(pages).toBe(7);
  expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 65 }, (_, index) => index + 1),
  );
});

test("facts 7.8: issues hold pull requests too, told apart by a key, and open ones come by default, newest first", async () => {
  const { body } = await rest(sandbox, `${tide}/issues?per_page=100`, { token });
  const items = body as { number: number; state: string; created_at: string; pull_request?: object }[];
  expect(items.some((item) => item.pull_request !== undefined)).toBe(true);
  expect(items.some((item) => item.pull_request === undefined)).toBe(true);
  expect(new Set(items.map((item) => item.state))).toEqual(new Set(["open"]));
  expect(items.map((item) => item.created_at)).toEqual(
    items
      .map((item) => item.created_at)
      .toSorted()
      .toReversed(),
  );
});

test("facts 7.8: pulls hold the same numbers as the issues that have the key, and no such key", async () => {
  const issues = (await rest(sandbox, `${tide}/issues?state=all&per_page=100`, { token })).body as {
    number: number;
    id: number;
    pull_request?: object;
  }[];
  const pulls = (await rest(sandbox, `${tide}/pulls?state=all&per_page=100`, { token })).body as {
    number: number;
    id: number;
  }[];
  const expected = issues.filter((issue) => issue.pull_request !== undefined);
  expect(new Set(pulls.map((pull) => pull.number))).toEqual(new Set(expected.map((issue) => issue.number)));
  expect(pulls[0]).not.toHaveProperty("pull_request");
  const issueIds = new Set(issues.map((issue) => issue.id));
  expect(pulls.filter((pull) => issueIds.has(pull.id))).toEqual([]);
});

test("facts 7.8: the five newest pages of pull-parade's issues are all pull requests, at every page size", async () => {
  for (const perPage of [5, 30, 100]) {
    for (let page = 1; page <= 5; page += 1) {
      const kinds = await listed(sandbox, `/repos/octo-lena/pull-parade/issues?per_page=${perPage}&page=${page}`, {
        token,
        field: "pull_request",
      });
      expect(kinds).toHaveLength(perPage);
      expect(kinds).not.toContain(undefined);
    }
  }
  const { body } = await rest(sandbox, "/repos/octo-lena/pull-parade/issues?per_page=100&page=6", { token });
  expect(
    (body as { pull_request?: object }[]).filter((item) => item.pull_request === undefined).length,
  ).toBeGreaterThan(4);
});

test("facts 7.8: issues are filtered by state, label, creator, assignee and since", async () => {
  interface Issue {
    readonly state: string;
    readonly user: { readonly login: string } | null;
    readonly assignee: object | null;
    readonly labels: readonly { readonly name: string }[];
    readonly updated_at: string;
  }
  const issues = async (query: string) =>
    (await rest(sandbox, `${tide}/issues?per_page=100&${query}`, { token })).body as Issue[];
  const all = await issues("state=all");
  const since = "2026-10-01T00:00:00Z";
  const filters: readonly [query: string, matches: (issue: Issue) => boolean][] = [
    ["state=closed", (issue) => issue.state === "closed"],
    ["state=all&creator=Octo-Lena", (issue) => issue.user?.login === "octo-lena"],
    ["state=all&labels=Bug", (issue) => issue.labels.some((label) => label.name === "bug")],
    ["state=all&assignee=none", (issue) => issue.assignee === null],
    ["state=all&assignee=*", (issue) => issue.assignee !== null],
    [`state=all&since=${since}`, (issue) => issue.updated_at >= since],
  ];
  for (const [query, matches] of filters) {
    const expected = all.filter(matches);
    expect([query, expected.length > 0 && expected.length < all.length]).toEqual([query, true]);
    expect(await issues(query)).toEqual(expected);
  }
});

test("facts 7.8: pull requests are filtered by base and head", async () => {
  const pulls = async (query: string) =>
    (await rest(sandbox, `${tide}/pulls?state=all&per_page=100&${query}`, { token })).body as {
      base: { ref: string };
      head: { ref: string; user: object | null };
    }[];
  const all = await pulls("");
  expect(await pulls("base=next")).toEqual(all.filter((pull) => pull.base.ref === "next"));
  const [named] = all.filter((pull) => pull.head.user !== null);
  expect(await pulls(`head=octo-lena:${named?.head.ref}`)).toEqual([named]);
  expect(await pulls("head=nobody:main")).toEqual([]);
});

test("facts 7.8: /user/repos is sorted by full name upwards, or by what is asked downwards", async () => {
  const repositories = async (query: string, field: string) =>
    listed(sandbox, `/user/repos?per_page=100&${query}`, { token, field });
  const names = (await repositories("", "full_name")) as string[];
  expect(names).toEqual(names.toSorted());
  expect(await repositories("direction=desc", "full_name")).toEqual(names.toReversed());
  for (const order of ["updated", "created", "pushed"]) {
    const instants = (await repositories(`sort=${order}`, `${order}_at`)) as string[];
    expect(instants).toEqual(instants.toSorted().toReversed());
    expect(await repositories(`sort=${order}&direction=asc`, `${order}_at`)).toEqual(instants.toSorted());
  }
});

test("facts 7.8: /user/repos is filtered by affiliation, by visibility and by type", async () => {
  const owners = async (query: string) => {
    const list = (await listed(sandbox, `/user/repos?per_page=100&${query}`, { token, field: "owner" })) as {
      login: string;
    }[];
    return [...new Set(list.map((owner) => owner.login))].toSorted();
  };
  expect(await owners("")).toEqual(["coral-kai", "harbor-works", "octo-lena", "tidepool-labs"]);
  expect(await owners("affiliation=owner")).toEqual(["octo-lena"]);
  expect(await owners("affiliation=collaborator")).toEqual(["coral-kai"]);
  expect(await owners("affiliation=organization_member,owner")).toEqual(["harbor-works", "octo-lena", "tidepool-labs"]);
  expect(await owners("type=owner")).toEqual(["octo-lena"]);
  expect(await owners("type=member")).toEqual(["coral-kai", "harbor-works", "tidepool-labs"]);
  const visibilities = async (query: string) =>
    new Set(await listed(sandbox, `/user/repos?per_page=100&${query}`, { token, field: "visibility" }));
  expect(await visibilities("visibility=public")).toEqual(new Set(["public"]));
  expect(await visibilities("type=private")).toEqual(new Set(["private"]));
});

test("facts 7.8: the author of an issue or pull request may be null, and then so may repository and owner of the branch", async () => {
  const issues = (await rest(sandbox, `${tide}/issues?state=all&per_page=100`, { token })).body as {
    user: object | null;
  }[];
  expect(issues.some((issue) => issue.user === null)).toBe(true);
  const pulls = (await rest(sandbox, `${tide}/pulls?state=all&per_page=100`, { token })).body as {
    user: object | null;
    head: { repo: object | null; user: object | null; ref: string };
  }[];
  const orphans = pulls.filter((pull) => pull.user === null);
  expect(orphans.length).toBeGreaterThan(0);
  for (const { head } of orphans)
    expect(head).toMatchObject({ repo: null, user: null, ref: expect.stringMatching(/./) });
});

for (const [path, field] of [
  ["/user/repos?sort=stars", "sort"],
  ["/user/repos?visibility=secret", "visibility"],
  ["/user/repos?affiliation=owner,friend", "affiliation"],
  ["/user/repos?since=yesterday", "since"],
  [`${tide}/issues?state=bogus`, "state"],
  [`${tide}/issues?direction=up`, "direction"],
  [`${tide}/pulls?sort=comments`, "sort"],
] as const) {
  test(`facts 7.3: ${path} answers 422 and names ${field}`, async () => {
    const answer = await rest(sandbox, path, { token });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      message: "Validation Failed",
      status: "422",
      errors: [{ field, code: "invalid" }],
    });
  });
}

test("facts 7.8: type together with visibility or affiliation answers 422", async () => {
  for (const other of ["visibility=all", "affiliation=owner"]) {
    expect((await rest(sandbox, `/user/repos?type=owner&${other}`, { token })).status).toBe(422);
  }
});

test("facts 7.7: a list too long for page numbers is walked by its cursors, there and back, and misses nothing", async () => {
  const sandbox = createSandbox({ switches: { issuesByPageNumber: 30 } });
  const at = "/repos/octo-lena/tide-tables/issues?per_page=15&state=all";
  const numbersAt = async (path: string) => {
    const { body, headers } = await rest(sandbox, path);
    const links = [...(headers.get("Link") ?? "").matchAll(/<[^>]*\/api\/v3([^>]+)>; rel="(\w+)"/g)];
    return {
      numbers: (body as readonly { number: number }[]).map(({ number }) => number),
      links: Object.fromEntries(links.map(([, target = "", name]) => [name, target])),
    };
  };
  const pages = [await numbersAt(at)];
  for (let next = pages[0]?.links.next; next !== undefined; next = pages.at(-1)?.links.next)
    pages.push(await numbersAt(next));
  const whole = createSandbox();
  const all = [];
  for (let page = 1; page <= pages.length; page += 1) {
    all.push(...(await listed(whole, `${at}&page=${page}`, { field: "number" })));
  }
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.flatMap(({ numbers }) => numbers)).toEqual(all);
  const last = pages.at(-1);
  expect((await numbersAt(last?.links.prev ?? "")).numbers).toEqual(pages.at(-2)?.numbers);
  expect((await rest(sandbox, `${at}&page=2`)).status).toBe(200);
  const refused = await rest(sandbox, `${at}&page=3`);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ message: expect.stringContaining("cursor based pagination (after/before)") });
});
