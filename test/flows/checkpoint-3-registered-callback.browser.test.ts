import { describe, expect, it } from "vitest";
import { launchChromium } from "../processes/chromium.ts";
import { runDgt } from "../processes/dgt.ts";
import { press, signInOn } from "./github-pages.ts";
import { exchange, startIntercepted } from "./intercepted-code.ts";
import { ask, buildUrl, startRegistered, type Verdict } from "./registered-callback.ts";
import { createToolUser, personOf, readAuthorizationUrl } from "./tool-user.ts";

/**
 * What differs, the registered address, the used one, and the verdicts of GitHub with exact matching, of GitHub with wildcard
 * matching, and of a strict server. Ports come three times, since those of loopback addresses are an exception.
 */
const mismatches: readonly (readonly [string, string, string, Verdict, Verdict, Verdict])[] = [
  ["nothing", "http://127.0.0.1/callback", "http://127.0.0.1/callback", "accepts", "accepts", "accepts"],
  ["a slash at the end", "http://127.0.0.1/callback", "http://127.0.0.1/callback/", "refuses", "accepts", "refuses"],
  [
    "https in place of http",
    "http://127.0.0.1/callback",
    "https://127.0.0.1/callback",
    "refuses",
    "refuses",
    "refuses",
  ],
  [
    "another port",
    "https://dgt.example.com/callback",
    "https://dgt.example.com:8443/callback",
    "refuses",
    "refuses",
    "refuses",
  ],
  [
    "another port of 127.0.0.1",
    "http://127.0.0.1:8000/callback",
    "http://127.0.0.1:8001/callback",
    "accepts",
    "accepts",
    "accepts",
  ],
  [
    "another port of localhost",
    "http://localhost:8000/callback",
    "http://localhost:8001/callback",
    "accepts",
    "accepts",
    "refuses",
  ],
  [
    "localhost in place of 127.0.0.1",
    "http://127.0.0.1/callback",
    "http://localhost/callback",
    "refuses",
    "refuses",
    "refuses",
  ],
];

describe("Checkpoint 3: what happens when /callback is registered and /callback/ is used?", () => {
  it.each(mismatches)("differing: %s (%s, %s): %s, %s, %s; and the doctor says so", async (...row) => {
    const [, registered, used, exact, wildcard, strict] = row;
    const verdicts = await Promise.all(
      (["exact", "wildcard", "strict"] as const).map(async (how) =>
        ask((await startRegistered(registered, how)).url, used),
      ),
    );
    expect(verdicts).toEqual([exact, wildcard, strict]);

    const { stdout } = await runDgt(["doctor", "--offline", "--json", buildUrl("https://github.com", used)], {
      env: { GITHUB_REDIRECT_URI: registered },
    });
    const { checks }: { checks: readonly Readonly<Record<string, string>>[] } = JSON.parse(stdout);
    const said = checks.find(({ id }) => id === "redirect");
    if (strict === "accepts") {
      expect(said).toMatchObject({ mark: "ok", evidence: expect.stringContaining(used) });
      return;
    }
    const reason = `exact matching ${exact} this, with wildcard matching ${wildcard} this; strict servers.* refuse`;
    expect(said).toMatchObject({
      mark: wildcard === "accepts" ? "warn" : "fail",
      evidence: `used: ${used}; registered: ${registered}`,
      reason: expect.stringMatching(reason),
      command: `redirect_uri=${registered}`,
      code: "redirect_uri_mismatch",
    });
  });

  it("with exact matching GitHub shows its own page and does not come back: the tool waits, and says where to read on", async () => {
    const github = await startRegistered("http://127.0.0.1/callback", "exact");
    const lena = createToolUser(github, { env: { GITHUB_REDIRECT_URI: "http://127.0.0.1/callback/" } });
    const dgt = lena.start("login");
    const url = await readAuthorizationUrl(dgt);
    expect(new URL(new URL(url).searchParams.get("redirect_uri") ?? "").pathname).toBe("/callback/");
    const page = await (await launchChromium()).newPage();
    await page.goto(url);
    expect(await page.getByRole("heading", { name: "Be careful!" }).isVisible()).toBe(true);
    expect(page.url()).toBe(url);
    await dgt.waitForScreen(/Waiting for your approval/);
    dgt.type("\u0003");
    expect((await dgt.finished).exitCode).toBe(130);
    expect(await dgt.screen()).toMatch(/"Be careful!".* dgt explain redirect_uri_mismatch[\s\S]*Cancelled\.$/);
    expect(await lena.kept()).toEqual([]);
    expect(github.sandbox.journal.count({ operation: "oauth/access-token" })).toBe(0);

    const { exitCode, stdout } = await lena.run("explain", "redirect_uri_mismatch");
    expect(exitCode).toBe(0);
    for (const cause of [
      /\/callback\/ is not\s+\/callback/,
      /http in place of https/,
      /another port/,
      /localhost in place/,
    ]) {
      expect(stdout).toMatch(cause);
    }
    expect(stdout.replaceAll(/\s+/g, " ")).toContain('a page headed "Be careful!" in the browser and no redirect');
  });

  it("with wildcard matching, which older apps have, GitHub goes to the path below, and the sign-in completes there", async () => {
    const github = await startRegistered("http://127.0.0.1/callback", "wildcard");
    const lena = createToolUser(github, { env: { GITHUB_REDIRECT_URI: "http://127.0.0.1/callback/" } });
    const dgt = lena.start("login");
    const page = await (await launchChromium()).newPage();
    const seen: string[] = [];
    page.on("request", (request) => seen.push(new URL(request.url()).pathname));
    await page.goto(await readAuthorizationUrl(dgt));
    await signInOn(page, personOf(github));
    await press(page, "Authorize");
    await page.getByRole("heading", { name: "You are connected" }).waitFor();
    expect((await dgt.finished).exitCode).toBe(0);
    expect(seen).toContain("/callback/");
    expect(await lena.kept()).toHaveLength(1);
  });

  it.each([
    ["github", { status: 200, error: "redirect_uri_mismatch" }],
    ["strict", { status: 400, error: "invalid_grant" }],
  ] as const)(
    "a slash that is there only at the exchange is refused by %s, with a name of its own",
    async (profile, refusal) => {
      const { github, code, client, secret, verifier } = await startIntercepted(profile);
      const slashed = { ...client, redirect_uri: `${client.redirect_uri}/` };
      expect(await exchange(github, { ...slashed, ...secret, ...verifier, code })).toEqual(refusal);
    },
  );
});
