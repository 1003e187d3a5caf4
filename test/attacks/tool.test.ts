import { get } from "node:http";
import { type SeedPerson, walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { plant } from "../canary/ledger.ts";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { type DgtOptions, runDgt, startDgt, startDgtInTerminal } from "../processes/dgt.ts";
import { createFakeBrowser } from "../processes/fake-browser.ts";
import { createHome } from "../processes/home.ts";
import { startKeyring } from "../processes/keyring.ts";
import { plantVaultKey } from "../processes/vault-key.ts";

function appOf({ url, sandbox }: TestGitHub): Record<string, string> {
  const [app] = sandbox.seed.apps;
  return { DGT_HOST: url, GITHUB_CLIENT_ID: app?.clientId ?? "", GITHUB_CLIENT_SECRET: app?.clientSecret ?? "" };
}

function personOf({ sandbox }: TestGitHub, index: number): SeedPerson {
  return sandbox.seed.people[index] ?? expect.fail("the sandbox has too few people");
}

/** Starts a login in a process and gives back the address it opened, through a browser that only notes it. */
async function startLogin(github: TestGitHub, { env = {}, home }: Pick<DgtOptions, "env" | "home"> = {}) {
  const browser = createFakeBrowser();
  const dgt = startDgt(["login"], { home, env: { ...browser.env, ...appOf(github), ...env } });
  const launch = await browser.launched();
  const [url = ""] = launch.arguments;
  return { dgt, launch, url };
}

/** Requests an address as a browser's navigation does, without following where it leads. */
function navigate(url: string | URL): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (response) => resolve(response.resume().statusCode ?? 0)).on("error", reject);
  });
}

it("C-27, X-19, X-27: the browser is given one address, and neither secrets nor open files", async () => {
  const github = await startTestGitHub();
  const { dgt, launch, url } = await startLogin(github);
  expect(launch.arguments).toHaveLength(1);
  expect(new URL(url).origin).toBe(github.url);
  expect([...new URL(url).searchParams.keys()].sort()).toEqual(
    ["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "response_type", "scope", "state"].sort(),
  );
  const inherited = JSON.stringify(launch.environment);
  expect(inherited).not.toContain(appOf(github).GITHUB_CLIENT_SECRET);
  expect(Object.keys(launch.environment).filter((name) => /SECRET|TOKEN/.test(name))).toEqual([]);
  // 0 to 2 are the standard streams, and the shell holds its own script above them.
  expect(launch.openFiles.filter((file) => file > 2 && file < 10)).toEqual([]);
  dgt.kill("SIGINT");
  await dgt.finished;
});

describe("X-18: an address that is no web address opens nothing", () => {
  it.each(["file:///bin/sh", "https://x/$(calc)", "https://x/&calc", 'https://x/"; rm', "javascript:x", "http://x"])(
    "%s",
    async (host) => {
      const browser = createFakeBrowser();
      const { exitCode, stderr } = await runDgt(["login", `--host=${host}`], {
        env: { ...browser.env, GITHUB_CLIENT_ID: "Ov23liAAAAAAAAAAAAAA", GITHUB_CLIENT_SECRET: plant("client secret") },
      });
      expect(browser.launches).toEqual([]);
      expect(exitCode).not.toBe(0);
      expect(stderr).toMatch(/^why: .*\[\w+\]$/m);
      expect(stderr).toMatch(/^next: /m);
    },
  );
});

describe("C-29, X-29: no option takes a secret", () => {
  it.each([["--client-secret"], ["--client-secret="]])("%s", async (option) => {
    const value = "not-a-real-one";
    const words = option.endsWith("=") ? [`${option}${value}`] : [option, value];
    const { exitCode, stderr, stdout } = await runDgt(["login", ...words]);
    expect(exitCode).toBe(64);
    expect(stderr).toContain("[secret_on_command_line]");
    expect(stderr + stdout).not.toContain(value);
  });
});

it("C-31: the token is in no request line", async () => {
  const github = await startTestGitHub();
  const { dgt, url } = await startLogin(github);
  const { login, password } = personOf(github, 0);
  await walkSignIn({ url, login, password, decision: "approve" });
  expect((await dgt.finished).exitCode).toBe(0);
  const lines = github.sandbox.journal.entries.map(({ path }) => path);
  expect(lines.some((path) => path.startsWith("/api/v3/user"))).toBe(true);
  expect(lines.filter((path) => /gh[ours]_|access_token=|token=/.test(path))).toEqual([]);
});

it("C-32: a failure prints a stable code and what to do; what --debug adds holds no secret", async () => {
  const github = await startTestGitHub();
  const env = { ...appOf(github), GITHUB_CLIENT_SECRET: plant("client secret") };
  for (const debug of [false, true]) {
    const browser = createFakeBrowser();
    const dgt = startDgt(debug ? ["login", "--debug"] : ["login"], { env: { ...browser.env, ...env } });
    const [url = ""] = (await browser.launched()).arguments;
    const { login, password } = personOf(github, 0);
    const page = await walkSignIn({ url, login, password, decision: "approve" });
    expect(await page.text()).toContain("You are not connected");
    const { exitCode, stderr } = await dgt.finished;
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/^why: .*\[incorrect_client_credentials\]$/m);
    expect(stderr).toMatch(/^next: /m);
    expect(/^\s+at /m.test(stderr)).toBe(debug);
    expect(stderr).not.toContain(env.GITHUB_CLIENT_SECRET);
  }
});

it("C-33: signing in as somebody else than before is noticed", async () => {
  const github = await startTestGitHub();
  const { env } = await startKeyring();
  const home = createHome();
  const signIn = async (index: number): Promise<string> => {
    const { dgt, url } = await startLogin(github, { env, home });
    const { login, password } = personOf(github, index);
    await walkSignIn({ url, login, password, decision: "approve" });
    const { stderr, exitCode } = await dgt.finished;
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`Connected as ${login} (account ${personOf(github, index).id})`);
    return stderr;
  };
  const again = `${personOf(github, 0).login}`;
  expect(await signIn(0)).not.toMatch(/another account|was signed in/i);
  expect(await signIn(0)).not.toMatch(/another account|was signed in/i);
  expect(await signIn(1)).toMatch(new RegExp(`${again}[\\s\\S]*${personOf(github, 1).login}|another account`, "i"));
});

it("X-06, X-19: somebody else's code with this login's state is refused by the token endpoint, and nothing is kept", async () => {
  const github = await startTestGitHub();
  const { dgt, url } = await startLogin(github);
  const victim = new URL(url).searchParams;

  // The attacker has read the state from the process list, and brings a code of their own for the same app and address.
  const own = new URL(url);
  own.searchParams.set("state", "of-the-attacker");
  if (own.searchParams.has("code_challenge")) {
    own.searchParams.set("code_challenge", "A".repeat(43));
  }
  const { login, password } = personOf(github, 1);
  let redirect = new URL(victim.get("redirect_uri") ?? "");
  await walkSignIn({
    url: own,
    login,
    password,
    decision: "approve",
    fetch: async (address, init) => {
      if (new URL(address).port === redirect.port) {
        redirect = new URL(address);
        return new Response("kept from the victim");
      }
      return fetch(address, init);
    },
  });
  expect(redirect.searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
  redirect.searchParams.set("state", victim.get("state") ?? "");
  expect(await navigate(redirect)).toBe(303);

  const { exitCode, stderr } = await dgt.finished;
  expect(stderr).toContain("[bad_verification_code]");
  expect(exitCode).not.toBe(0);
  expect(github.sandbox.journal.count({ operation: "oauth/access-token", decision: "verifier_mismatch" })).toBe(1);
});

it("X-17: a code that was pasted to somebody else is worthless to them, client secret and all", async () => {
  const github = await startTestGitHub();
  const { dgt, url } = await startLogin(github);
  const { login, password } = personOf(github, 0);
  let stolen = "";
  await walkSignIn({
    url,
    login,
    password,
    decision: "approve",
    fetch: async (address, init) => {
      stolen = new URL(address).searchParams.get("code") ?? stolen;
      return new URL(address).pathname === "/callback" ? new Response("") : fetch(address, init);
    },
  });
  const { GITHUB_CLIENT_ID = "", GITHUB_CLIENT_SECRET = "" } = appOf(github);
  const answer = await fetch(`${github.url}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ client_id: GITHUB_CLIENT_ID, client_secret: GITHUB_CLIENT_SECRET, code: stolen }),
  });
  expect(await answer.json()).toMatchObject({ error: "bad_verification_code" });
  dgt.kill("SIGINT");
  await dgt.finished;
});

it("X-01: a foreign redirect is reported in the terminal while the login goes on", async () => {
  const github = await startTestGitHub();
  const { dgt, url } = await startLogin(github);
  const forged = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
  forged.search = "?code=evil&state=forged";
  const reported = dgt.waitFor(/another sign-in|does not belong|foreign|not (?:of )?this sign-in/i, "stderr");
  expect(await navigate(forged)).toBe(400);
  await reported;
  const { login, password } = personOf(github, 0);
  await walkSignIn({ url, login, password, decision: "approve" });
  expect((await dgt.finished).exitCode).toBe(0);
});

it("C-26: Ctrl-C ends a login at once, with the port closed and nothing left behind", async () => {
  const github = await startTestGitHub();
  const home = createHome();
  const dgt = startDgtInTerminal(["login"], { env: { ...appOf(github), ...plantVaultKey() }, home });
  await dgt.waitForScreen(/code_challenge_method/);
  const [, port = ""] = /127\.0\.0\.1%3A(\d+)%2F/.exec((await dgt.screen()).replaceAll("\n", "")) ?? [];
  dgt.type("\u0003");
  const { exitCode } = await dgt.finished;
  expect(exitCode).toBe(130);
  expect(await dgt.screen()).toContain("Cancelled.");
  await expect(navigate(`http://127.0.0.1:${port}/callback`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
