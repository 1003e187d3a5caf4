import {
  type Client,
  createBoundedFetch,
  type Runtime,
  type Secret,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import { buildApiHeaders } from "./api-headers.ts";
import { buildSettingsUrl, type GitHubProvider, judgeClientId } from "./provider.ts";
import { judgeRefusal, readRefusal } from "./refusal.ts";

const step = "API request";
const BOUNDS = { maxBytes: 64 * 1024, timeoutMs: 10_000, step } as const;

/**
 * What became of a token. `revoked`: GitHub ended it now. `not_known`: GitHub has no such token of this app, as it was
 * revoked before, expired, or never its own. `settings_page`: nothing was sent, because only an app with a secret may
 * ask; the person can end the app's access at `settingsUrl`.
 */
export type RevocationOutcome =
  | { readonly outcome: "revoked" | "not_known" }
  | { readonly outcome: "settings_page"; readonly settingsUrl: string };

/** Which token to revoke, and for which app. */
export interface RevocationRequest {
  readonly provider: GitHubProvider;
  readonly client: Client;
  readonly accessToken: Secret;
  readonly runtime: Runtime;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks GitHub to end one token, and gives back what happened, never more than that. Sends one request, with the token in
 * its body; the app's other tokens of this person live on.
 *
 * @throws GitHubApiError `unauthorized` when the client id or secret is wrong; what every API request throws.
 * @see https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token
 */
export async function revokeToken(request: RevocationRequest): Promise<RevocationOutcome> {
  const { provider, client, accessToken, runtime, signal } = request;
  const { clientSecret } = client;
  if (clientSecret === undefined) {
    return { outcome: "settings_page", settingsUrl: buildSettingsUrl(provider, client) };
  }
  const fetch = createBoundedFetch(runtime.fetch, BOUNDS);
  const clientId = judgeClientId(client);
  const response = await fetch(`${provider.apiUrl}/applications/${clientId}/token`, {
    method: "DELETE",
    headers: {
      ...buildApiHeaders(),
      authorization: `Basic ${base64(`${clientId}:${clientSecret.reveal()}`)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ access_token: accessToken.reveal() }),
    signal: signal ?? null,
  });
  if (response.status === 204) {
    return { outcome: "revoked" };
  }
  if (response.status < 400) {
    throw unexpectedStatus(response);
  }
  const refusal = await readRefusal(response);
  if (refusal.status === 404 || refusal.status === 422) {
    return { outcome: "not_known" };
  }
  throw judgeRefusal(refusal, { provider, secrets: [accessToken, clientSecret], now: runtime.now() });
}

/** Tokens that somebody has, whoever that is. */
export interface PublicRevocationRequest {
  readonly provider: GitHubProvider;
  /** Access and refresh tokens, of any app. */
  readonly tokens: readonly Secret[];
  readonly runtime: Runtime;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks GitHub to end tokens without saying who asks, as for tokens that were found lying about. It takes no secret of an app;
 * GitHub tells their owner, and does not say which of them existed. github.com and data residency hosts only.
 *
 * @throws GitHubApiError `not_found` on an Enterprise Server; what every API request throws.
 * @see https://docs.github.com/en/rest/credentials/revoke#revoke-a-list-of-credentials
 */
export async function requestPublicRevocation(request: PublicRevocationRequest): Promise<void> {
  const { provider, tokens, runtime, signal } = request;
  const fetch = createBoundedFetch(runtime.fetch, BOUNDS);
  const response = await fetch(`${provider.apiUrl}/credentials/revoke`, {
    method: "POST",
    headers: { ...buildApiHeaders(), "content-type": "application/json" },
    body: JSON.stringify({ credentials: tokens.map((token) => token.reveal()) }),
    signal: signal ?? null,
  });
  if (response.status >= 400) {
    throw judgeRefusal(await readRefusal(response), { provider, secrets: tokens, now: runtime.now() });
  }
  if (response.status !== 202) {
    throw unexpectedStatus(response);
  }
}

function unexpectedStatus({ status }: Response): UnexpectedResponseError {
  return new UnexpectedResponseError(`the API answered HTTP ${status} to a revocation`, {
    code: "unexpected_status",
    step,
  });
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
