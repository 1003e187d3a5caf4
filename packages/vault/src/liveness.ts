import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What tells one process from every other, as far as the platform says. */
export interface LeaseProcess {
  readonly pid: number;
  /** The name of the machine, for people; absent in leases that an earlier version wrote. */
  readonly machine?: string | undefined;
  /** Where and when the process runs: start of the machine, process table, start of the process. */
  readonly mark: ProcessMark | undefined;
}

interface ProcessMark {
  readonly bootId: string;
  /** Containers on one kernel have process tables of their own, in which the same number is another process. */
  readonly processTable: string;
  /** In the kernel's ticks since it started. Numbers of processes are used again, and that tells them apart. */
  readonly startedAt: string;
}

/** This process, as others can later ask about it. Only Linux says enough; elsewhere the deadline alone decides. */
export function identifyProcess(): LeaseProcess {
  return { pid: process.pid, machine: hostname(), mark: readOwnMark() };
}

/**
 * Whether the holder of a lease still lives. `dead` is said of a process of this machine that is certainly gone; whatever
 * cannot be known, such as a process of another machine or container, is `unknown`.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function judgeProcess(
  holder: LeaseProcess,
  own: ProcessMark | undefined = readOwnMark(),
): "alive" | "dead" | "unknown" {
  if (
    own === undefined ||
    holder.mark === undefined ||
    own.bootId !== holder.mark.bootId ||
    own.processTable !== holder.mark.processTable
  ) {
    return "unknown";
  }
  try {
    const { state, startedAt } = readStatus(`${holder.pid}`);
    // A zombie has ended, and only waits for its parent to take note.
    return startedAt === holder.mark.startedAt && state !== "Z" && state !== "X" ? "alive" : "dead";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: the process ended while its file was being read.
    return code === "ENOENT" || code === "ESRCH" ? "dead" : "unknown";
  }
}

function readOwnMark(): ProcessMark | undefined {
  try {
    return {
      bootId: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
      processTable: readlinkSync("/proc/self/ns/pid"),
      startedAt: readStatus("self").startedAt,
    };
  } catch {
    return undefined;
  }
}

function readStatus(pid: string): { readonly state: string; readonly startedAt: string } {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The program's name, in parentheses, may hold anything; state is the first field after it, the start the twentieth.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
}
