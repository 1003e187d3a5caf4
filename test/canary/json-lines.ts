import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Appends to a file of this process alone, so that workers never wait for one another. */
export function appendJsonLine(folder: string, value: object): void {
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(value)}\n`);
}

export function* readJsonLines(folder: string): Generator<unknown> {
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      if (line !== "") {
        yield JSON.parse(line);
      }
    }
  }
}
