import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createKey } from "@dev-github-tool/vault";
import { type DgtOptions, runDgt, startDgt } from "../../../test/processes/dgt.ts";
import { createHome, type Home } from "../../../test/processes/home.ts";
import { type FinishedProcess, type RunningProcess, startProcess } from "../../../test/processes/running-process.ts";

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

/** Holds the right to renew the one sign-in of a vault, as a process does that hangs while it renews. */
const leaseHolder = `import("@dev-github-tool/vault").then(async ({ openSqliteStore, readKeyFile }) => {
  const [path, keyPath, durationMs] = process.argv.slice(1);
  const store = await openSqliteStore({ path, key: readKeyFile({ path: keyPath }) });
  const [key] = await store.list();
  const { generation } = await store.read(key);
  const { kind } = await store.acquireLease(key, { generation, durationMs: Number(durationMs) });
  console.log(kind);
  process.stdin.resume();
})`;

/** Starts a process that takes the lease of the one sign-in in a vault, says so, and gives it back never. */
export function startLeaseHolder(lease: {
  readonly path: string;
  readonly keyPath: string;
  readonly durationMs: number;
}): RunningProcess {
  const { path, keyPath, durationMs } = lease;
  return startProcess(process.execPath, {
    args: [
      "--conditions=source",
      "--import",
      import.meta.resolve("tsx"),
      "-e",
      leaseHolder,
      path,
      keyPath,
      `${durationMs}`,
    ],
    cwd: import.meta.dirname,
    name: "a process that hangs while it renews",
  });
}
