import { missingScopes, type Profile } from "@dev-github-tool/github";
import { type TokenKey, TokenStoreError } from "@dev-github-tool/oauth";
import type { CommandContext } from "./command-context.ts";
import type { Approval } from "./sign-in.ts";
import { listSignIns, rememberAccount } from "./sign-ins/accounts.ts";
import { completeSignOuts } from "./sign-ins/sign-out.ts";
import { text } from "./text.ts";

/**
 * Keeps a fresh sign-in, and says whose it is, what it may do and where it rests. Warns when the account is another one
 * than before, and when the person granted less or more than was asked.
 */
export async function keepSession(approval: Approval, profile: Profile, context: CommandContext): Promise<void> {
  const { host, output } = context;
  const { tokens, choice, previous } = approval;
  const isKept = await save(approval, profile, context);
  output.note(text.signIn.connected(profile.login, profile.id));
  const place = isKept ? choice.place : ({ kind: "memory" } as const);
  output.note(text.signIn.granted(host.name, tokens.scope, text.kept(place)));
  if (previous !== undefined && previous.record.attributes.accountId !== profile.id) {
    output.note(text.signIn.otherAccount(previous.key.account, profile.login));
  }
  warnAboutScopes(approval, context);
}

/** Gives back whether the sign-in is in its store. */
async function save(
  { choice, tokens, client, provider }: Approval,
  { login, id }: Profile,
  context: CommandContext,
): Promise<boolean> {
  const { output, runtime } = context;
  const key: TokenKey = { issuer: provider.issuer, clientId: client.clientId, account: login };
  try {
    // A sign-in takes the place of one that is still to be ended at GitHub, and that one's token would be forgotten.
    await completeSignOuts(context);
    await choice.store.put(key, { tokens, attributes: { accountId: id, signedInAt: runtime.now() } });
    await removeSuperseded(key, id, { choice, context });
    await rememberAccount(login, context);
    return true;
  } catch (error) {
    if (!(error instanceof TokenStoreError)) {
      throw error;
    }
    output.note(text.signIn.notKept);
    return false;
  }
}

/** The same person has one sign-in to a host: through another app, or under a former name, it is the same one renewed. */
async function removeSuperseded(
  key: TokenKey,
  accountId: number,
  { choice, context }: { readonly choice: Approval["choice"]; readonly context: CommandContext },
): Promise<void> {
  // One that cannot be read is not known to be the same person's, and stays.
  const { found } = await listSignIns(choice, context).catch(() => ({ found: [] }));
  for (const other of found) {
    const isOther = other.key.account !== key.account || other.key.clientId !== key.clientId;
    if (isOther && other.record.attributes.accountId === accountId) {
      await choice.store.remove(other.key, other.record.generation);
    }
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
