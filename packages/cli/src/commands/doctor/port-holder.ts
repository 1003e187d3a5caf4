import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

/** The process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** The file that runs there. What it was called with may hold secrets, and is not read. */
  readonly program: string;
}

/** The kernel's word for a socket that listens. */
const LISTENING = "0A";

/**
 * Finds out who listens on a port of this machine. Only Linux tells that without a further program, and only of processes
 * of the same user; everybody else's, and all of other systems, are undefined.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
 */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  const sockets = new Set((await Promise.all(["tcp", "tcp6"].map((table) => readTable(table, port)))).flat());
  if (sockets.size === 0) {
    return undefined;
  }
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsAny(pid, sockets)) {
      const file = await readlink(`/proc/${pid}/exe`).catch(() => "unknown");
      return { pid: Number(pid), program: basename(file) };
    }
  }
  return undefined;
}

/** The sockets that listen on a port, as the links of a process name them. */
async function readTable(table: string, port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    const isHere = Number.parseInt(local.split(":")[1] ?? "", 16) === port;
    return isHere && state === LISTENING ? [`socket:[${inode}]`] : [];
  });
}

async function holdsAny(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // Those of other users may not be read, and a process may end while it is looked at.
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => "")));
  return links.some((link) => sockets.has(link));
}
