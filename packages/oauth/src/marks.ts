import { formsOf, maskSecret } from "./mask.ts";
import type { Runtime } from "./runtime.ts";

/** A shown value longer than this is cut: some of them are a server's words, and no honest one is that long. */
export const LONGEST_SHOWN = 300;
/** Anybody can send redirects to an open port, and there are only so many marks: later values get none. */
const MOST_MARKS = 4096;

/** The secrets of one trace, each with the mark it is known by. */
export function createMarks(runtime: Runtime): { mask(value: string): string; show(value: string): string } {
  const markOf = new Map<string, string>();
  const taken = new Set<string>();

  function draw(): string | undefined {
    while (taken.size < MOST_MARKS) {
      const [high = 0, low = 0] = runtime.random(2);
      const drawn = `#${((high << 8) | low).toString(16).padStart(4, "0")}`;
      if (!taken.has(drawn)) {
        taken.add(drawn);
        return drawn;
      }
    }
    return undefined;
  }

  function mask(value: string): string {
    const mark = markOf.get(value) ?? draw();
    if (mark !== undefined) {
      markOf.set(value, mark);
    }
    return maskSecret(value, mark);
  }

  return {
    mask,
    show: (value) => {
      if (formsOf([...markOf.keys()]).some((form) => value.includes(form))) {
        return mask(value);
      }
      return value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN - 1)}…` : value;
    },
  };
}
