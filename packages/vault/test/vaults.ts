import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, type TokenKey, type TokenSet } from "@dev-github-tool/oauth";
import type { Database } from "libsql";
import { onTestFinished } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { createKey, openSqliteStore, type SqliteStore, type SqliteStoreOptions } from "../src/index.ts";
import { octocat } from "./programs.ts";

export { octocat };
export const hubot: TokenKey = { ...octocat, account: "hubot" };

/** A path in a folder of its own, with nothing there yet. */
export function newPath(): string {
  return join(mkdtempSync(join(tmpdir(), "vault-")), "vault.db");
}

export interface TestVault {
  readonly path: string;
  readonly key: Secret;
  readonly store: SqliteStore;
  /** Opens the vault again, with changed options where given. */
  reopen(changes?: Partial<SqliteStoreOptions>): Promise<SqliteStore>;
  /** Opens its file past the store, as another program would. */
  openFile(): Promise<Database>;
}

/** Makes a vault that is closed with the test. */
export async function createVault(
  options: Partial<SqliteStoreOptions & { readonly key: Secret }> = {},
): Promise<TestVault> {
  const { path = newPath(), key = createKey() } = options;
  const reopen = async (changes: Partial<SqliteStoreOptions> = {}): Promise<SqliteStore> => {
    const store = await openSqliteStore({ ...options, path, key, ...changes });
    onTestFinished(() => store.close());
    return store;
  };
  return {
    path,
    key,
    store: await reopen(),
    reopen,
    openFile: async () => {
      const { default: Libsql } = await import("libsql");
      const database = new Libsql(path);
      onTestFinished(() => void database.close());
      return database;
    },
  };
}

/** Tokens that may turn up nowhere. */
export function plantTokens(overrides: Partial<TokenSet> = {}): TokenSet {
  return {
    accessToken: new Secret(plant("access token")),
    tokenType: "bearer",
    scope: ["repo"],
    expiresAt: 1_800_000_000_000,
    refreshToken: new Secret(plant("access token")),
    refreshTokenExpiresAt: undefined,
    ...overrides,
  };
}
