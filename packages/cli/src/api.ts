import { createGitHubClient, GitHubApiError, type GitHubClient } from "@dev-github-tool/github";
import { NetworkError, type Runtime, type Secret } from "@dev-github-tool/oauth";
import type { CommandContext } from "./command-context.ts";
import { ConfigurationError, SessionError } from "./errors.ts";
import { createNetworkRuntime } from "./network.ts";
import { providerOf } from "./provider.ts";
import { text } from "./text.ts";

/** A token to ask GitHub's API with. */
export interface Access {
  readonly accessToken: Secret;
  /** The app it was given to; unknown for a token from the environment. */
  readonly clientId: string | undefined;
  readonly source: "environment" | "store";
}

/**
 * Finds the token to use: `DGT_TOKEN`, else the sign-in that is kept for the host.
 *
 * @throws SessionError when there is none, or its time is over; ConfigurationError `token_malformed`; TokenStoreError.
 */
export async function findAccess({ secrets, stores, host, runtime }: CommandContext): Promise<Access> {
  if (secrets.token !== undefined) {
    // A token goes into a header; the platform's own refusal of a line break would quote it.
    if (!/^[\x21-\x7e]+$/.test(secrets.token.reveal())) {
      throw new ConfigurationError("DGT_TOKEN has characters that no token has", "token_malformed");
    }
    return { accessToken: secrets.token, clientId: undefined, source: "environment" };
  }
  const { store, reason } = await stores.find();
  const session = await store.load(host);
  if (session === undefined) {
    throw reason === undefined
      ? new SessionError(`nobody is signed in to ${host.name}`, "login_needed")
      : new SessionError(`nobody is signed in to ${host.name}, and ${text.noStore[reason]}`, "keyring_needed");
  }
  if (session.expiresAt !== undefined && session.expiresAt <= runtime.now()) {
    throw new SessionError(`the sign-in of ${session.login} has expired`, "session_expired");
  }
  return { accessToken: session.accessToken, clientId: session.clientId, source: "store" };
}

/**
 * Creates the client for GitHub's API.
 *
 * @throws NetworkError `tls_verification_off`: whoever answered would get the token.
 */
export function openApi(
  { accessToken, clientId }: Pick<Access, "accessToken" | "clientId">,
  context: CommandContext,
  runtime: Runtime = createNetworkRuntime(context.runtime, { env: context.env, keepConnections: false }),
): GitHubClient {
  if (context.env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    throw new NetworkError("NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off", {
      code: "tls_verification_off",
      step: "API request",
    });
  }
  return createGitHubClient({
    provider: providerOf(context.host, clientId ?? ""),
    accessToken,
    runtime,
    onWait: ({ seconds }) => context.output.note(text.waiting(seconds)),
  });
}

/**
 * Runs requests with the token that is there. A kept sign-in that GitHub says is dead is forgotten: the next one begins
 * when the person asks for it, never by itself.
 */
export async function withApi<Result>(
  context: CommandContext,
  run: (client: GitHubClient) => Promise<Result>,
): Promise<Result> {
  const access = await findAccess(context);
  try {
    return await run(openApi(access, context));
  } catch (error) {
    await forgetDeadSession(error, access, context);
    throw error;
  }
}

/** GitHub's words for a dead token. Other 401s come from things between here and GitHub, and prove nothing. */
const DEAD_TOKEN = "Bad credentials";

/** Removes the kept sign-in when `error` says that it is dead, and nothing else has taken its place meanwhile. */
export async function forgetDeadSession(
  error: unknown,
  access: Access,
  { stores, host }: CommandContext,
): Promise<void> {
  const isDead = error instanceof GitHubApiError && error.code === "unauthorized" && error.description === DEAD_TOKEN;
  if (!isDead || access.source !== "store") {
    return;
  }
  const { store } = await stores.find();
  const kept = await store.load(host);
  if (kept?.accessToken.reveal() === access.accessToken.reveal()) {
    await store.remove(host);
  }
}
