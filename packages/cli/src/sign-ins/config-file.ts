import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ConfigurationError } from "../errors.ts";

/** Where the vault's key was chosen to come from, in the place of the keyring. */
export type ChosenKey =
  | { readonly kind: "file" }
  /** The words of the command, the first one an absolute path. */
  | { readonly kind: "command"; readonly command: readonly [string, ...string[]] };

/** What the tool remembers of a person's choices. Nothing of it is secret. */
export interface Config {
  readonly vaultKey?: ChosenKey | undefined;
  /** The account used last, by host. */
  readonly lastAccounts?: Readonly<Record<string, string>> | undefined;
}

/** The person's configuration file. */
export interface ConfigFile {
  /** @throws ConfigurationError `config_unreadable`; the file is left as it is. */
  read(): Promise<Config>;
  update(change: (config: Config) => Config): Promise<void>;
}

/** A configuration that nothing is remembered in. */
export const forgetfulConfig: ConfigFile = { read: async () => ({}), update: async () => {} };

const OTHERS_WRITE = 0o022;

/** The configuration in a JSON file, which is made with the first choice. */
export function createConfigFile(path: string): ConfigFile {
  const unreadable = (flaw: string) =>
    new ConfigurationError(`the configuration in ${path} ${flaw}`, "config_unreadable");

  async function read(): Promise<Config> {
    try {
      const { mode } = await stat(path);
      if (process.platform !== "win32" && (mode & OTHERS_WRITE) !== 0) {
        // It may name a command to run.
        throw unreadable("can be changed by other users");
      }
      return parseConfig(JSON.parse(await readFile(path, "utf8")));
    } catch (error) {
      if (error instanceof ConfigurationError) {
        throw error;
      }
      const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
      if (code === "ENOENT") {
        return {};
      }
      throw unreadable(code === undefined ? "is not what dgt writes" : `cannot be read (${code})`);
    }
  }

  return {
    read,
    update: async (change) => {
      const before = await read();
      const after = change(before);
      const text = `${JSON.stringify(after, undefined, 2)}\n`;
      if (text === `${JSON.stringify(before, undefined, 2)}\n`) {
        return;
      }
      const unfinished = `${path}.${randomBytes(8).toString("hex")}.new`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(unfinished, text, { mode: 0o600, flag: "wx" });
        await chmod(unfinished, 0o600);
        await rename(unfinished, path);
      } catch (error) {
        throw unreadable(`cannot be written (${error instanceof Error && "code" in error ? String(error.code) : ""})`);
      }
    },
  };
}

function parseConfig(value: unknown): Config {
  if (!isObject(value)) {
    throw new TypeError("not an object");
  }
  const { vaultKey, lastAccounts } = value;
  return {
    ...value,
    ...(vaultKey === undefined ? {} : { vaultKey: parseChosenKey(vaultKey) }),
    ...(lastAccounts === undefined ? {} : { lastAccounts: parseNames(lastAccounts) }),
  };
}

function parseChosenKey(value: unknown): ChosenKey {
  if (isObject(value) && value.kind === "file") {
    return { kind: "file" };
  }
  if (isObject(value) && value.kind === "command") {
    return { kind: "command", command: parseCommand(value.command) };
  }
  throw new TypeError("not a place for a key");
}

/** Reads the words of a command: an array of texts with at least one. @throws TypeError for anything else. */
export function parseCommand(value: unknown): readonly [string, ...string[]] {
  if (!Array.isArray(value) || !value.every((word): word is string => typeof word === "string")) {
    throw new TypeError("not a list of words");
  }
  const [program, ...args] = value;
  if (program === undefined || program === "") {
    throw new TypeError("no program");
  }
  return [program, ...args];
}

function parseNames(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) {
    throw new TypeError("not an object");
  }
  const names = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(names);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
