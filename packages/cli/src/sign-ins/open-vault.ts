import { existsSync } from "node:fs";
import { openSqliteStore } from "@dev-github-tool/vault";
import { type KeyPlace, readKey } from "./key-place.ts";
import type { StoreChoice, StoreSources } from "./stores.ts";

/**
 * Opens the vault at a path with the key from its place. With the vault, a key is made that is not there yet.
 *
 * @throws TokenStoreError.
 */
export async function openVault(vault: {
  readonly path: string;
  readonly place: KeyPlace;
  readonly sources: Pick<StoreSources, "env" | "secrets">;
}): Promise<StoreChoice> {
  const { path, place, sources } = vault;
  // Not waited for here: the store is prepared while a keyring answers or a command runs.
  const key = readKey(place, { ...sources, create: !existsSync(path) });
  return { store: await openSqliteStore({ path, key }), place: { kind: "vault", path, key: place }, reason: undefined };
}
