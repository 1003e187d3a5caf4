import { readdirSync, readFileSync } from "node:fs";

/** The kernel's ticks are a hundredth of a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** Milliseconds of processor time that a process and its children have used, those included that have ended. */
export function cpuOfTree(pid: number): number {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [`${pid}`, ...children].reduce((sum, name) => sum + cpuOf(name, name === `${pid}`), 0);
}

function readStatus(name: string): string[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    // It has ended meanwhile, and its parent has its time.
    return [];
  }
}

function parentOf(name: string): number {
  return Number(readStatus(name)[1]);
}

function cpuOf(name: string, isWithEnded: boolean): number {
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = readStatus(name).slice(11, 15).map(Number);
  return (user + system + (isWithEnded ? endedUser + endedSystem : 0)) * TICK_MS;
}
