import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Secret, type TokenStore, TokenStoreError } from "@dev-github-tool/oauth";
import type { NoKeyringReason, SqliteStore } from "@dev-github-tool/vault";
import type { CommandContext } from "../command-context.ts";
import type { Environment, EnvironmentSecrets } from "../environment.ts";
import type { ConfigFile } from "./config-file.ts";
import { stateFolder } from "./folders.ts";
import type { KeyPlace } from "./key-place.ts";

/** Why sign-ins are kept in memory only. */
export type NoStoreReason = NoKeyringReason | "keyring_refused" | "demo" | "chosen";

/** Where sign-ins rest: in the vault, or in the memory of this run. */
export type RestingPlace =
  | { readonly kind: "vault"; readonly path: string; readonly key: KeyPlace }
  | { readonly kind: "memory" };

/** A store whose damaged sign-ins need not be an error to whoever lists the others. Only a vault has leases of others. */
export type SignInStore = TokenStore & Pick<SqliteStore, "list"> & Partial<Pick<SqliteStore, "readLease">>;

/** The store there is, and for the memory of one run why it is no other. */
export interface StoreChoice {
  readonly store: SignInStore;
  readonly place: RestingPlace;
  readonly reason: NoStoreReason | undefined;
}

/** Where sign-ins can rest on this machine. */
export interface Stores {
  /** Where sign-ins rest, or would, without opening it. */
  describe(): Promise<RestingPlace>;
  /**
   * The place to look for a sign-in. Nothing is made or asked for.
   *
   * @throws TokenStoreError when there is a vault and it cannot be opened: that is not the same as nobody being signed in.
   */
  find(): Promise<StoreChoice>;
  /** The place for a new sign-in: proven to keep what it is given, or the memory of this run. Asks where there is a choice. */
  prove(question: Pick<CommandContext, "asking" | "output">): Promise<StoreChoice>;
}

/** What the stores of this machine are found by. */
export interface StoreSources {
  readonly env: Environment;
  readonly secrets: EnvironmentSecrets;
  readonly config: ConfigFile;
}

/** The vault of this person, with its key where they want it; memory where there is no place for a key. Never a plain file. */
export function createSystemStores(sources: StoreSources): Stores {
  const { env, config } = sources;
  const path = join(stateFolder(env), "vault.db");
  let memory: Promise<TokenStore> | undefined;
  let opened: Promise<StoreChoice> | undefined;

  const remember = async (reason: NoStoreReason | undefined): Promise<StoreChoice> => {
    memory ??= import("./memory-store.ts").then(({ createMemoryStore }) => createMemoryStore());
    return { store: await memory, place: { kind: "memory" }, reason };
  };
  const open = (key: KeyPlace): Promise<StoreChoice> => {
    opened ??= import("./open-vault.ts")
      .then(({ openVault }) => openVault({ path, place: key, sources }))
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
    return opened;
  };
  const findPlace = async (): Promise<KeyPlace> => {
    // What opens the vault is wanted next, and is read from the disk at the same time.
    const [{ findKeyPlace }, choices] = await Promise.all([
      import("./key-place.ts"),
      config.read(),
      import("./open-vault.ts"),
    ]);
    return findKeyPlace(sources, choices);
  };
  const whyNoKeyring = async (): Promise<NoKeyringReason | undefined> => {
    const { findNoKeyringReason } = await import("./no-keyring.ts");
    return findNoKeyringReason(env);
  };

  return {
    describe: async () => ({ kind: "vault", path, key: await findPlace() }),
    find: async () => {
      const place = await findPlace();
      if (existsSync(path)) {
        return open(place);
      }
      return remember(place.kind === "keyring" ? await whyNoKeyring() : undefined);
    },
    prove: async (question) => {
      let place = await findPlace();
      if (place.kind === "keyring" && !existsSync(path)) {
        const reason = await whyNoKeyring();
        if (reason !== undefined) {
          const { askForKeyPlace } = await import("./ask-for-key-place.ts");
          const chosen = await askForKeyPlace(reason, { ...question, env, config });
          if (chosen === undefined || chosen === "memory") {
            return remember(chosen === undefined ? reason : "chosen");
          }
          place = chosen;
        }
      }
      try {
        const choice = await open(place);
        await proveStore(choice.store);
        return choice;
      } catch (error) {
        if (place.kind === "keyring" && error instanceof TokenStoreError && error.code === "unavailable") {
          return remember("keyring_refused");
        }
        throw error;
      }
    },
  };
}

/** Writes, reads and removes a trial entry: a fresh token must not be lost to a full disk. */
async function proveStore(store: TokenStore): Promise<void> {
  const key = { issuer: "urn:dgt:trial", clientId: "trial", account: randomBytes(8).toString("hex") };
  const accessToken = new Secret(randomBytes(16).toString("hex"));
  const nothing = { scope: undefined, expiresAt: undefined, refreshToken: undefined, refreshTokenExpiresAt: undefined };
  const { generation } = await store.put(key, {
    tokens: { accessToken, tokenType: "bearer", ...nothing },
    attributes: {},
  });
  const kept = await store.read(key);
  await store.remove(key, generation);
  if (kept?.tokens.accessToken.reveal() !== accessToken.reveal()) {
    throw new TokenStoreError("the store does not give back what it was given", { code: "unavailable" });
  }
}
