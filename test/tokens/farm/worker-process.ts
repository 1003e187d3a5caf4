import type { Command, Report, StopPoint, WorkerSetup } from "./protocol.ts";

/** A process that was started, by whatever started it. */
export interface LaunchedProcess {
  readonly pid: number;
  write(input: string): void;
  kill(signal?: NodeJS.Signals): void;
  onStdout(listener: (chunk: Buffer) => void): void;
  readonly finished: Promise<unknown>;
}

/** Starts the program at a path. */
export type Launch = (program: string) => LaunchedProcess;

export type Answer = Extract<Report, { kind: "answer" }>;
type Question = Omit<Extract<Command, { kind: "ask" }>, "kind" | "id">;

/** One process of the farm, as seen from outside. */
export interface Worker {
  readonly pid: number;
  ask(question: Question): Promise<Answer>;
  signOut(question: { readonly account: string; readonly offsetMs: number }): Promise<Answer>;
  /** Makes it stop the next time it comes to that point. */
  stopAt(point: StopPoint): { readonly stopped: Promise<void> };
  goOn(): void;
  kill(signal: NodeJS.Signals): void;
  readonly finished: Promise<unknown>;
}

/** Talks to a worker that has just been started, and gives it back when it is ready. */
export async function openWorker(launched: LaunchedProcess, setup: WorkerSetup): Promise<Worker> {
  const answers = new Map<number, (answer: Answer) => void>();
  let onReady = (): void => {};
  let onStop = (): void => {};
  let rest = "";
  let lastId = 0;
  launched.onStdout((chunk) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const report = JSON.parse(line) as Report;
      if (report.kind === "ready") {
        onReady();
      } else if (report.kind === "stopped") {
        onStop();
      } else {
        answers.get(report.id)?.(report);
        answers.delete(report.id);
      }
    }
  });
  const tell = (command: Command): void => launched.write(`${JSON.stringify(command)}\n`);
  const question = (command: (id: number) => Command): Promise<Answer> =>
    new Promise((resolve) => {
      lastId += 1;
      answers.set(lastId, resolve);
      tell(command(lastId));
    });
  const ready = new Promise<void>((resolve, reject) => {
    onReady = resolve;
    launched.finished.then(() => reject(new Error("the worker ended before it was ready")), reject);
  });
  tell({ kind: "open", setup });
  await ready;
  return {
    pid: launched.pid,
    finished: launched.finished,
    ask: (asked) => question((id) => ({ kind: "ask", id, ...asked })),
    signOut: (asked) => question((id) => ({ kind: "sign_out", id, ...asked })),
    stopAt: (point) => {
      const stopped = new Promise<void>((resolve) => {
        onStop = resolve;
      });
      tell({ kind: "stop_at", point });
      return { stopped };
    },
    goOn: () => tell({ kind: "go_on" }),
    kill: (signal) => launched.kill(signal),
  };
}
