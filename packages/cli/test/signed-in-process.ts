import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TokenRecord } from "@dev-github-tool/oauth";
import { createKey, openSqliteStore, readKeyFile } from "@dev-github-tool/vault";
import { expect } from "vitest";
import { type DgtOptions, runDgt, startDgt } from "../../../test/processes/dgt.ts";
import { createHome, type Home } from "../../../test/processes/home.ts";
import type { FinishedProcess } from "../../../test/processes/running-process.ts";

/** A home in which the tool is run as its users have it, process by process. */
export interface Person {
  readonly home: Home;
  readonly vaultPath: string;
  /** Runs one command line. */
  dgt(args: readonly string[], options?: Pick<DgtOptions, "env">): Promise<FinishedProcess>;
  /** Runs `dgt login` and approves in the browser. */
  logIn(visit: (url: string) => Promise<unknown>, args?: readonly string[]): Promise<FinishedProcess>;
}

/** Makes a home for a person with the environment `env`. */
export function createPerson(env: Readonly<Record<string, string>>): Person {
  const home = createHome();
  const dgt: Person["dgt"] = (args, options = {}) => runDgt(args, { home, env: { ...env, ...options.env } });
  return {
    home,
    vaultPath: join(home.env.XDG_STATE_HOME ?? join(home.path, ".local", "state"), "dgt", "vault.db"),
    dgt,
    logIn: async (visit, args = []) => {
      const running = startDgt(["login", ...args], { home, env });
      const [url] = await running.waitFor(/^http:\S+authorize\S+$/m, "stderr");
      await visit(url);
      return running.finished;
    },
  };
}

/** A key for the vault in a file of its own, and the variable that names it. */
export function createKeyFile(): { readonly DGT_VAULT_KEY_FILE: string } {
  const path = join(createHome().path, "key");
  writeFileSync(path, createKey().reveal(), { mode: 0o600 });
  return { DGT_VAULT_KEY_FILE: path };
}

/** The record of the one sign-in in a vault. */
export async function readOnlySignIn(path: string, keyPath: string): Promise<TokenRecord> {
  const store = await openSqliteStore({ path, key: await readKeyFile({ path: keyPath }) });
  try {
    const [key] = await store.list();
    const record = key === undefined ? undefined : await store.read(key);
    return record ?? expect.fail("nobody is signed in");
  } finally {
    await store.close();
  }
}
