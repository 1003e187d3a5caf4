import { parseScopes } from "@dev-github-tool/github";
import type { Secret } from "@dev-github-tool/oauth";
import { isTokenText } from "@dev-github-tool/oauth";
import { judgeTokenKind } from "../../sign-ins/describe-sign-in.ts";
import type { Examination } from "./examination.ts";
import type { Answer } from "./probe.ts";

/** What GitHub says of the token that a command would send. */
export interface TokenAnswer {
  readonly answer: Answer;
  /** Its scopes; undefined when GitHub did not say, and for a token that has none. */
  readonly granted: readonly string[] | undefined;
}

/** Asks GitHub whose token it is, once; not when another one is due anyway, since asking would tell nothing new. */
export async function judgeToken({
  accessToken,
  signIn,
  fromEnvironment,
  provider,
  ask,
  context,
}: Examination): Promise<TokenAnswer> {
  const kept = fromEnvironment === undefined ? signIn?.record.tokens : undefined;
  // One that nothing can renew is used until GitHub refuses it, whatever the clock says.
  const endsAt = kept?.refreshToken === undefined ? undefined : kept.expiresAt;
  const why =
    accessToken === undefined
      ? "nobody is signed in"
      : endsAt !== undefined && endsAt <= context.runtime.now()
        ? "the token has ended by this machine's clock; the next command renews it"
        : isTokenText(accessToken.reveal())
          ? undefined
          : "the token has characters that no token has";
  const answer: Answer =
    why === undefined ? await ask({ url: `${provider.apiUrl}/user`, accessToken }) : { kind: "not_asked", why };
  const scopes = answer.kind === "answered" ? answer.headers.get("x-oauth-scopes") : null;
  return { answer, granted: scopes === null || !hasScopes(accessToken) ? undefined : parseScopes(scopes) };
}

/** Whether tokens of this kind have scopes: those of GitHub Apps, and fine-grained ones, have permissions instead. */
export function hasScopes(accessToken: Secret | undefined): boolean {
  const kind = accessToken === undefined ? "other" : judgeTokenKind(accessToken);
  return kind !== "github_app_user" && kind !== "personal_fine_grained";
}
