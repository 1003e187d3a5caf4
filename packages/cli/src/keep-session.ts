import { buildSettingsUrl, missingScopes, type Profile } from "@dev-github-tool/github";
import { type TokenKey, TokenStoreError } from "@dev-github-tool/oauth";
import type { CommandContext } from "./command-context.ts";
import type { Approval } from "./sign-in.ts";
import { listSignIns, rememberAccount, type SignIn } from "./sign-ins/accounts.ts";
import { fromDevice } from "./sign-ins/from-device.ts";
import { completeSignOuts, endReplaced } from "./sign-ins/sign-out.ts";
import { text } from "./text.ts";

/**
 * Keeps a fresh sign-in, and says whose it is, what it may do and where it rests. Warns when the account is another one
 * than before, and when the person granted less or more than was asked.
 */
export async function keepSession(approval: Approval, profile: Profile, context: CommandContext): Promise<void> {
  const { host, output } = context;
  const { tokens, choice, previous } = approval;
  const { isKept, replaced } = await save(approval, profile, context);
  output.note(text.signIn.connected(profile.login, profile.id));
  const place = isKept ? choice.place : ({ kind: "memory" } as const);
  output.note(text.signIn.granted(host.name, tokens.scope, text.kept(place)));
  if (previous !== undefined && previous.record.attributes.accountId !== profile.id) {
    output.note(text.signIn.otherAccount(previous.key.account, profile.login));
  }
  warnAboutScopes(approval, context);
  for (const signIn of replaced) {
    await end(signIn, approval, context);
  }
}

/** A token that was replaced is of no use to anybody but to whoever finds it. That GitHub cannot be told is no reason to fail. */
async function end(signIn: SignIn, { tokens, provider }: Approval, context: CommandContext): Promise<void> {
  const { output } = context;
  if (await endReplaced(signIn, { by: tokens, context })) {
    return;
  }
  output.note(text.signIn.replacedLives(signIn.key.clientId));
  output.note(text.url(buildSettingsUrl(provider, signIn.key)));
}

/** Whether a sign-in is in its store, and which ones it has taken the place of. */
interface Saved {
  readonly isKept: boolean;
  readonly replaced: readonly SignIn[];
}

async function save(
  { choice, tokens, client, provider, exchangeMs, isFromDevice }: Approval,
  { login, id }: Profile,
  context: CommandContext,
): Promise<Saved> {
  const { output, runtime } = context;
  const key: TokenKey = { issuer: provider.issuer, clientId: client.clientId, account: login };
  try {
    // A sign-in takes the place of one that is still to be ended at GitHub, and that one's token would be forgotten.
    await completeSignOuts(context);
    // Whose record is damaged, nobody can tell GitHub of.
    const former = await choice.store.read(key).catch(() => undefined);
    const attributes = {
      accountId: id,
      signedInAt: runtime.now(),
      ...(exchangeMs !== undefined && { exchangeMs }),
      ...(isFromDevice && fromDevice),
    };
    await choice.store.put(key, { tokens, attributes });
    const superseded = await removeSuperseded(key, id, { choice, context });
    await rememberAccount(login, context);
    return { isKept: true, replaced: [...(former === undefined ? [] : [{ key, record: former }]), ...superseded] };
  } catch (error) {
    if (!(error instanceof TokenStoreError)) {
      throw error;
    }
    output.note(text.signIn.notKept);
    return { isKept: false, replaced: [] };
  }
}

/** The same person has one sign-in to a host: through another app, or under a former name, it is the same one renewed. */
async function removeSuperseded(
  key: TokenKey,
  accountId: number,
  { choice, context }: { readonly choice: Approval["choice"]; readonly context: CommandContext },
): Promise<readonly SignIn[]> {
  // One that cannot be read is not known to be the same person's, and stays.
  const { found } = await listSignIns(choice, context).catch(() => ({ found: [] }));
  const superseded = found.filter(
    (other) =>
      (other.key.account !== key.account || other.key.clientId !== key.clientId) &&
      other.record.attributes.accountId === accountId,
  );
  for (const { key: formerKey, record } of superseded) {
    await choice.store.remove(formerKey, record.generation);
  }
  return superseded;
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
