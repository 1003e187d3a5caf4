import { randomBytes } from "node:crypto";
import { closeSync, constants, fstatSync, fsyncSync, lstatSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { createKey, parseKey } from "./key-text.ts";
import { createPrivateFile, insecure, isForeign, OTHERS, preparePrivateFolder, putInPlace } from "./private-file.ts";

/** No text of a key is longer. */
const LONGEST = 1_024;

/** Where a key file lies. */
export interface KeyFileOptions {
  readonly path: string;
  /** Whether to make a key when there is no file. */
  readonly create?: boolean | undefined;
}

/**
 * Reads a key from a file of this user alone. Beside the vault it protects copies of the vault that travel without it, such as
 * backups; it does not protect against whoever can read both.
 *
 * @throws TokenStoreError `key_missing` when there is no file, or what it holds is no key; `insecure` when it is not an
 * ordinary file of this user, or others can read it; `unavailable` when the system refuses.
 */
export async function readKeyFile({ path, create = false }: KeyFileOptions): Promise<Secret> {
  try {
    const whole = resolve(path);
    if (create && lstatSync(whole, { throwIfNoEntry: false }) === undefined) {
      createKeyFile(preparePrivateFolder(whole));
    }
    return readPrivately(whole);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) {
      throw error;
    }
    throw code === "ENOENT"
      ? new TokenStoreError("there is no key file", { code: "key_missing", cause: error })
      : code === "ELOOP"
        ? insecure(`${path} is a symbolic link`)
        : new TokenStoreError(`the key file cannot be read: ${code}`, { code: "unavailable", cause: error });
  }
}

/** The key is whole before it has its name, and whoever comes second uses the first one's. */
function createKeyFile(path: string): void {
  const unfinished = `${path}.${randomBytes(8).toString("hex")}.new`;
  const handle = createPrivateFile(unfinished);
  try {
    writeSync(handle, `${createKey().reveal()}\n`);
    fsyncSync(handle);
    putInPlace(unfinished, path);
  } finally {
    closeSync(handle);
    rmSync(unfinished, { force: true });
  }
}

function readPrivately(path: string): Secret {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile() || isForeign(stats.uid)) {
      throw insecure(`${path} is not an ordinary file of this user`);
    }
    if (process.platform !== "win32" && (stats.mode & OTHERS) !== 0) {
      throw insecure(`others may read ${path}, which holds a key`);
    }
    const bytes = Buffer.alloc(LONGEST);
    return parseKey(bytes.toString("utf8", 0, readSync(handle, bytes)));
  } finally {
    closeSync(handle);
  }
}
