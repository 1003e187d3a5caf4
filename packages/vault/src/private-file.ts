import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { TokenStoreError } from "@dev-github-tool/oauth";

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What anybody but the owner may do. */
export const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;
/** The user that stands for all users a container does not know. */
const OVERFLOW_UID = 65534;
/**
 * Linux: a handle on what lies at a path that neither opens it (so no pipe makes us wait and no device wakes up) nor, when
 * closed, drops the locks that this process has on the file, as POSIX demands of any other handle.
 */
const O_PATH = 0o10000000;

/** Makes the folder of a path, with its missing parents, private to this user. Returns the path without symbolic links above. */
export function preparePrivateFolder(path: string): string {
  const missing: string[] = [];
  let folder = dirname(path);
  while (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    missing.unshift(folder);
    folder = dirname(folder);
  }
  for (const made of missing) {
    try {
      mkdirSync(made, { mode: PRIVATE_FOLDER });
      // A umask may have taken rights away.
      chmodSync(made, PRIVATE_FOLDER);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw error;
      }
    }
  }
  const real = realpathSync(dirname(path));
  refuseForeignFolders(real);
  return join(real, basename(path));
}

/** Whoever may rename a folder above ours can put another in its place. */
function refuseForeignFolders(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (isForeign(uid) || (mode & OTHERS_WRITE) !== 0) {
    throw insecure(`the folder ${folder} belongs to another user, or others may write to it`);
  }
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const { uid: owner, mode: rights } = lstatSync(above);
    const isTrusted = !isForeign(owner) || owner === 0 || owner === OVERFLOW_UID;
    if (!isTrusted || ((rights & OTHERS_WRITE) !== 0 && (rights & STICKY) === 0)) {
      throw insecure(`the folder ${above} belongs to another user, or others may rename what is in it`);
    }
  }
}

/**
 * Sees that the file at a path is an ordinary one of this user, and of nobody else's reach. Rights that others have on it
 * are taken away. Returns what it is, or undefined when there is none.
 *
 * @throws TokenStoreError `insecure` for a symbolic link, a pipe, a device, a folder, another user's file.
 */
export function requirePrivateFile(path: string): Stats | undefined {
  return process.platform === "linux"
    ? inspectByHandle(path)
    : judge(path, lstatSync(path, { throwIfNoEntry: false }), path);
}

function inspectByHandle(path: string): Stats | undefined {
  let handle: number;
  try {
    handle = openSync(path, O_PATH | constants.O_NOFOLLOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  try {
    // The rights are changed on the very file that was looked at, even if the name means another one by now.
    return judge(path, fstatSync(handle), `/proc/self/fd/${handle}`);
  } finally {
    closeSync(handle);
  }
}

function judge(path: string, stats: Stats | undefined, handle: string): Stats | undefined {
  if (stats === undefined) {
    return undefined;
  }
  if (!stats.isFile()) {
    throw insecure(`${path} is not an ordinary file`);
  }
  if (isForeign(stats.uid)) {
    throw insecure(`${path} belongs to another user`);
  }
  if (process.platform !== "win32" && (stats.mode & OTHERS) !== 0) {
    chmodSync(handle, PRIVATE_FILE);
  }
  return stats;
}

/** Creates an empty file that only this user can open. Fails when there is something already. Returns an open handle. */
export function createPrivateFile(path: string): number {
  const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const handle = openSync(path, O_RDWR | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), PRIVATE_FILE);
  fchmodSync(handle, PRIVATE_FILE);
  return handle;
}

export function isForeign(uid: number): boolean {
  const own = process.geteuid?.();
  return own !== undefined && own !== uid;
}

export function insecure(message: string): TokenStoreError {
  return new TokenStoreError(message, { code: "insecure" });
}

/** Gives a finished file the name it is for. Where another process was faster, its file stays, which is as good. */
export function putInPlace(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return;
    }
    throw error;
  }
  syncFolder(dirname(path));
}

/** A new name is lost with the power unless the folder is on the disk too. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") {
    return;
  }
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
