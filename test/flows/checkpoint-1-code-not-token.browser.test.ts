import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { plant } from "../canary/ledger.ts";
import { startTestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { interceptRedirect, press, signInOn } from "./github-pages.ts";
import { exchange, type Intercepted, type Loot, startIntercepted, startInterceptor } from "./intercepted-code.ts";
import { createToolUser, personOf, readAuthorizationUrl } from "./tool-user.ts";

/** What Eve may have got hold of beside the code, and what it does to the code. */
const loots = [
  ["nothing else", "keeps", () => ({})],
  ["the client secret", "consumes", ({ secret }) => secret],
  [
    "the client secret and a verifier of her own",
    "consumes",
    ({ secret }) => ({ ...secret, code_verifier: plant("code verifier") }),
  ],
  ["the verifier, and not the client secret", "keeps", ({ verifier }) => verifier],
] as const satisfies readonly (readonly [string, "keeps" | "consumes", (run: Intercepted) => Loot])[];

const refusals = {
  github: {
    keeps: { status: 200, error: "incorrect_client_credentials" },
    consumes: { status: 200, error: "bad_verification_code" },
    afterwards: "bad_verification_code",
  },
  strict: {
    keeps: { status: 401, error: "invalid_client" },
    consumes: { status: 400, error: "invalid_grant" },
    afterwards: "invalid_grant",
  },
} as const;

describe("Checkpoint 1: why does the redirect bring a code and not a token?", () => {
  it("what the browser sees is worth nothing by itself: a code, the state, the issuer, and at no address a token", async () => {
    const github = await startTestGitHub();
    const lena = createToolUser(github);
    const dgt = lena.start("login");
    const page = await (await launchChromium()).newPage();
    const seen: URL[] = [];
    page.on("request", (request) => seen.push(new URL(request.url())));
    await page.goto(await readAuthorizationUrl(dgt));
    await signInOn(page, personOf(github));
    await press(page, "Authorize");
    await page.getByRole("heading", { name: "You are connected" }).waitFor();
    expect((await dgt.finished).exitCode).toBe(0);

    const [redirect, ...others] = seen.filter(({ pathname }) => pathname === "/callback");
    expect(others).toEqual([]);
    expect([...(redirect?.searchParams.keys() ?? [])].sort()).toEqual(["code", "iss", "state"]);
    const [signIn] = await lena.kept();
    const token = signIn?.record.tokens.accessToken.reveal() ?? expect.fail("nobody is signed in");
    expect(seen.filter(({ href }) => href.includes(token) || href.includes("#") || /gh[ours]_/.test(href))).toEqual([]);
    expect(page.url()).not.toContain("code=");
    expect(await page.content()).not.toContain(token);
  });

  it.each(["github", "strict"] as const)("asked for a token in the redirect, %s sends none", async (profile) => {
    const github = await startTestGitHub({ profile });
    const { caught, redirectUri } = await startInterceptor();
    const [{ clientId }] = github.sandbox.seed.apps;
    const query = { client_id: clientId, redirect_uri: redirectUri, response_type: "token", scope: "", state: "any" };
    const url = `${github.url}/login/oauth/authorize?${new URLSearchParams(query)}`;
    await walkSignIn({ url, ...personOf(github), decision: "approve" });
    const [redirect] = caught;
    expect(redirect?.hash).toBe("");
    expect(redirect?.searchParams.has("access_token")).toBe(false);
    // GitHub does not look at the parameter; strict servers know no such flow.
    expect(redirect?.searchParams.get("error")).toBe(profile === "strict" ? "unsupported_response_type" : null);
    expect(redirect?.searchParams.has("code")).toBe(profile === "github");
  });

  describe.each(["github", "strict"] as const)("whoever intercepts the code, at %s", (profile) => {
    it.each(loots)("with %s gets no token, and %s the code", async (_, effect, choose) => {
      const run = await startIntercepted(profile);
      const { afterwards, ...answers } = refusals[profile];
      const answer = await exchange(run.github, { ...run.client, ...choose(run), code: run.code });
      expect(answer).toEqual(answers[effect]);
      const { journal } = run.github.sandbox;
      expect(journal.count({ decision: "token_issued" })).toBe(0);

      if (effect === "keeps") {
        expect(await run.complete()).toMatchObject({ scope: ["read:user"] });
        expect(journal.count({ decision: "token_issued" })).toBe(1);
      } else {
        await expect(run.complete()).rejects.toMatchObject({ name: "TokenRequestError", code: afterwards });
        expect(journal.count({ decision: "token_issued" })).toBe(0);
      }
    });
  });

  it("where a failed attempt leaves the code as it is, the program that asked for it goes on as if nothing had been", async () => {
    const run = await startIntercepted("github", { failedExchange: "keeps_code" });
    const answer = await exchange(run.github, { ...run.client, ...run.secret, code: run.code });
    expect(answer).toEqual(refusals.github.consumes);
    expect(await run.complete()).toMatchObject({ scope: ["read:user"] });
  });

  it("an attempt without the secret, while the tool waits, does the person no harm", async () => {
    const { github, dgt, lena, page } = await signInWatched("nothing");
    await page.getByRole("heading", { name: "You are connected" }).waitFor();
    expect((await dgt.finished).exitCode).toBe(0);
    expect(await lena.kept()).toHaveLength(1);
    expect(github.sandbox.journal.count({ decision: "token_issued" })).toBe(1);
  });

  it("an attempt with the secret spoils the code: the person reads that it was used, and how to begin anew", async () => {
    const { github, dgt, lena, page } = await signInWatched("the secret");
    await page.getByRole("heading", { name: "You are not connected" }).waitFor();
    expect(await page.getByRole("main").textContent()).toMatch(/did not accept the code: it was used before/);
    expect(await page.getByText("dgt login", { exact: true }).isVisible()).toBe(true);
    expect((await dgt.finished).exitCode).toBe(1);
    const screen = (await dgt.screen()).replaceAll(/\s+/g, " ");
    expect(screen).toMatch(/failed at the token exchange.*used before.*\[bad_verification_code\].*next: dgt login$/);
    expect(await lena.kept()).toEqual([]);
    expect(github.sandbox.journal.count({ decision: "token_issued" })).toBe(0);
  });
});

/** Somebody signs in with an extension in their browser that tries every code before it lets the redirect go on. */
async function signInWatched(has: "nothing" | "the secret") {
  const github = await startTestGitHub();
  const [{ clientId, clientSecret }] = github.sandbox.seed.apps;
  const lena = createToolUser(github);
  const dgt = lena.start("login");
  const page = await (await launchChromium()).newPage();
  const stolen: (string | null)[] = [];
  await interceptRedirect(page, async ({ origin, pathname, searchParams }): Promise<"go on"> => {
    const code = searchParams.get("code") ?? "";
    const loot = has === "nothing" ? {} : { client_secret: clientSecret };
    await exchange(github, { client_id: clientId, redirect_uri: `${origin}${pathname}`, code, ...loot });
    stolen.push(code);
    return "go on";
  });
  await page.goto(await readAuthorizationUrl(dgt));
  await signInOn(page, personOf(github));
  await press(page, "Authorize");
  await expect.poll(() => stolen).toEqual([expect.stringMatching(/^[0-9a-f]{20}$/)]);
  return { github, dgt, lena, page };
}
