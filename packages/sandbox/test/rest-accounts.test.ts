import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { listed, origin, rest } from "./drive.ts";
import { issue, repository, sandboxWith, tokenOf } from "./small-seed.ts";

const githubApp = "Iv23liDgtSandbox0003";

test("facts 6.4: /user/emails is 404 without user:email, and answers with user:email or user", async () => {
  const sandbox = createSandbox();
  const status = async (scope: string) =>
    (await rest(sandbox, "/user/emails", { token: tokenOf(sandbox, { scope }) })).status;
  expect([await status(""), await status("repo read:user"), await status("user:email"), await status("user")]).toEqual([
    404, 404, 200, 200,
  ]);
  const { body, headers } = await rest(sandbox, "/user/emails", { token: tokenOf(sandbox) });
  expect((body as object[])[0]).toEqual({
    email: "octo-lena@example.com",
    primary: true,
    verified: true,
    visibility: "public",
  });
  expect(headers.get("X-Accepted-OAuth-Scopes")).toBe("user, user:email");
  const hidden = tokenOf(sandbox, { login: "coral-kai", scope: "user:email" });
  expect((await rest(sandbox, "/user/emails", { token: hidden })).body).toEqual([
    { email: "coral-kai@example.com", primary: true, verified: true, visibility: "private" },
  ]);
});

test("the addresses of a seed are answered page by page", async () => {
  const [first, ...others] = defaultSeed().people;
  const emails = ["a", "b", "c"].map((name, index) => ({
    email: `${name}@example.com`,
    primary: index === 0,
    verified: index !== 2,
    visibility: null,
  }));
  const people = first === undefined ? [] : [{ ...first, emails }, ...others];
  const sandbox = createSandbox({ seed: { ...defaultSeed(), people } });
  const { body, headers } = await rest(sandbox, "/user/emails?per_page=2", { token: tokenOf(sandbox) });
  expect(body).toEqual(emails.slice(0, 2));
  expect(headers.get("Link")).toContain(`${origin}/api/v3/user/emails?per_page=2&page=2`);
});

test("facts 6.5: a GitHub App without the permission gets 403 Resource not accessible by integration", async () => {
  const sandbox = createSandbox();
  const token = tokenOf(sandbox, { clientId: githubApp, scope: "" });
  for (const path of ["/user/emails", "/notifications"]) {
    const { status, body } = await rest(sandbox, path, { token });
    expect([status, body]).toEqual([
      403,
      expect.objectContaining({ message: "Resource not accessible by integration" }),
    ]);
  }
  const { headers } = await rest(sandbox, "/user/emails", { token });
  expect(headers.get("X-Accepted-GitHub-Permissions")).toBe("email_addresses=read");
});

test("an account is found by login and by id, an organisation too, and nobody is 404", async () => {
  const sandbox = createSandbox();
  const [byLogin, byId] = [await rest(sandbox, "/users/Coral-KAI"), await rest(sandbox, "/user/1002")];
  expect(byLogin.body).toMatchObject({ login: "coral-kai", type: "User", email: null });
  expect(byId.body).toEqual(byLogin.body);
  expect((await rest(sandbox, "/users/harbor-works")).body).toMatchObject({ type: "Organization", id: 2002 });
  expect((await rest(sandbox, "/orgs/Harbor-Works")).body).toMatchObject({ login: "harbor-works" });
  for (const path of ["/users/nobody", "/user/9", "/orgs/nobody", "/orgs/octo-lena", "/orgs/octo-lena/repos"]) {
    expect([path, (await rest(sandbox, path)).status]).toEqual([path, 404]);
  }
});

test("/users/{username}/repos holds what the account owns, in public unless the token sees more, and links by id", async () => {
  const sandbox = createSandbox();
  const names = async (query: string, token?: string) =>
    (await listed(sandbox, `/users/octo-lena/repos?per_page=100&${query}`, {
      ...(token && { token }),
      field: "full_name",
    })) as string[];
  const publicNames = await names("");
  expect(publicNames.every((name) => name.startsWith("octo-lena/"))).toBe(true);
  expect(publicNames).not.toContain("octo-lena/pocket-lighthouse");
  expect(await names("", tokenOf(sandbox))).toContain("octo-lena/pocket-lighthouse");
  expect(await names("type=member")).toContain("coral-kai/reef-radio");
  expect((await names("type=member")).some((name) => name.startsWith("octo-lena/"))).toBe(false);
  expect(new Set(await names("type=all"))).toEqual(new Set([...publicNames, ...(await names("type=member"))]));
  const { headers } = await rest(sandbox, "/users/octo-lena/repos?per_page=2");
  expect(headers.get("Link")).toContain(`<${origin}/api/v3/user/1001/repos?per_page=2&page=2>; rel="next"`);
  expect((await rest(sandbox, "/user/1001/repos?per_page=2&page=2")).body).toHaveLength(2);
});

test("/orgs/{org}/repos filters by type, is sorted by creation downwards, and links by id", async () => {
  const sandbox = createSandbox();
  const token = tokenOf(sandbox);
  const list = async (query: string) =>
    (await rest(sandbox, `/orgs/tidepool-labs/repos?per_page=100&${query}`, { token })).body as {
      private: boolean;
      fork: boolean;
      created_at: string;
    }[];
  const all = await list("");
  expect(all.map((each) => each.created_at)).toEqual(
    all
      .map((each) => each.created_at)
      .toSorted()
      .toReversed(),
  );
  expect(await list("type=private")).toEqual(all.filter((each) => each.private));
  expect(await list("type=public")).toEqual(all.filter((each) => !each.private));
  expect(await list("type=sources")).toEqual(all.filter((each) => !each.fork));
  expect(await list("type=forks")).toEqual([]);
  expect((await rest(sandbox, "/orgs/tidepool-labs/repos?type=own", { token })).status).toBe(422);
  const { headers } = await rest(sandbox, "/orgs/tidepool-labs/repos?per_page=1", { token });
  expect(headers.get("Link")).toContain("/api/v3/organizations/2001/repos?per_page=1&page=2");
  expect((await rest(sandbox, "/organizations/2001/repos", { token })).status).toBe(200);
});

test("/user/orgs names the organisations of the person, for which it takes read:org or user", async () => {
  const sandbox = createSandbox();
  const ask = (scope: string) => rest(sandbox, "/user/orgs", { token: tokenOf(sandbox, { scope }) });
  const refused = await ask("repo");
  expect([refused.status, refused.body]).toEqual([
    403,
    expect.objectContaining({ message: "You need at least read:org scope or user scope to list your organizations." }),
  ]);
  for (const scope of ["read:org", "user", "admin:org"]) {
    expect((await ask(scope)).body).toMatchObject([{ login: "tidepool-labs" }, { login: "harbor-works" }]);
  }
});

test("installations are told to a GitHub App's token and to no other", async () => {
  const sandbox = createSandbox();
  const refused = await rest(sandbox, "/user/installations", { token: tokenOf(sandbox) });
  expect([refused.status, refused.body]).toEqual([
    403,
    expect.objectContaining({ message: expect.stringContaining("access token authorized to a GitHub App") }),
  ]);
  const token = tokenOf(sandbox, { clientId: githubApp, scope: "" });
  const { body } = await rest(sandbox, "/user/installations", { token });
  const { installations, total_count } = body as {
    installations: { id: number; account: { login: string } }[];
    total_count: number;
  };
  expect([total_count, installations.map(({ account }) => account.login)]).toEqual([2, ["octo-lena", "harbor-works"]]);
  const [first] = installations;
  const list = await rest(sandbox, `/user/installations/${first?.id}/repositories?per_page=3`, { token });
  expect(list.body).toMatchObject({ repository_selection: "all", repositories: [{}, {}, {}] });
  expect((await rest(sandbox, "/user/installations/999/repositories", { token })).status).toBe(404);
});

const bell = (id: string, details: object) => ({
  id,
  repository: "octo-lena/bell",
  number: 1,
  reason: "mention" as const,
  unread: true,
  updatedAt: `2026-05-0${id}T00:00:00Z`,
  lastReadAt: null,
  ...details,
});

function sandboxWithNotifications() {
  const notifications = [
    bell("4", { reason: "subscribed" }),
    bell("3", {}),
    bell("2", { unread: false, lastReadAt: "2026-05-02T10:00:00Z" }),
  ];
  const people = defaultSeed().people.map((person) =>
    person.login === "octo-lena" ? { ...person, notifications } : person,
  );
  return sandboxWith([repository(1, "bell", { issues: [issue(1, { title: "Ring" })] })], { people });
}

test("facts 7.8: notifications are the unread ones, all on demand, and filtered by participating, since and before", async () => {
  const sandbox = sandboxWithNotifications();
  const token = tokenOf(sandbox, { scope: "notifications" });
  const ids = (query: string) => listed(sandbox, `/notifications?${query}`, { token, field: "id" });
  expect(await ids("")).toEqual(["4", "3"]);
  expect(await ids("all=true")).toEqual(["4", "3", "2"]);
  expect(await ids("participating=true")).toEqual(["3"]);
  expect(await ids("since=2026-05-04T00:00:00Z")).toEqual(["4"]);
  expect(await ids("all=true&before=2026-05-03T00:00:00Z")).toEqual(["2"]);
  expect(await ids("all=true&per_page=1&page=2")).toEqual(["3"]);
});

test("facts 7.8: notifications say how often to ask, and If-Modified-Since answers 304", async () => {
  const sandbox = sandboxWithNotifications();
  const token = tokenOf(sandbox, { scope: "repo" });
  const { headers, body } = await rest(sandbox, "/notifications", { token });
  expect(body).toMatchObject([{ subject: { title: "Ring", type: "Issue" } }, {}]);
  expect(headers.get("X-Poll-Interval")).toBe("60");
  const lastModified = headers.get("Last-Modified") ?? "";
  expect(lastModified).toBe("Mon, 04 May 2026 00:00:00 GMT");
  const again = await rest(sandbox, "/notifications", { token, headers: { "If-Modified-Since": lastModified } });
  expect([again.status, again.headers.get("X-Poll-Interval")]).toEqual([304, "60"]);
});

test("facts 6.4: notifications without the scope answer 403 in the words clients look for", async () => {
  const sandbox = createSandbox();
  const { status, body, headers } = await rest(sandbox, "/notifications", {
    token: tokenOf(sandbox, { scope: "user" }),
  });
  expect([status, body]).toEqual([403, expect.objectContaining({ message: "Missing the 'notifications' scope." })]);
  expect(headers.get("X-Accepted-OAuth-Scopes")).toBe("notifications, repo");
});

test("events: a person has received none, and nobody else can have", async () => {
  const sandbox = createSandbox();
  const token = tokenOf(sandbox);
  expect(await rest(sandbox, "/users/octo-lena/received_events", { token })).toMatchObject({ status: 200, body: [] });
  expect((await rest(sandbox, "/users/nobody-here/received_events", { token })).status).toBe(404);
});
