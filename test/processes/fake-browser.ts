import { chmodSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createHome } from "./home.ts";

export interface Launch {
  /** What the browser was asked to open; more than one element is a mistake of the caller. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Numbers of the open files it inherited. */
  readonly openFiles: readonly number[];
}

export interface FakeBrowser {
  /** Makes this the person's browser. No display goes with it: on one, `xdg-open` asks the desktop before this. */
  readonly env: Readonly<Record<string, string>>;
  readonly launches: readonly Launch[];
  /** Resolves with the first launch, now or when it comes. */
  launched(): Promise<Launch>;
}

const recorder = `#!/bin/sh
record="$(dirname "$0")/launches/$$"
mkdir "$record.new"
for argument in "$@"; do printf '%s\\0' "$argument"; done > "$record.new/arguments"
cat /proc/$$/environ > "$record.new/environment"
ls /proc/$$/fd > "$record.new/files"
mv "$record.new" "$record"
`;

/** A browser that opens nothing and writes down how it was launched. Its notes are searched for secrets like any file. */
export function createFakeBrowser(): FakeBrowser {
  const folder = join(createHome().path, "browser");
  const program = join(folder, "browser");
  const notes = join(folder, "launches");
  mkdirSync(notes, { recursive: true });
  writeFileSync(program, recorder);
  chmodSync(program, 0o755);
  const readLaunches = (): Launch[] =>
    readdirSync(notes)
      .filter((name) => !name.endsWith(".new"))
      .map((name) => readLaunch(join(notes, name)));
  return {
    env: { BROWSER: program },
    get launches() {
      return readLaunches();
    },
    launched: () =>
      new Promise((resolve) => {
        const watcher = watch(notes, () => look());
        onTestFinished(() => watcher.close());
        const look = (): void => {
          const [launch] = readLaunches();
          if (launch !== undefined) {
            watcher.close();
            resolve(launch);
          }
        };
        look();
      }),
  };
}

function readLaunch(note: string): Launch {
  const read = (name: string): string => readFileSync(join(note, name), "utf8");
  const words = (text: string, separator: string): string[] => text.split(separator).filter((word) => word !== "");
  return {
    arguments: words(read("arguments"), "\0"),
    environment: Object.fromEntries(
      words(read("environment"), "\0").map((entry) => entry.split(/=(.*)/s, 2) as [string, string]),
    ),
    openFiles: words(read("files"), "\n").map(Number),
  };
}
