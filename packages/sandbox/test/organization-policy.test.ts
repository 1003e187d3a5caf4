import { expect, test } from "vitest";
import { defaultSeed, type Sandbox, type SeedOrganization } from "../src/index.ts";
import { listed, rest } from "./drive.ts";
import { issue, repository, sandboxWith, tokenOf } from "./small-seed.ts";

function sandboxWhere(policy: Partial<SeedOrganization>): Sandbox {
  const organizations = defaultSeed().organizations.map((organization) =>
    organization.login === "harbor-works" ? { ...organization, ...policy } : organization,
  );
  return sandboxWith(
    [
      repository(1, "own", { private: true }),
      repository(2, "vault", {
        owner: "harbor-works",
        private: true,
        issues: [issue(1, { assignees: ["octo-lena"] })],
      }),
      repository(3, "pier", { owner: "harbor-works" }),
    ],
    { organizations },
  );
}

const names = (sandbox: Sandbox, token: string) => listed(sandbox, "/user/repos", { token, field: "full_name" });

test("facts 6.5: without single sign-on the organisation's private repository is 403 and tells where to sign on", async () => {
  const sandbox = sandboxWhere({ singleSignOn: { authorized: ["otis-otter"] } });
  const token = tokenOf(sandbox);
  for (const path of ["/repos/harbor-works/vault", "/repos/harbor-works/vault/issues", "/repositories/2/pulls"]) {
    const { status, body, headers } = await rest(sandbox, path, { token });
    expect([path, status, body]).toEqual([
      path,
      403,
      expect.objectContaining({
        message: expect.stringContaining("Resource protected by organization SAML enforcement"),
      }),
    ]);
    expect(headers.get("X-GitHub-SSO")).toMatch(/^required; url=http:\/\/.+\/orgs\/harbor-works\/sso$/);
  }
  expect((await rest(sandbox, "/repos/harbor-works/pier", { token })).status).toBe(200);
  const otis = tokenOf(sandbox, { login: "otis-otter" });
  expect((await rest(sandbox, "/repos/harbor-works/vault", { token: otis })).status).toBe(200);
});

test("facts 6.5: lists leave out what single sign-on protects, and say that they are not whole", async () => {
  const sandbox = sandboxWhere({ singleSignOn: { authorized: ["otis-otter"] } });
  const token = tokenOf(sandbox);
  expect(await names(sandbox, token)).toEqual(["harbor-works/pier", "octo-lena/own"]);
  for (const path of ["/user/repos", "/user/orgs", "/issues", "/orgs/harbor-works/repos"]) {
    const { headers } = await rest(sandbox, path, { token });
    expect([path, headers.get("X-GitHub-SSO")]).toEqual([path, "partial-results; organizations=2002"]);
  }
  const otis = tokenOf(sandbox, { login: "otis-otter" });
  expect((await rest(sandbox, "/user/repos", { token: otis })).headers.has("X-GitHub-SSO")).toBe(false);
});

test("facts 6.5: an app the organisation did not approve gets 403 in GitHub's words, an approved one and its own do not", async () => {
  const sandbox = sandboxWhere({ appRestrictions: { approved: ["Ov23liChapterBook001"] } });
  const token = tokenOf(sandbox);
  const refused = await rest(sandbox, "/repos/harbor-works/vault", { token });
  expect([refused.status, refused.body]).toEqual([
    403,
    expect.objectContaining({
      message: expect.stringMatching(
        /^Although you appear to have the correct authorization credentials, the `harbor-works` organization has enabled OAuth App access restrictions/,
      ),
    }),
  ]);
  expect(await names(sandbox, token)).toEqual(["harbor-works/pier", "octo-lena/own"]);
  const approved = tokenOf(sandbox, { clientId: "Ov23liChapterBook001" });
  expect((await rest(sandbox, "/repos/harbor-works/vault", { token: approved })).status).toBe(200);
  const githubApp = tokenOf(sandbox, { clientId: "Iv23liDgtSandbox0003", scope: "" });
  expect((await rest(sandbox, "/repos/harbor-works/vault", { token: githubApp })).status).toBe(200);
});

test("whoever does not belong to the organisation is not told of its policies", async () => {
  const sandbox = sandboxWhere({ singleSignOn: { authorized: [] }, appRestrictions: { approved: [] } });
  for (const token of [
    undefined,
    tokenOf(sandbox, { login: "pelle-puffin" }),
    tokenOf(sandbox, { scope: "read:org" }),
  ]) {
    const { status, headers } = await rest(sandbox, "/repos/harbor-works/vault", { token });
    expect([status, headers.has("X-GitHub-SSO")]).toEqual([404, false]);
  }
});
