import { type TokenKey, type TokenRecord, TokenStoreError } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { SessionError, UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { maskShapes } from "../masked-debug.ts";
import { providerOf } from "../provider.ts";
import type { StoreChoice } from "./stores.ts";

/** One sign-in in the store. */
export interface SignIn {
  readonly key: TokenKey;
  readonly record: TokenRecord;
}

/** One that is in the store and cannot be read. */
export interface DamagedSignIn {
  /** Undefined when not even its name can be read. */
  readonly key: TokenKey | undefined;
  readonly error: TokenStoreError;
}

/** The sign-ins in a store: those that are damaged keep nobody from using the others. */
export interface SignIns {
  readonly found: readonly SignIn[];
  readonly damaged: readonly DamagedSignIn[];
}

/** Every sign-in that is wanted by its name, and those without a readable name. */
export async function readSignIns(
  { store }: Pick<StoreChoice, "store">,
  isWanted: (key: TokenKey) => boolean,
): Promise<SignIns> {
  const damaged: DamagedSignIn[] = [];
  const keys = await store.list({ onDamaged: (error) => damaged.push({ key: undefined, error }) });
  const records = await Promise.all(
    keys.filter(isWanted).map(async (key) => {
      try {
        return { key, record: await store.read(key) };
      } catch (error) {
        if (error instanceof TokenStoreError && error.code === "corrupt") {
          damaged.push({ key, error });
          return { key, record: undefined };
        }
        throw error;
      }
    }),
  );
  return { found: records.flatMap(({ key, record }) => (record === undefined ? [] : [{ key, record }])), damaged };
}

/** Every sign-in to the host, those included that are ended here and not yet at GitHub. */
export function listSignIns(
  choice: Pick<StoreChoice, "store">,
  { host }: Pick<CommandContext, "host">,
): Promise<SignIns> {
  const { issuer } = providerOf(host, "");
  return readSignIns(choice, (key) => key.issuer === issuer);
}

type Question = Pick<CommandContext, "account" | "host" | "config">;

/**
 * Chooses among sign-ins to a host: the one that `--account` names, the only one, or the one used last. What is named is
 * remembered as used last. Undefined when there is none and none was named.
 *
 * @throws SessionError `login_needed` when the named account is not signed in, `sign_in_damaged` when the one to use cannot be
 * read: no other is used in its stead; UsageError `account_needed` when there are several and none was used last.
 */
export async function chooseSignIn(signIns: SignIns, question: Question): Promise<SignIn | undefined> {
  const { found, damaged } = signIns;
  const { account, host, config } = question;
  if (account !== undefined) {
    return chooseNamed(signIns, { ...question, account });
  }
  const [first, ...others] = found;
  if (others.length === 0 && damaged.length === 0) {
    return first;
  }
  const last = (await config.read()).lastAccounts?.[host.name] ?? "";
  const used = findAccount(found, last);
  if (used !== undefined) {
    return used;
  }
  const lost = findAccount(damaged, last) ?? (last === "" ? undefined : damaged.find(({ key }) => key === undefined));
  const meant = lost ?? (first === undefined ? damaged[0] : undefined);
  if (meant !== undefined) {
    throw describeDamage(meant, host);
  }
  const names = [...found, ...damaged].flatMap(({ key }) => key?.account ?? []).toSorted();
  if (names.length === 1) {
    return first;
  }
  throw new UsageError(`several accounts are signed in to ${host.name}: ${names.join(", ")}`, {
    code: "account_needed",
    hint: `--account ${found.map(({ key }) => key.account).toSorted()[0]}`,
  });
}

async function chooseNamed(
  { found, damaged }: SignIns,
  { account, host, config }: Question & { readonly account: string },
): Promise<SignIn> {
  const named = findAccount(found, account);
  if (named === undefined) {
    const lost = findAccount(damaged, account) ?? damaged.find(({ key }) => key === undefined);
    if (lost !== undefined) {
      throw describeDamage(lost, host);
    }
    const names = found.map(({ key }) => key.account).toSorted();
    const others = names.length === 0 ? "" : `; signed in there: ${names.join(", ")}`;
    throw new SessionError(`"${maskShapes(account)}" is not signed in to ${host.name}${others}`, "login_needed");
  }
  if (found.length + damaged.length > 1) {
    await rememberAccount(named.key.account, { host, config });
  }
  return named;
}

function describeDamage({ key, error }: DamagedSignIn, { name }: Host): SessionError {
  const what =
    key === undefined
      ? "a sign-in is damaged, and whose it is cannot be read"
      : `the sign-in of ${key.account} to ${name} is damaged, or was changed by another program`;
  return new SessionError(what, "sign_in_damaged", { cause: error });
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

function findAccount<One extends { readonly key: TokenKey | undefined }>(
  ones: readonly One[],
  account: string,
): One | undefined {
  return ones.find(({ key }) => key !== undefined && isSameAccount(key.account, account));
}
