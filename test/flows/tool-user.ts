import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Secret, type TokenKey, type TokenRecord } from "@dev-github-tool/oauth";
import { type SeedApp, type SeedPerson, walkSignIn } from "@dev-github-tool/sandbox";
import { openSqliteStore } from "@dev-github-tool/vault";
import { expect } from "vitest";
import type { TestGitHub } from "../canary/test-github.ts";
import { type DgtOptions, runDgt, startDgtInTerminal } from "../processes/dgt.ts";
import { createHome } from "../processes/home.ts";
import type { FinishedProcess } from "../processes/running-process.ts";
import type { ProcessInTerminal } from "../processes/terminal.ts";
import { plantVaultKey } from "../processes/vault-key.ts";

/** Somebody who uses the tool: a home, an app to sign in with, and a vault that can be looked into from outside. */
export interface ToolUser {
  /** In a terminal with room for everything. */
  start(...args: readonly string[]): ProcessInTerminal;
  /** Without a terminal. */
  run(...args: readonly string[]): Promise<FinishedProcess>;
  /** Signs somebody in without a look at the pages, for tests whose subject comes later. */
  signIn(person: SeedPerson): Promise<void>;
  /** Every file of the vault, byte for byte. */
  vaultBytes(): Readonly<Record<string, Buffer>>;
  /** What a reader with the vault's key finds in it. */
  kept(): Promise<readonly { readonly key: TokenKey; readonly record: TokenRecord }[]>;
}

export interface ToolUserOptions {
  /** The first app unless given. */
  readonly app?: (Pick<SeedApp, "clientId"> & { readonly clientSecret: string }) | undefined;
  readonly env?: DgtOptions["env"];
}

/** Gives somebody the tool, to use it with this GitHub. */
export function createToolUser(github: TestGitHub, { app, env: more }: ToolUserOptions = {}): ToolUser {
  const home = createHome();
  const { DGT_VAULT_KEY } = plantVaultKey();
  const { clientId, clientSecret } = app ?? github.sandbox.seed.apps[0];
  const env = {
    DGT_VAULT_KEY,
    DGT_HOST: github.url,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    BROWSER: "none",
    ...more,
  };
  const vault = join(home.env.XDG_STATE_HOME ?? join(home.path, ".local", "state"), "dgt", "vault.db");
  const start: ToolUser["start"] = (...args) => startDgtInTerminal(args, { columns: 120, rows: 60, env, home });
  return {
    start,
    run: (...args) => runDgt(args, { env, home }),
    signIn: async (person) => {
      const dgt = start("login");
      await walkSignIn({ url: await readAuthorizationUrl(dgt), ...person, decision: "approve" });
      expect((await dgt.finished).exitCode).toBe(0);
    },
    vaultBytes: () => {
      const folder = dirname(vault);
      return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    },
    kept: async () => {
      const store = await openSqliteStore({ path: vault, key: new Secret(DGT_VAULT_KEY) });
      try {
        const keys = await store.list();
        const found = await Promise.all(keys.map(async (key) => ({ key, record: await store.read(key) })));
        return found.flatMap(({ key, record }) => (record === undefined ? [] : [{ key, record }]));
      } finally {
        await store.close();
      }
    },
  };
}

/** The newest authorization URL on the screen; a terminal breaks it over rows, so what is matched is rows of one word. */
export async function readAuthorizationUrl(dgt: ProcessInTerminal, which = 1): Promise<string> {
  const url = /http:\/\/127\.0\.0\.1:\d+\/login\/oauth\/authorize\S+(?:\n\S{20,})*/g;
  await dgt.waitForScreen(
    new RegExp(`(?:[\\s\\S]*login/oauth/authorize){${which}}[\\s\\S]*code_challenge_method=S\\s*256`),
  );
  const found = [...(await dgt.screen()).matchAll(url)].at(-1)?.[0] ?? "";
  return found.replaceAll("\n", "");
}

/** The person of the sandbox with this login; the first one without. */
export function personOf({ sandbox }: TestGitHub, login?: string): SeedPerson {
  const [first] = sandbox.seed.people;
  const found = login === undefined ? first : sandbox.seed.people.find((person) => person.login === login);
  return found ?? expect.fail(`the sandbox has no ${login}`);
}
