import { once } from "node:events";
import { createServer } from "node:http";
import { githubProvider } from "@dev-github-tool/github";
import {
  buildAuthorizationRequest,
  judgeAuthorizationResponse,
  type Provider,
  requestTokenSet,
  Secret,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { type ProfileName, type SandboxOptions, walkSignIn } from "@dev-github-tool/sandbox";
import { expect, onTestFinished } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { personOf } from "./tool-user.ts";

/** What Eve asks the token endpoint with, beside the code. */
export type Loot = Readonly<Record<string, string>>;

/** Eve's own request, with what she has. */
export async function exchange(
  github: TestGitHub,
  loot: Loot,
): Promise<{ readonly status: number; readonly error: unknown }> {
  const answer = await fetch(`${github.url}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ grant_type: "authorization_code", ...loot }),
  });
  const body: unknown = await answer.json();
  expect(body).not.toHaveProperty("access_token");
  return { status: answer.status, error: typeof body === "object" && body !== null && "error" in body && body.error };
}

/** A program that has the port to which the redirect comes, and keeps what it is brought. */
export async function startInterceptor(): Promise<{ readonly caught: readonly URL[]; readonly redirectUri: string }> {
  const caught: URL[] = [];
  const server = createServer(({ url = "" }, response) => {
    caught.push(new URL(url, "http://127.0.0.1"));
    response.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return { caught, redirectUri: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/callback` };
}

const rfcHabits: Partial<Provider["traits"]> = { tokenErrors: "status", scopeSeparator: " " };

/** A sign-in whose code somebody else has. */
export interface Intercepted {
  readonly github: TestGitHub;
  readonly code: string;
  /** What everybody can know of the program. */
  readonly client: Loot;
  readonly secret: Loot;
  readonly verifier: Loot;
  /** Lets the program that asked for the code redeem it after all. */
  complete(): Promise<TokenSet>;
}

/** Has a program sign somebody in, and its redirect caught by another one. */
export async function startIntercepted(
  profile: ProfileName,
  switches: SandboxOptions["switches"] = {},
): Promise<Intercepted> {
  const github = await startTestGitHub({ profile, switches });
  const { sandbox, url } = github;
  const [{ clientId, clientSecret }] = sandbox.seed.apps;
  const { caught, redirectUri } = await startInterceptor();
  const { traits, ...rest } = githubProvider(url);
  const provider = { ...rest, traits: { ...traits, ...(profile === "strict" ? rfcHabits : {}) } };
  const runtime = testRuntime();
  const client = { clientId, clientSecret: new Secret(clientSecret) };
  const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope: ["read:user"] }, runtime);
  await walkSignIn({ url: request.url, ...personOf(github), decision: "approve" });
  const [redirect] = caught;
  const query = redirect?.searchParams ?? expect.fail("the redirect was not caught");
  return {
    github,
    code: query.get("code") ?? "",
    client: { client_id: clientId, redirect_uri: redirectUri },
    secret: { client_secret: clientSecret },
    verifier: { code_verifier: request.codeVerifier.reveal() },
    complete: () => requestTokenSet(judgeAuthorizationResponse(request, query), { runtime }),
  };
}
