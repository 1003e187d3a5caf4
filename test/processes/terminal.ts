import xterm from "@xterm/headless";
import { recordEvidence } from "../canary/evidence.ts";
import { type FinishedProcess, type ProcessOptions, startProcess } from "./running-process.ts";

export interface TerminalOptions extends Omit<ProcessOptions, "input" | "launchers"> {
  readonly columns?: number;
  readonly rows?: number;
}

export interface ProcessInTerminal {
  /** What a person sees now: the rows on the screen and those scrolled away, without trailing blanks. */
  screen(): Promise<string>;
  /** All bytes the terminal received so far, with their escape sequences. */
  readonly bytes: string;
  /** The title the window was given; empty if none. */
  readonly title: string;
  /** Presses keys: `"y\r"`, `"\u0003"` for Ctrl-C, `"\u001b[B"` for the down arrow. */
  type(keys: string): void;
  /** Resolves when what the screen shows matches. */
  waitForScreen(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal?: NodeJS.Signals): void;
  readonly finished: Promise<FinishedProcess>;
}

/**
 * Starts a process in a real pseudo terminal (made by `script`, which every Debian has) and reads its output as a terminal
 * does. Keys pass the line discipline, so Ctrl-C arrives as a signal; the terminal answers the questions programs ask it.
 */
export function startInTerminal(command: string, options: TerminalOptions): ProcessInTerminal {
  const { columns = 80, rows = 24, args = [], env = {}, name, ...rest } = options;
  const words = [command, ...args].map(quoteForShell).join(" ");
  const running = startProcess("script", {
    ...rest,
    args: ["-q", "-e", "-f", "-c", `stty rows ${rows} cols ${columns}; exec ${words}`, "/dev/null"],
    env: { TERM: "xterm-256color", SHELL: "/bin/sh", ...env },
    name,
    launchers: 1,
  });
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  let title = "";
  terminal.onTitleChange((given) => {
    title = given;
  });
  terminal.onData((answer) => running.write(answer));
  running.onStdout((chunk) => terminal.write(chunk));
  // The emulator takes its input in pieces, between other work; it calls back when all before this is drawn.
  const drawn = (): Promise<void> => new Promise((resolve) => terminal.write("", resolve));
  const screen = async (): Promise<string> => {
    await drawn();
    return readRows(terminal).join("\n");
  };
  const finished = running.finished.then(async (result) => {
    await drawn();
    recordEvidence({ place: `the screen of ${name}`, text: readRows(terminal).join("") });
    return result;
  });
  return {
    screen,
    finished,
    get bytes() {
      return running.stdout;
    },
    get title() {
      return title;
    },
    type: (keys) => running.write(keys),
    kill: (signal) => running.kill(signal),
    waitForScreen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(readRows(terminal).join("\n"));
          if (match !== null) {
            watch.dispose();
            resolve(match);
          }
        };
        const watch = terminal.onWriteParsed(look);
        look();
        finished.then(look).then(() => reject(new Error(`${name} ended without showing ${pattern}`)), reject);
      }),
  };
}

/** The rows as they stand, from the top of the scrollback to the last one that is not blank. */
function readRows(terminal: InstanceType<typeof xterm.Terminal>): string[] {
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at)?.translateToString(true) ?? "");
  return rows.slice(0, rows.findLastIndex((row) => row !== "") + 1);
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
