import { missingScopes, type Profile } from "@dev-github-tool/github";
import type { CommandContext } from "./command-context.ts";
import { TokenStoreError } from "./errors.ts";
import type { Session } from "./session-record.ts";
import type { Approval } from "./sign-in.ts";
import { text } from "./text.ts";

/**
 * Keeps a fresh sign-in, and says whose it is, what it may do and where it rests. Warns when the account is another one
 * than before, and when the person granted less or more than was asked.
 */
export async function keepSession(approval: Approval, profile: Profile, context: CommandContext): Promise<void> {
  const { host, output, runtime } = context;
  const { tokens, client, previous } = approval;
  const session: Session = {
    login: profile.login,
    id: profile.id,
    accessToken: tokens.accessToken,
    scope: tokens.scope,
    clientId: client.clientId,
    obtainedAt: runtime.now(),
    expiresAt: tokens.expiresAt,
    refreshToken: tokens.refreshToken,
    refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
  };
  const isKept = await save(session, approval, context);
  output.note(text.signIn.connected(profile.login, profile.id));
  output.note(text.signIn.granted(host.name, tokens.scope, isKept ? text.signIn.inKeyring : text.signIn.inMemory));
  if (previous !== undefined && previous.id !== profile.id) {
    output.note(text.signIn.otherAccount(previous.login, profile.login));
  }
  warnAboutScopes(approval, context);
}

/** Gives back whether the sign-in outlasts this run. */
async function save(session: Session, { choice }: Approval, { host, output }: CommandContext): Promise<boolean> {
  try {
    await choice.store.save(host, session);
    return choice.store.kind === "keyring";
  } catch (error) {
    if (!(error instanceof TokenStoreError)) {
      throw error;
    }
    output.note(text.signIn.notKept);
    return false;
  }
}

/** @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#requested-scopes-and-granted-scopes */
function warnAboutScopes({ tokens, asked, provider }: Approval, { output }: CommandContext): void {
  // A GitHub App has permissions in place of scopes, and its tokens name none.
  if (tokens.scope === undefined || provider.app === "github-app") {
    return;
  }
  const missing = missingScopes(tokens.scope, asked);
  const extra = missingScopes(asked, tokens.scope);
  if (missing.length > 0) {
    output.note(text.signIn.narrower(missing));
  }
  if (extra.length > 0) {
    output.note(text.signIn.broader(extra));
  }
}
