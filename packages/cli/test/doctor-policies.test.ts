import { defaultSeed, type SandboxOptions, type SeedOrganization, walkSignIn } from "@dev-github-tool/sandbox";
import { expect, it } from "vitest";
import { startTestGitHub } from "../../../test/canary/test-github.ts";
import { examine } from "./examine.ts";
import { createSurroundings } from "./surroundings.ts";

/** A GitHub with these options, somebody's token there, and surroundings that use it. */
async function withToken(options: Omit<SandboxOptions, "onSecret">) {
  const { url, sandbox } = await startTestGitHub(options);
  const { accessToken } = sandbox.issueTokens({
    login: "octo-lena",
    clientId: "Ov23liChapterBook001",
    scope: "read:user repo",
  });
  return createSurroundings({ env: { DGT_HOST: url, DGT_TOKEN: accessToken } });
}

function seedWhere(policy: Partial<SeedOrganization>) {
  const seed = defaultSeed();
  const organizations = seed.organizations.map((organization) =>
    organization.login === "harbor-works" ? { ...organization, ...policy } : organization,
  );
  return { ...seed, organizations };
}

it("dgt doctor counts the organisations that leave a list incomplete for want of single sign-on", async () => {
  const here = await withToken({ seed: seedWhere({ singleSignOn: { authorized: [] } }) });
  const { find } = await examine(here);
  expect(find("hidden-results")).toMatchObject({
    mark: "warn",
    evidence: "HTTP 200, but an organisation is left out (2002)",
    code: "partial-results",
  });
});

it("dgt doctor tells single sign-on and an unapproved app apart, where both are a 403", async () => {
  const { repositories } = defaultSeed();
  const name = repositories.find(({ owner, private: isPrivate }) => owner === "harbor-works" && isPrivate)?.name;
  for (const [policy, code, command] of [
    [{ singleSignOn: { authorized: [] } }, "sso_required", /^open http:\/\/127\.0\.0\.1:\d+\/orgs\/harbor-works\/sso$/],
    [{ appRestrictions: { approved: [] } }, "organization_restricted", /ask an owner/],
  ] as const) {
    const here = await withToken({ seed: seedWhere(policy) });
    const { find } = await examine(here, "-R", `harbor-works/${name}`);
    expect(find("repository")).toMatchObject({ mark: "fail", code, command: expect.stringMatching(command) });
  }
});

it("dgt doctor sees that GitHub's clock and this one differ, whichever is wrong", async () => {
  const here = await withToken({ faults: [{ fault: "clock-skew", skewMs: -11 * 60_000 }] });
  expect((await examine(here)).find("clock")).toMatchObject({
    mark: "fail",
    evidence: "11 min fast, compared with GitHub's",
  });
});

it("dgt doctor suspects the ten-token rule when an eleventh sign-in has ended this one", async () => {
  const { sandbox, url } = await startTestGitHub();
  const app = sandbox.seed.apps.find(({ kind, expiringTokens }) => kind === "oauth-app" && !expiringTokens);
  const order = { login: "octo-lena", clientId: app?.clientId ?? "", scope: "read:user" };
  const person = sandbox.seed.people.find(({ login }) => login === order.login);
  const here = createSurroundings({
    env: { DGT_HOST: url, GITHUB_CLIENT_ID: order.clientId, GITHUB_CLIENT_SECRET: app?.clientSecret },
    visit: (address) =>
      walkSignIn({ url: address, login: order.login, password: person?.password ?? "", decision: "approve" }),
  });
  expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  sandbox.clock.advance(120_000);
  for (let count = 0; count < 10; count += 1) {
    sandbox.issueTokens(order);
    sandbox.clock.advance(1_000);
  }
  const { find } = await examine(here);
  expect(find("token-count")).toMatchObject({ mark: "warn", reason: expect.stringMatching(/eleventh sign-in/) });
});

it("dgt doctor looks for no scopes where tokens have permissions, and for an installation behind a 404", async () => {
  const { url, sandbox } = await startTestGitHub();
  const clientId = sandbox.seed.apps.find(({ kind }) => kind === "github-app")?.clientId ?? "";
  const { accessToken } = sandbox.issueTokens({ login: "octo-lena", clientId, scope: "" });
  const here = createSurroundings({ env: { DGT_HOST: url, DGT_TOKEN: accessToken } });
  const { find } = await examine(here, "-R", "octo-lena/no-such-repository");
  expect(find("scopes")).toMatchObject({ mark: "ok", evidence: expect.stringMatching(/permissions in place of/) });
  expect(find("repository")).toMatchObject({
    mark: "fail",
    code: "not_found",
    reason: expect.stringMatching(/the app is not installed there/),
    command: `open ${url}/settings/installations`,
  });
});
