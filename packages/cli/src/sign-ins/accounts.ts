import type { TokenKey, TokenRecord } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { SessionError, UsageError } from "../errors.ts";
import { maskShapes } from "../masked-debug.ts";
import { providerOf } from "../provider.ts";
import type { StoreChoice } from "./stores.ts";

/** One sign-in in the store. */
export interface SignIn {
  readonly key: TokenKey;
  readonly record: TokenRecord;
}

/** Every sign-in to the host, those included that are ended here and not yet at GitHub. */
export async function listSignIns(
  { store }: Pick<StoreChoice, "store">,
  { host }: Pick<CommandContext, "host">,
): Promise<readonly SignIn[]> {
  const { issuer } = providerOf(host, "");
  const keys = (await store.list()).filter((key) => key.issuer === issuer);
  const found = await Promise.all(keys.map(async (key) => ({ key, record: await store.read(key) })));
  return found.flatMap(({ key, record }) => (record === undefined ? [] : [{ key, record }]));
}

/**
 * Chooses among sign-ins to a host: the one that `--account` names, the only one, or the one used last. What is named is
 * remembered as used last. Undefined when there is none and none was named.
 *
 * @throws SessionError `login_needed` when the named account is not signed in; UsageError `account_needed` when several are
 * and none was used last.
 */
export async function chooseSignIn(
  signIns: readonly SignIn[],
  { account, host, config }: Pick<CommandContext, "account" | "host" | "config">,
): Promise<SignIn | undefined> {
  const [first, ...others] = signIns;
  if (account !== undefined) {
    const named = signIns.find(({ key }) => isSameAccount(key.account, account));
    if (named === undefined) {
      throw new SessionError(`"${maskShapes(account)}" is not signed in to ${host.name}`, "login_needed");
    }
    if (others.length > 0) {
      await rememberAccount(named.key.account, { host, config });
    }
    return named;
  }
  if (first === undefined || others.length === 0) {
    return first;
  }
  const last = (await config.read()).lastAccounts?.[host.name] ?? "";
  const used = signIns.find(({ key }) => isSameAccount(key.account, last));
  if (used === undefined) {
    const names = signIns.map(({ key }) => key.account).toSorted();
    throw new UsageError(`several accounts are signed in to ${host.name}: ${names.join(", ")}`, {
      code: "account_needed",
      hint: `--account ${names[0]}`,
    });
  }
  return used;
}

/** Remembers which account of a host was used last. */
export async function rememberAccount(
  account: string,
  { host, config }: Pick<CommandContext, "host" | "config">,
): Promise<void> {
  await config.update((before) => ({ ...before, lastAccounts: { ...before.lastAccounts, [host.name]: account } }));
}

/** GitHub's logins differ by more than their case. */
function isSameAccount(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
