import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Workshop } from "./prepare.ts";
import { startProgram } from "./processes.ts";

/** A program that is told one thing a line, and answers each with one line of JSON. */
export interface LineProgram {
  readonly pid: number;
  ask<Answer>(question: object): Promise<Answer>;
  /** The next line it says by itself. */
  hear<Answer>(): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a program of `bench/programs` that talks in lines. Its end, when it is not asked for, rejects whoever listens. */
export function startLineProgram(workshop: Workshop, name: string): LineProgram {
  const child: ChildProcess = startProgram([workshop.program(name)], { home: workshop.createHome() }, [
    "pipe",
    "pipe",
    "inherit",
  ]);
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) {
    throw new Error(`${name} was started without pipes`);
  }
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const hear = async <Answer>(): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error(`${name} has ended`);
    }
    return JSON.parse(value) as Answer;
  };
  return {
    pid: child.pid ?? 0,
    hear,
    ask: (question) => {
      stdin.write(`${JSON.stringify(question)}\n`);
      return hear();
    },
    close: async () => {
      child.kill();
      await closed;
    },
  };
}
