import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { at, type Fault, refuse, startFaultyGitHub } from "./faulty-github.ts";
import { createSurroundings, expectFailure, type Failure, type Surroundings, startScene } from "./surroundings.ts";

const repository = ["-R", "octo-lena/tide-tables"];

/** Surroundings with a token, at a GitHub with this fault. */
async function withFault(fault: Fault): Promise<Surroundings> {
  const { url } = await startFaultyGitHub(fault);
  return createSurroundings({ env: { DGT_HOST: url, DGT_TOKEN: plant("access token") } });
}

const refusals: readonly (readonly [string, Fault, Failure])[] = [
  [
    "401",
    at("/issues", refuse(401, "Bad credentials")),
    { exitCode: 4, code: "unauthorized", says: /does not accept the token in DGT_TOKEN/, next: /DGT_TOKEN/ },
  ],
  [
    "403",
    at("/issues", refuse(403, "Resource not accessible by integration")),
    { exitCode: 5, code: "forbidden", says: /Resource not accessible by integration/, next: /access/ },
  ],
  [
    "403 for want of a scope",
    at("/issues", refuse(403, "Missing scope", { "x-oauth-scopes": "read:user", "x-accepted-oauth-scopes": "repo" })),
    { exitCode: 5, code: "scope_missing", says: /lacks a permission: repo \(it has: read:user\)/, next: /--private/ },
  ],
  [
    "403 from an organisation that keeps apps out",
    at("/issues", refuse(403, "the `x` organization has enabled OAuth App access restrictions, ...")),
    { exitCode: 5, code: "organization_restricted", says: /has not approved this app/, next: /owner/ },
  ],
  [
    "403 for single sign-on",
    at(
      "/issues",
      refuse(403, "Resource protected by organization SAML enforcement.", {
        "x-github-sso": "required; url=https://evil.test/x",
      }),
    ),
    { exitCode: 5, code: "sso_required", says: /single sign-on/, next: /sign in to the organisation/ },
  ],
  [
    "404",
    at("/issues", refuse(404, "Not Found")),
    { exitCode: 1, code: "not_found", says: /does not exist, or/, next: /check the name/ },
  ],
  [
    "410",
    at("/issues", refuse(410, "Issues are disabled for this repo")),
    { exitCode: 1, code: "gone", says: /switched off/, next: /dgt repos/ },
  ],
  [
    "429",
    at("/issues", refuse(429, "Too many", { "retry-after": "3600" })),
    { exitCode: 6, code: "secondary_rate_limited", says: /too fast/, next: /in 3600 seconds/ },
  ],
  [
    "403 when the hour's requests are used up",
    at(
      "/issues",
      refuse(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" }),
    ),
    { exitCode: 6, code: "rate_limited", says: /used up/, next: /after \d\d:\d\d/ },
  ],
  [
    "500",
    at("/issues", refuse(500, "Server Error")),
    { exitCode: 1, code: "server_error", says: /HTTP 500/, next: /in a few minutes/ },
  ],
  [
    "502 in HTML",
    at("/issues", (response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Unicorn!</h1>")),
    { exitCode: 1, code: "server_error", says: /HTTP 502/, next: /in a few minutes/ },
  ],
  [
    "HTML with 200",
    at("/issues", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Hotel Wi-Fi</h1>")),
    { exitCode: 1, code: "not_json", says: /is not the API of/, next: /in a browser/ },
  ],
  [
    "JSON that is cut off",
    at("/issues", (response) => response.writeHead(200, { "content-type": "application/json" }).end('[{"number": 1')),
    { exitCode: 1, code: "not_json", says: /is not the API of/, next: /in a browser/ },
  ],
  [
    "an issue without a title",
    at("/issues", (response) => response.writeHead(200, { "content-type": "application/json" }).end('[{"number": 1}]')),
    { exitCode: 1, code: "field_missing", says: /is missing/, next: /--debug/ },
  ],
  [
    "a connection that breaks off",
    at("/issues", (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("[");
      response.destroy();
    }),
    { exitCode: 7, code: "connection_lost", says: /broke off/, next: /again/ },
  ],
  [
    "a body without an end",
    at("/issues", (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        if (!response.destroyed && response.write(`"${"x".repeat(100_000)}",`)) {
          setImmediate(more);
        } else {
          response.once("drain", more);
        }
      };
      response.write("[");
      more();
    }),
    { exitCode: 1, code: "too_large", says: /did not end/, next: /--host/ },
  ],
  [
    "a redirect to another place",
    at("/issues", (response) => response.writeHead(302, { location: "https://evil.test/" }).end()),
    { exitCode: 1, code: "redirected", says: /credentials do not follow/, next: /--host/ },
  ],
];

describe("C-32: what the API answers", () => {
  it.each(refusals)("%s", async (_, fault, failure) => {
    await expectFailure(await withFault(fault), ["issues", ...repository], failure);
  });

  it.each(refusals)("%s, as JSON: one object on stderr, nothing on stdout", async (_, fault, { exitCode, code }) => {
    const outcome = await (await withFault(fault)).run("issues", ...repository, "--json");
    expect(outcome).toMatchObject({ exitCode, stdout: "" });
    const { error } = JSON.parse(outcome.stderr);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^dgt issues failed at the API request: /) });
    expect(error.next).not.toEqual([]);
  });
});

describe("repositories that cannot be shown", () => {
  it("one that does not exist, and a private one, look alike, and both lead to the right to see more", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    for (const name of ["octo-lena/no-such-thing", "octo-lena/pocket-lighthouse"]) {
      for (const command of ["issues", "prs"]) {
        await expectFailure(here, [command, "-R", name], {
          exitCode: 5,
          code: "not_found",
          says: /it does not exist, or it is private and this sign-in may see public repositories only: .*\(granted: read:user; private ones need: repo\)/,
          next: /dgt login --private/,
        });
      }
    }
  });

  it("a token of the environment leads to another token, since a sign-in would not be used", async () => {
    const scene = await startScene();
    const before = createSurroundings(scene);
    await before.run("login");
    const [signIn] = await before.kept();
    const token = signIn?.record.tokens.accessToken.reveal();
    const here = createSurroundings({ env: { DGT_HOST: scene.github.url, DGT_TOKEN: token } });
    await expectFailure(here, ["issues", "-R", "octo-lena/pocket-lighthouse"], {
      exitCode: 5,
      code: "not_found",
      says: /granted: read:user; private ones need: repo/,
      next: /check the name, or set DGT_TOKEN to a token with the scope repo/,
    });
  });

  it.each(["..", "../..", "octo-lena/..", "octo-lena", "a/b/c", "octo-lena/%2e%2e", "octo lena/x", ""])(
    "one named %j never gets into a request",
    async (name) => {
      const scene = await startScene();
      const here = createSurroundings({ env: { DGT_HOST: scene.github.url, DGT_TOKEN: plant("access token") } });
      await expectFailure(here, ["issues", "-R", name], {
        exitCode: 64,
        code: "invalid_repository_name",
        says: /no repository on GitHub can have that name/,
        next: /-R owner\/name/,
      });
      expect(scene.github.sandbox.journal.entries).toEqual([]);
    },
  );

  it("none at all, in a folder that is no clone", async () => {
    const here = createSurroundings({ env: { DGT_TOKEN: plant("access token") } });
    await expectFailure(here, ["issues"], {
      exitCode: 64,
      code: "repository_needed",
      says: /which repository\?/,
      next: /dgt issues -R owner\/name/,
    });
  });

  it("an address in place of a name is understood, and the name suggested", async () => {
    await expectFailure(createSurroundings(), ["prs", "-R", "https://github.com/octo-lena/tide-tables/pulls"], {
      exitCode: 64,
      code: "invalid_value",
      says: /-R takes owner\/name, not an address/,
      next: /-R octo-lena\/tide-tables/,
    });
  });
});

describe("a sign-in that is over", () => {
  it("is forgotten when GitHub says that the token is dead, and no new one is begun", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    for (const argv of [["repos"], []]) {
      await here.run("login");
      scene.github.sandbox.reset();
      const opened = here.opened.length;
      await expectFailure(here, argv, {
        exitCode: 4,
        code: "connection_ended",
        says: /Your connection to GitHub has ended.*Reconnect/,
        next: /dgt login/,
      });
      expect(here.opened).toHaveLength(opened);
      await expectFailure(here, ["repos"], {
        exitCode: 4,
        code: "login_needed",
        says: /nobody is signed in/,
        next: /dgt login/,
      });
    }
  });

  it("is kept when the refusal does not come from GitHub", async () => {
    const { url, sandbox } = await startFaultyGitHub((request, response) => {
      const isProxy =
        request.headers["user-agent"]?.startsWith("dev-github-tool") === true &&
        request.url?.includes("/user/repos") === true;
      if (isProxy) {
        response.writeHead(401, { "content-type": "text/html" }).end("<h1>Proxy</h1>");
      }
      return isProxy;
    });
    const [app] = sandbox.seed.apps;
    const { visit } = await startScene();
    const here = createSurroundings({
      env: { DGT_HOST: url, GITHUB_CLIENT_ID: app?.clientId, GITHUB_CLIENT_SECRET: app?.clientSecret },
      visit,
    });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    expect(await here.run("repos")).toMatchObject({ exitCode: 4 });
    expect(await here.run("profile")).toMatchObject({ exitCode: 0 });
  });
});
