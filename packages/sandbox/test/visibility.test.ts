import { beforeAll, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { appOf, listed, rest, tokenFor } from "./drive.ts";

let sandbox: Sandbox;
const tokens: Record<"none" | "read:user" | "public_repo" | "repo" | "kai" | "app", string> = {
  none: "",
  "read:user": "",
  public_repo: "",
  repo: "",
  kai: "",
  app: "",
};

beforeAll(async () => {
  sandbox = createSandbox();
  tokens.none = await tokenFor(sandbox, { scope: "" });
  tokens["read:user"] = await tokenFor(sandbox, { scope: "read:user" });
  tokens.public_repo = await tokenFor(sandbox, { scope: "public_repo" });
  tokens.repo = await tokenFor(sandbox, { scope: "repo" });
  tokens.kai = await tokenFor(sandbox, { scope: "repo", login: "coral-kai", password: "radio-free-reef" });
  tokens.app = await tokenFor(sandbox, { app: appOf(sandbox, "Iv23liDgtSandbox0003") });
});

for (const scope of ["none", "read:user", "public_repo"] as const) {
  test(`facts 6.4: /user/repos with ${scope} answers 200 with public repositories only`, async () => {
    const visibilities = await listed(sandbox, "/user/repos?per_page=100", { token: tokens[scope], field: "private" });
    expect(new Set(visibilities)).toEqual(new Set([false]));
  });
}

test("facts 6.4: /user/repos with repo adds private ones: own, of organisations, and where one collaborates", async () => {
  const names = await listed(sandbox, "/user/repos?per_page=100&visibility=private", {
    token: tokens.repo,
    field: "full_name",
  });
  expect(names).toEqual(
    expect.arrayContaining(["octo-lena/pocket-lighthouse", "tidepool-labs/deep-current", "coral-kai/secret-reef"]),
  );
  expect(names).not.toContain("lighthouse-collective/keepers-log");
});

for (const suffix of ["", "/issues", "/pulls"]) {
  const own = `/repos/octo-lena/pocket-lighthouse${suffix}`;
  test(`facts 6.4: ${own} is 404 without repo and 200 with it`, async () => {
    const statuses = [];
    for (const token of [undefined, tokens.none, tokens["read:user"], tokens.public_repo, tokens.repo]) {
      statuses.push((await rest(sandbox, own, { token })).status);
    }
    expect(statuses).toEqual([404, 404, 404, 404, 200]);
  });

  test(`facts 6.5: ${own} hidden looks like one that does not exist`, async () => {
    const hidden = await rest(sandbox, own, { token: tokens["read:user"] });
    const missing = await rest(sandbox, own.replace("pocket-lighthouse", "no-such-repository"), {
      token: tokens["read:user"],
    });
    expect(hidden.body).toEqual(missing.body);
    const comparable = (headers: Headers) =>
      [...headers].filter(([name]) => !/^(?:date|x-github-request-id|x-ratelimit-)/.test(name));
    expect(comparable(hidden.headers)).toEqual(comparable(missing.headers));
  });

  test(`facts 6.4: a public repository${suffix} is 200 for anybody`, async () => {
    for (const token of [undefined, tokens.none, tokens.repo]) {
      expect((await rest(sandbox, `/repos/octo-lena/tide-tables${suffix}`, { token })).status).toBe(200);
    }
  });

  test(`repo does not open other people's private repositories${suffix}`, async () => {
    expect(
      (await rest(sandbox, `/repos/lighthouse-collective/keepers-log${suffix}`, { token: tokens.repo })).status,
    ).toBe(404);
    expect((await rest(sandbox, `/repos/octo-lena/pocket-lighthouse${suffix}`, { token: tokens.kai })).status).toBe(
      200,
    );
    expect((await rest(sandbox, `/repos/harbor-works/foghorn${suffix}`, { token: tokens.kai })).status).toBe(200);
  });
}

test("a hidden repository is hidden by id as well", async () => {
  const { body } = await rest(sandbox, "/repos/octo-lena/pocket-lighthouse", { token: tokens.repo });
  const path = `/repositories/${(body as { id: number }).id}`;
  expect((await rest(sandbox, path, { token: tokens["read:user"] })).status).toBe(404);
  expect((await rest(sandbox, `${path}/issues`)).status).toBe(404);
  expect((await rest(sandbox, path, { token: tokens.repo })).body).toHaveProperty(
    "full_name",
    "octo-lena/pocket-lighthouse",
  );
});

test("a GitHub App's token sees private repositories of the accounts it is installed on, and no others", async () => {
  const names = await listed(sandbox, "/user/repos?per_page=100&visibility=private", {
    token: tokens.app,
    field: "full_name",
  });
  expect(names).toContain("octo-lena/pocket-lighthouse");
  expect(names).not.toContain("tidepool-labs/deep-current");
  expect((await rest(sandbox, "/repos/tidepool-labs/deep-current", { token: tokens.app })).status).toBe(404);
});

test("facts 7.8: /user without scope is the public profile, with read:user or user the private one", async () => {
  const plain = (await rest(sandbox, "/user", { token: tokens.none })).body;
  expect(plain).toHaveProperty("user_view_type", "public");
  expect(plain).not.toHaveProperty("two_factor_authentication");
  for (const scope of ["read:user", "user"]) {
    const { body } = await rest(sandbox, "/user", { token: await tokenFor(sandbox, { scope }) });
    expect(body).toMatchObject({ user_view_type: "private", two_factor_authentication: true });
  }
});

test("facts 7.8: permissions are told to whoever shows a token", async () => {
  const of = async (name: string, token?: string) => (await rest(sandbox, `/repos/${name}`, { token })).body;
  expect(await of("octo-lena/tide-tables", tokens.none)).toMatchObject({
    permissions: { admin: true, push: true, pull: true },
  });
  expect(await of("coral-kai/reef-radio", tokens.none)).toMatchObject({
    permissions: { admin: false, push: true, pull: true },
  });
  expect(await of("octo-lena/old-anchor", tokens.none)).toMatchObject({ permissions: { push: false } });
  expect(await of("octo-lena/tide-tables")).not.toHaveProperty("permissions");
});
