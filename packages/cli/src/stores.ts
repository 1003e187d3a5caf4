import type { Environment } from "./environment.ts";
import { TokenStoreError } from "./errors.ts";
import { type NoKeyringReason, openKeyring } from "./keyring.ts";
import { createKeyringStore, createMemoryStore, type SessionStore } from "./session-store.ts";

/** Why sign-ins are kept in memory only. */
export type NoStoreReason = NoKeyringReason | "keyring_refused" | "demo";

/** The store there is, and for the memory of one run why it is no other. */
export interface StoreChoice {
  readonly store: SessionStore;
  readonly reason: NoStoreReason | undefined;
}

/** Where sign-ins can rest on this machine. */
export interface Stores {
  /** The place to look for a sign-in. */
  find(): Promise<StoreChoice>;
  /** The place for a new sign-in: proven to keep what it is given, or the memory of this run. */
  prove(): Promise<StoreChoice>;
}

/** The keyring of this machine where there is one, and memory where there is none. Never a plain file. */
export function createSystemStores(env: Environment): Stores {
  const memory = createMemoryStore();
  const find = async (): Promise<{ choice: StoreChoice; prove: () => Promise<void> }> => {
    const keyring = await openKeyring({ env, platform: process.platform });
    return typeof keyring === "string"
      ? { choice: { store: memory, reason: keyring }, prove: async () => {} }
      : { choice: { store: createKeyringStore(keyring), reason: undefined }, prove: () => keyring.prove() };
  };
  return {
    find: async () => (await find()).choice,
    prove: async () => {
      const { choice, prove } = await find();
      try {
        await prove();
        return choice;
      } catch (error) {
        if (error instanceof TokenStoreError) {
          return { store: memory, reason: "keyring_refused" };
        }
        throw error;
      }
    },
  };
}
