import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { at, startFaultyGitHub } from "./faulty-github.ts";
import { comeBack, createSurroundings, expectFailure, expectNoSignIn, startScene } from "./surroundings.ts";

/** An address of this machine where nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe("C-32: what goes wrong before the browser opens names the step and the next command, and stores nothing", () => {
  it("no credentials at all", async () => {
    const here = createSurroundings();
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "client_id_missing",
      says: /^error: dgt login failed at the app registration: GITHUB_CLIENT_ID is not set$/m,
      next: /docs\/register\.md/,
    });
    expect(here.opened).toEqual([]);
  });

  it("an id without a secret", async () => {
    const here = createSurroundings({ env: { GITHUB_CLIENT_ID: "Ov23liDgtSandbox0001" } });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "client_secret_missing",
      says: /GITHUB_CLIENT_SECRET is not set/,
      next: /GITHUB_CLIENT_SECRET/,
    });
  });

  it.each([
    ["swapped", true, "Ov23liDgtSandbox0001"],
    ["the secret in both places", true, undefined],
    ["the id in the secret's place", false, "Ov23liDgtSandbox0001"],
  ])("id and secret: %s", async (_, isSecretInIdsPlace, inSecretsPlace) => {
    const secret = plant("client secret");
    const env = {
      GITHUB_CLIENT_ID: isSecretInIdsPlace ? secret : "my-app",
      GITHUB_CLIENT_SECRET: inSecretsPlace ?? secret,
    };
    const here = createSurroundings({ env });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "credentials_swapped",
      says: /GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are swapped/,
      next: /swap the two values/,
    });
    expect(here.opened).toEqual([]);
  });

  it.each([
    ["a line break at the end", "\n", /GITHUB_CLIENT_SECRET has a line break in it \(41 characters\)/],
    ["a space at the end", " ", /GITHUB_CLIENT_SECRET has a space at its beginning or end \(41 characters\)/],
    ["quotation marks", '"', /GITHUB_CLIENT_SECRET has quotation marks in it/],
    ["an invisible character", "\u200b", /GITHUB_CLIENT_SECRET has a character in it that no credential has/],
  ])("a secret with %s: the flaw is named, the value is not", async (_, stray, says) => {
    const env = { GITHUB_CLIENT_ID: "Ov23liDgtSandbox0001", GITHUB_CLIENT_SECRET: `${plant("client secret")}${stray}` };
    await expectNoSignIn(createSurroundings({ env }), ["login"], {
      exitCode: 1,
      code: "credential_malformed",
      says,
      next: /set it again/,
    });
  });

  it.each([
    ["https://localhost:8000/callback", /does not begin with http:\/\//],
    ["http://example.com:8000/callback", /does not point to this machine/],
    ["http://192.168.0.7:8000/callback", /does not point to this machine/],
    ["http://localhost:8000/callback?x=1", /is more than http:\/\/, host, port and path/],
    ["http://localhost:8000/a/../callback", /is more than http:\/\/, host, port and path/],
    ["localhost:8000/callback", /does not begin with http:\/\//],
    ["callback", /is no address/],
  ])("the redirect URI %s", async (redirectUri, says) => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, GITHUB_REDIRECT_URI: redirectUri } });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "redirect_uri_invalid",
      says,
      next: /http:\/\/localhost/,
    });
    expect(here.opened).toEqual([]);
  });

  it("C-14: a taken port opens no browser and is named", async () => {
    const { env } = await startScene();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const here = createSurroundings({ env: { ...env, GITHUB_REDIRECT_URI: `http://127.0.0.1:${port}/callback` } });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "port_unavailable",
      says: new RegExp(`failed at the callback validation: port ${port} on this machine can be used`),
      next: /GITHUB_REDIRECT_URI/,
    });
    expect(here.opened).toEqual([]);
  });

  it("C-29: a secret on the command line is refused, and said why, without showing it", async () => {
    const secret = plant("client secret");
    for (const argv of [
      ["login", "--client-secret", secret],
      ["login", `--client-secret=${secret}`],
      ["login", secret],
    ]) {
      const { exitCode, stdout, stderr } = await createSurroundings().run(...argv);
      expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: "" });
      expect(stderr).not.toContain(secret);
    }
    expect((await createSurroundings().run("login", `--client-secret=${secret}`)).stderr).toContain(
      "other users of this machine can read a command line",
    );
  });

  it("C-19: certificate checks that are switched off", async () => {
    const { env, github } = await startScene();
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    onTestFinished(() => {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    });
    const here = createSurroundings({ env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    const wanted = { exitCode: 7, code: "tls_verification_off", says: /NODE_TLS_REJECT_UNAUTHORIZED=0/, next: /unset/ };
    await expectNoSignIn(here, ["login"], wanted);
    const withToken = createSurroundings({
      env: { DGT_HOST: github.url, DGT_TOKEN: plant("access token"), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    });
    await expectFailure(withToken, ["repos"], wanted);
    expect(github.sandbox.journal.entries).toEqual([]);
  });

  it("C-19: certificate checks that are switched off keep a sign-in from being renewed and from being ended, too", async () => {
    const scene = await startScene("approve", { expiring: true });
    const signedIn = createSurroundings(scene);
    await signedIn.run("login");
    const { journal, clock } = scene.github.sandbox;
    const before = journal.entries.length;
    const at = Date.now() + 9 * 3_600_000;
    clock.set(at);
    const env = { ...scene.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const here = createSurroundings({ env, store: signedIn.store, runtime: testRuntime({ now: () => at }) });
    await expectFailure(here, ["repos"], {
      exitCode: 7,
      code: "tls_verification_off",
      says: /NODE_TLS_REJECT_UNAUTHORIZED=0/,
      next: /unset/,
    });
    expect((await here.run("logout")).exitCode).not.toBe(0);
    expect((await here.run("logout", "--revoke-publicly")).exitCode).not.toBe(0);
    expect(journal.entries.slice(before)).toEqual([]);
    expect(await here.kept()).toHaveLength(1);
  });
});

describe("what goes wrong after the browser has opened", () => {
  it("a denied consent ends the login at once, with an exit code of its own", async () => {
    const here = createSurroundings(await startScene("cancel"));
    await expectNoSignIn(here, ["login"], {
      exitCode: 2,
      code: "access_denied",
      says: /failed at the callback validation/,
      next: /dgt login/,
    });
  });

  it("a wrong secret", async () => {
    const scene = await startScene();
    const here = createSurroundings({ ...scene, env: { ...scene.env, GITHUB_CLIENT_SECRET: plant("client secret") } });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "incorrect_client_credentials",
      says: /failed at the token exchange/,
      next: /make a new secret at http/,
    });
  });

  it("C-04: a wrong state is reported while the login goes on, and nothing is exchanged for it", async () => {
    const scene = await startScene();
    const here = createSurroundings({
      ...scene,
      visit: async (url) => {
        await comeBack(url, "x".repeat(43));
        await scene.visit(url);
      },
    });
    const { exitCode, stderr } = await here.run("login");
    expect(stderr).toMatch(
      /warning: a redirect that belongs to another sign-in \(.*\) was turned away\. Still waiting\./,
    );
    expect(exitCode).toBe(0);
    expect(scene.github.sandbox.journal.count({ operation: "oauth/access-token" })).toBe(1);
  });

  it("C-26: a browser that nobody comes back from ends by the clock", async () => {
    const scene = await startScene();
    const runtime = testRuntime({ sleep: async () => {} });
    const here = createSurroundings({ env: scene.env, runtime });
    await expectNoSignIn(here, ["login"], {
      exitCode: 1,
      code: "timed_out",
      says: /failed at the callback validation/,
      next: /dgt login/,
    });
  });

  it.each([
    ["HTML", "<h1>Sign in to the network</h1>", "text/html", "not_json"],
    ["a body that is cut off", '{"access_tok', "application/json", "not_json"],
    ["JSON that is no token", "{}", "application/json", "field_missing"],
    ["more than any token response", `"${"x".repeat(100_000)}"`, "application/json", "too_large"],
  ])("a token endpoint that answers with %s", async (_, body, type, code) => {
    const { env } = await startScene();
    const { url } = await startFaultyGitHub(
      at("/login/oauth/access_token", (response) => response.writeHead(200, { "content-type": type }).end(body)),
    );
    const here = createSurroundings({ env: { ...env, DGT_HOST: url }, visit: (url) => comeBack(url) });
    await expectNoSignIn(here, ["login"], { exitCode: 1, code, says: /failed at the token exchange/, next: /./ });
  });

  it("no network", async () => {
    const here = createSurroundings({
      env: {
        DGT_HOST: await closedPort(),
        GITHUB_CLIENT_ID: "Ov23liDgtSandbox0001",
        GITHUB_CLIENT_SECRET: plant("client secret"),
      },
      visit: (url) => comeBack(url),
    });
    await expectNoSignIn(here, ["login"], {
      exitCode: 7,
      code: "unreachable",
      says: /failed at the token exchange/,
      next: /./,
    });
  });
});
