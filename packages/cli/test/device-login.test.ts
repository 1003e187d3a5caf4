import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { parseTrace } from "../src/flow/read-trace.ts";
import { createDevicePerson, readCode, withoutSecret } from "./device-person.ts";
import { examine } from "./examine.ts";
import { at, startFaultyGitHub } from "./faulty-github.ts";
import { createSurroundings, expectNoSignIn, startScene } from "./surroundings.ts";

const EIGHT_HOURS_MS = 8 * 3_600_000;

describe("dgt login with a device code", () => {
  it("says where to type which code, and what to look out for, and keeps the sign-in", async () => {
    const scene = await startScene();
    const here = createDevicePerson(scene);
    const { exitCode, stdout, stderr } = await here.run("login", "--device");
    expect({ exitCode, stdout, opened: here.opened }).toEqual({ exitCode: 0, stdout: "", opened: [] });
    expect(readCode(stderr)).toEqual({
      url: `${scene.github.url}/login/device`,
      userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
    });
    expect(stderr).toMatch(/^ {2}read:user · /m);
    expect(stderr).toMatch(/asked for by the app Ov23liDgtSandbox0001/);
    expect(stderr).toMatch(/Only go on if you started this yourself, here and now/);
    expect(stderr).toMatch(/^Waiting for you to type the code · 1[45]:\d\d left · Ctrl-C cancels$/m);
    expect(stderr).toMatch(/Connected as octo-lena \(account 1001\)/);
    expect(await here.run("profile")).toMatchObject({ exitCode: 0 });
  });

  it("needs no secret, and sends none that is there", async () => {
    const scene = await startScene();
    const without = createDevicePerson({ ...scene, env: withoutSecret(scene) as typeof scene.env });
    expect(await without.run("login", "--device")).toMatchObject({ exitCode: 0 });
    const wrong = { ...scene.env, GITHUB_CLIENT_SECRET: plant("client secret") };
    expect(await createDevicePerson({ ...scene, env: wrong }).run("login", "--device")).toMatchObject({ exitCode: 0 });
  });

  it("asks for repo too with --private", async () => {
    const scene = await startScene();
    const here = createDevicePerson(scene);
    const { stderr } = await here.run("login", "--device", "--private");
    expect(stderr).toMatch(/^ {2}repo · .*private repositories/m);
    expect((await here.kept()).map(({ record }) => record.tokens.scope)).toEqual([["read:user", "repo"]]);
  });

  it("renews the tokens that came of it without a secret", async () => {
    const scene = await startScene("approve", { expiring: true });
    const here = createDevicePerson({ ...scene, env: withoutSecret(scene) as typeof scene.env });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);
    expect(await here.run("profile")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(scene.github.sandbox.journal.count({ grant: "refresh_token", decision: "refreshed" })).toBe(1);
    scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);
    expect(await here.run("profile")).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await here.kept()).map(({ record }) => record.attributes.grant)).toEqual(["device_code"]);
  });

  it("is traced in eight steps, without either code", async () => {
    const here = createDevicePerson(await startScene());
    const { stderr } = await here.run("login", "--device", "--explain=2", "--debug", "--trace", "flow.jsonl");
    const written = readFileSync(join(here.cwd, "flow.jsonl"), "utf8");
    expect(parseTrace(written, { path: "f", isWhole: true }).events.map(({ name }) => name)).toEqual([
      "device_codes_requested",
      "device_codes_granted",
      "user_code_shown",
      "user_code_awaited",
      "device_token_requested",
      "tokens_granted",
      "api_requested",
      "api_answered",
    ]);
    const { userCode } = readCode(stderr);
    expect(written).not.toContain(userCode);
    expect(stderr.split(userCode)).toHaveLength(2);
  });
});

describe("where no browser can come back to this machine", () => {
  it.each(["ssh", "ci", "wsl", "container", "no_display", "text_browser"] as const)(
    "%s: a device code is asked for without being told to",
    async (absence) => {
      const scene = await startScene();
      const here = createDevicePerson(scene, { decision: "approve", absence });
      expect(await here.run("login")).toMatchObject({ exitCode: 0 });
      expect(here.opened).toEqual([]);
      expect(scene.github.sandbox.journal.count({ grant: "device_code", decision: "token_issued" })).toBe(1);
    },
  );

  it.each([undefined, "switched_off"] as const)("%s: the browser is waited for, as ever", async (absence) => {
    const scene = await startScene();
    const here = createSurroundings({ ...scene, absence });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    expect(here.opened).toHaveLength(1);
    expect(scene.github.sandbox.journal.count({ operation: "oauth/device-code" })).toBe(0);
  });

  it("the main run does so too", async () => {
    const scene = await startScene();
    const here = createDevicePerson(scene);
    const { exitCode, stdout } = await here.run();
    expect({ exitCode, opened: here.opened }).toEqual({ exitCode: 0, opened: [] });
    expect(stdout).toContain("Recently updated repositories");
  });

  it("an app without device codes is signed in to with the address, and what would be simpler is said", async () => {
    const scene = await startScene();
    const app = scene.github.sandbox.seed.apps.find(({ deviceFlow }) => !deviceFlow);
    const env = {
      ...scene.env,
      GITHUB_CLIENT_ID: app?.clientId ?? "",
      GITHUB_CLIENT_SECRET: app?.clientSecret ?? "",
      GITHUB_REDIRECT_URI: "http://localhost/callback",
    };
    const here = createSurroundings({ ...scene, env, absence: "ssh" });
    const { exitCode, stderr } = await here.run("login", "--trace", "flow.jsonl");
    expect(stderr).toMatch(/The app does not offer device codes; its owner can tick Enable Device Flow/);
    expect({ exitCode, opened: here.opened.length }).toEqual({ exitCode: 0, opened: 1 });
    const { events } = parseTrace(readFileSync(join(here.cwd, "flow.jsonl"), "utf8"), { path: "f", isWhole: true });
    expect(events.map(({ name }) => name)).not.toContain("failed");
    const secretless = createSurroundings({ env: { ...env, GITHUB_CLIENT_SECRET: undefined }, absence: "ssh" });
    await expectNoSignIn(secretless, ["login"], {
      exitCode: 1,
      code: "client_secret_missing",
      says: /GITHUB_CLIENT_SECRET is not set/,
      next: /GITHUB_CLIENT_SECRET/,
    });
  });
});

describe("C-32: a sign-in with a device code that fails says why and what to do, and stores nothing", () => {
  it("D-04: Cancel in the browser", async () => {
    const here = createDevicePerson(await startScene(), { decision: "cancel" });
    await expectNoSignIn(here, ["login", "--device"], {
      exitCode: 2,
      code: "access_denied",
      says: /the authorization server answered access_denied/,
      next: /dgt login/,
    });
  });

  it("D-04: nobody types the code", async () => {
    const here = createDevicePerson(await startScene(), { decision: undefined });
    await expectNoSignIn(here, ["login", "--device"], {
      exitCode: 1,
      code: "timed_out",
      says: /ran out before anybody entered it/,
      next: /dgt login/,
    });
  });

  it("D-12: an app without device codes, when one was asked for", async () => {
    const scene = await startScene();
    const env = { ...scene.env, GITHUB_CLIENT_ID: "Ov23liChapterBook001" };
    const here = createSurroundings({ ...scene, env });
    await expectNoSignIn(here, ["login", "--device"], {
      exitCode: 5,
      code: "device_flow_disabled",
      says: /has not enabled the device flow/,
      next: /tick Enable Device Flow on the app's page at http:\S+, or dgt login/,
    });
    expect(here.opened).toEqual([]);
  });

  it("D-12: a server that is too old for them", async () => {
    const { env } = await startScene();
    const { url } = await startFaultyGitHub(at("/login/device/code", (response) => response.writeHead(404).end("no")));
    await expectNoSignIn(createSurroundings({ env: { ...env, DGT_HOST: url } }), ["login", "--device"], {
      exitCode: 5,
      code: "device_flow_unsupported",
      says: /knows no sign-in with a device code/,
      next: /dgt login, where there is a browser/,
    });
  });

  it("Ctrl-C while it waits", async () => {
    const scene = await startScene();
    const cancel = new AbortController();
    const runtime = testRuntime({
      sleep: async () => {
        cancel.abort();
        throw cancel.signal.reason;
      },
    });
    const here = createSurroundings({ ...scene, runtime, signal: cancel.signal });
    expect(await here.run("login", "--device")).toMatchObject({
      exitCode: 130,
      stderr: expect.stringMatching(/Cancelled\.\n$/),
    });
    expect(await here.kept()).toEqual([]);
  });

  it("C-19: certificates that nobody checks", async () => {
    const scene = await startScene();
    const here = createSurroundings({ ...scene, env: { ...scene.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    await expectNoSignIn(here, ["login", "--device"], {
      exitCode: 7,
      code: "tls_verification_off",
      says: /lets anybody answer in GitHub's name/,
      next: /unset/,
    });
    expect(scene.github.sandbox.journal.count({ operation: "oauth/device-code" })).toBe(0);
  });

  async function answeredWith(changes: Readonly<Record<string, unknown>>) {
    const { env } = await startScene();
    const { url } = await startFaultyGitHub(
      at("/login/device/code", (response) => {
        const honest = { device_code: plant("client secret"), user_code: "WDJB-MJHT", expires_in: 900, interval: 5 };
        const codes = { ...honest, verification_uri: `${url}/login/device`, ...changes };
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(codes));
      }),
    );
    return createDevicePerson(
      { github: (await startScene()).github, visit: async () => new Response(), env: { ...env, DGT_HOST: url } },
      { decision: undefined },
    );
  }

  it("D-08: a page on another site is shown with a warning", async () => {
    const here = await answeredWith({ verification_uri: "https://login.evil.example/device" });
    const { stderr } = await here.run("login", "--device");
    expect(stderr).toMatch(/https:\/\/login\.evil\.example\/device\nwarning: this page is not on 127\.0\.0\.1:\d+\./);
  });

  it.each(["http://github.com/login/device", "javascript:alert(1)"])(
    "D-08: %s is no page to send anybody to",
    async (verification_uri) => {
      const here = await answeredWith({ verification_uri });
      await expectNoSignIn(here, ["login", "--device"], {
        exitCode: 7,
        code: "insecure_endpoint",
        says: /neither https nor http on a loopback address/,
        next: /--host/,
      });
    },
  );

  it("D-10: a code with escapes is not shown at all", async () => {
    const here = await answeredWith({ user_code: "WD\u001b[2KJB" });
    const { stderr } = await here.run("login", "--device");
    expect(stderr).toContain("[field_invalid]");
    expect(stderr).not.toMatch(/WD.*JB/);
  });
});

it("D-07: no option takes a code of somebody else's", async () => {
  for (const option of ["--device=WDJB-MJHT", "--device-code=x", "--user-code=x", "--code=x"]) {
    expect(await createSurroundings().run("login", option)).toMatchObject({ exitCode: 64 });
  }
  expect((await createSurroundings().run("login", "WDJB-MJHT")).exitCode).toBe(64);
});

it("dgt doctor finds nothing broken where a device signed in without the app's secret", async () => {
  const scene = await startScene();
  const here = createDevicePerson({ ...scene, env: withoutSecret(scene) as typeof scene.env });
  await here.run("login", "--device");
  const { exitCode, find } = await examine(here);
  expect({ exitCode, mark: find("credentials")?.mark }).toEqual({ exitCode: 0, mark: "warn" });
});
