import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { examine, signedIn } from "./examine.ts";
import { at, refuse, startFaultyGitHub } from "./faulty-github.ts";
import { createSurroundings, startScene } from "./surroundings.ts";

async function takePort(host: string, port = 0): Promise<number> {
  const server = createServer();
  server.listen({ host, port, ipv6Only: true });
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("dgt doctor where all is well", () => {
  it("finds nothing, ends with 0, spends no token and writes nothing", async () => {
    const scene = await startScene();
    const here = await signedIn(scene);
    const before = JSON.stringify(await here.kept());
    const { exitCode, checks, likeliest } = await examine(here, "-R", "octo-lena/tide-tables");
    expect(checks.filter(({ mark }) => mark !== "ok")).toEqual([]);
    expect({ exitCode, likeliest }).toEqual({ exitCode: 0, likeliest: null });
    expect(JSON.stringify(await here.kept())).toBe(before);
    expect(await here.run("profile")).toMatchObject({ exitCode: 0 });
  });

  it("renews nothing, even where the next command would", async () => {
    const scene = await startScene("approve", { expiring: true });
    const here = await signedIn(scene);
    const later = createSurroundings({
      ...scene,
      store: here.store,
      runtime: testRuntime({ now: () => Date.now() + 9 * 60 * 60_000 }),
    });
    const before = JSON.stringify(await here.kept());
    const { find } = await examine(later);
    expect(find("reference-request")).toMatchObject({ evidence: expect.stringMatching(/the next command renews it/) });
    expect(JSON.stringify(await here.kept())).toBe(before);
  });

  it("asks GitHub about a token that nothing can renew, whatever the clock says of its end", async () => {
    const here = await signedIn(await startScene());
    const [kept] = await here.kept();
    const { key, record } = kept ?? expect.fail("nobody is signed in");
    await here.store.put(key, { ...record, tokens: { ...record.tokens, expiresAt: Date.now() - 1_000 } });
    const { find } = await examine(here);
    expect(find("reference-request")).toMatchObject({ evidence: expect.stringMatching(/user: HTTP 200/) });
  });

  it("says every mark as a word, and nothing is wrong at the end", async () => {
    const { stdout } = await (await signedIn(await startScene())).run("doctor");
    expect(stdout).toMatch(/^ok {7}App credentials: client id/m);
    expect(stdout).toMatch(/^skipped {2}Repository: none was named/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("Nothing is wrong as far as this can be seen.");
  });
});

describe("dgt doctor of what it is given", () => {
  it("a secret of another app", async () => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, GITHUB_CLIENT_SECRET: plant("client secret") } });
    const { exitCode, find, likeliest } = await examine(here);
    expect(find("credentials")).toMatchObject({ mark: "ok" });
    expect(find("credentials-accepted")).toMatchObject({
      mark: "fail",
      code: "incorrect_client_credentials",
      command: expect.stringMatching(/settings\/developers/),
    });
    expect({ exitCode, likeliest }).toEqual({ exitCode: 1, likeliest: "credentials-accepted" });
  });

  it("a client id that no app has", async () => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, GITHUB_CLIENT_ID: "Ov23liNobodyHasThis00" } });
    expect((await examine(here)).find("credentials-accepted")).toMatchObject({
      mark: "fail",
      code: "client_not_found",
    });
  });

  it("a secret with a line break at its end", async () => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, GITHUB_CLIENT_SECRET: `${env.GITHUB_CLIENT_SECRET}\n` } });
    const { find, likeliest } = await examine(here);
    expect(find("credentials")).toMatchObject({
      mark: "fail",
      evidence: "GITHUB_CLIENT_SECRET has a line break in it (41 characters)",
    });
    expect(find("credentials-accepted")).toMatchObject({ mark: "skipped" });
    expect(likeliest).toBe("credentials");
  });

  it("a secret in a .env that others can read", async () => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { DGT_HOST: env.DGT_HOST, GITHUB_CLIENT_ID: env.GITHUB_CLIENT_ID } });
    writeFileSync(join(here.cwd, ".env"), `GITHUB_CLIENT_SECRET=${env.GITHUB_CLIENT_SECRET}\n`, { mode: 0o644 });
    expect((await examine(here)).find("credentials")).toMatchObject({ mark: "warn", command: "chmod 600 .env" });
  });

  it("a port that is taken", async () => {
    const { env } = await startScene();
    const port = await takePort("127.0.0.1");
    const here = createSurroundings({ env: { ...env, GITHUB_REDIRECT_URI: `http://127.0.0.1:${port}/callback` } });
    expect((await examine(here)).find("loopback")).toMatchObject({
      mark: "fail",
      code: "port_unavailable",
      evidence: `port ${port} of 127.0.0.1 is taken by process ${process.pid} (${basename(process.execPath)})`,
    });
  });

  it("a localhost whose other address somebody else listens at", async () => {
    const { env } = await startScene();
    const port = await takePort("::1");
    const here = createSurroundings({ env: { ...env, GITHUB_REDIRECT_URI: `http://localhost:${port}/callback` } });
    expect((await examine(here)).find("loopback")).toMatchObject({
      mark: "fail",
      evidence: expect.stringMatching(/of ::1 is taken by process/),
      reason: expect.stringMatching(/the browser may take the code to the program that listens there/),
    });
  });

  it("a clock that is eleven minutes fast, and one that is slow", async () => {
    const scene = await startScene();
    for (const [minutes, word] of [
      [11, "fast"],
      [-11, "slow"],
    ] as const) {
      const runtime = testRuntime({ now: () => Date.now() + minutes * 60_000 });
      const { find, likeliest } = await examine(createSurroundings({ ...scene, runtime }));
      expect(find("clock")).toMatchObject({ mark: "fail", evidence: `11 min ${word}, compared with GitHub's` });
      expect(likeliest).toBe("clock");
    }
  });
});

describe("dgt doctor of the token", () => {
  it("a token of the environment that wins over a sign-in", async () => {
    const scene = await startScene();
    const signIn = await signedIn(scene);
    const accessToken = (await signIn.kept())[0]?.record.tokens.accessToken.reveal();
    const here = createSurroundings({ env: { ...scene.env, DGT_TOKEN: accessToken }, store: signIn.store });
    const { exitCode, find } = await examine(here);
    expect(find("token")).toMatchObject({ mark: "warn", command: "unset DGT_TOKEN", code: "token_from_environment" });
    expect(exitCode).toBe(0);
  });

  it("a token with a line break, which is not sent", async () => {
    const { env, github } = await startScene();
    const here = createSurroundings({ env: { ...env, DGT_TOKEN: `${plant("access token")}\n` } });
    expect((await examine(here)).find("token")).toMatchObject({ mark: "fail", code: "token_malformed" });
    expect(github.sandbox.journal.entries.filter(({ path }) => path.endsWith("/user"))).toEqual([]);
  });

  it("a token that GitHub has ended before its time, as it does with the oldest of eleven", async () => {
    const scene = await startScene();
    const here = await signedIn(scene);
    scene.github.sandbox.reset();
    const { find, likeliest } = await examine(here);
    expect(find("reference-request")).toMatchObject({ mark: "fail", code: "unauthorized", command: "dgt login" });
    expect(find("token-count")).toMatchObject({ mark: "warn", reason: expect.stringMatching(/eleventh sign-in/) });
    expect(likeliest).toBe("reference-request");
    expect(await here.kept()).toHaveLength(1);
  });

  it("nobody signed in is no failure", async () => {
    const { exitCode, find } = await examine(createSurroundings(await startScene()));
    expect(find("token")).toMatchObject({ mark: "warn", command: "dgt login" });
    expect(exitCode).toBe(0);
  });
});

describe("dgt doctor of what GitHub leaves out", () => {
  const withToken = async (fault: Parameters<typeof startFaultyGitHub>[0]) => {
    const { url } = await startFaultyGitHub((request, response) => {
      const path = new URL(request.url ?? "", "http://127.0.0.1").pathname;
      if (fault(request, response)) {
        return true;
      }
      return (
        path.endsWith("/user") &&
        at("/user", (answer) => {
          answer.writeHead(200, { "x-oauth-scopes": "read:user", "x-github-request-id": "1:2" }).end("{}");
        })(request, response)
      );
    });
    return createSurroundings({ env: { DGT_HOST: url, DGT_TOKEN: plant("access token") } });
  };

  it("organisations that want single sign-on", async () => {
    const here = await withToken(
      at("/user/repos", (response) => {
        response.writeHead(200, { "x-github-sso": "partial-results; organizations=21955855,20582480" }).end("[]");
      }),
    );
    expect((await examine(here)).find("hidden-results")).toMatchObject({
      mark: "warn",
      evidence: "HTTP 200, but 2 organisations are left out (21955855, 20582480)",
      code: "partial-results",
    });
  });

  it.each([
    [
      "an organisation's restrictions",
      refuse(403, "the `x` organization has enabled OAuth App access restrictions, ..."),
      "organization_restricted",
    ],
    [
      "single sign-on",
      refuse(403, "Resource protected", { "x-github-sso": "required; url=https://x.test/" }),
      "sso_required",
    ],
    ["a new name", refuse(301, "Moved Permanently"), "301"],
  ])("a repository behind %s", async (_, answer, code) => {
    const here = await withToken(at("/repos/octo-lena/tide-tables", answer));
    expect((await examine(here, "-R", "octo-lena/tide-tables")).find("repository")).toMatchObject({ code });
  });

  it("a private repository, hidden behind a 404", async () => {
    const here = await signedIn(await startScene());
    const { exitCode, find } = await examine(here, "-R", "octo-lena/pocket-lighthouse");
    expect(find("repository")).toMatchObject({
      mark: "fail",
      code: "not_found",
      reason: expect.stringMatching(/this sign-in may see public ones only/),
      command: "dgt login --private",
    });
    expect(exitCode).toBe(1);
  });
});
