import type { Status } from "./contract.ts";
import { neutralise } from "./neutralise.ts";
import { spansOf, type Text } from "./spans.ts";
import { shorten } from "./width.ts";
import type { Writer } from "./writer.ts";

/** The one transient line, and everything that has to step aside for it. */
export interface StatusLine {
  start(text: Text): Status;
  /** Runs `write` with the line out of the way, and puts it back. */
  aside(write: () => void): void;
  end(): void;
}

export function createStatusLine(writer: Writer, live: boolean): StatusLine {
  let current: { text: Text } | undefined;

  function draw(): void {
    if (current === undefined) return;
    const spans = spansOf(current.text).map((span) => ({ ...span, text: neutralise(span.text) }));
    // A character in the last column would leave the cursor in the next line, on some terminals.
    writer.overwrite(shorten(spans, writer.look.columns() - 1).spans);
  }

  function end(): void {
    if (current !== undefined) writer.clear();
    current = undefined;
  }

  return {
    start(text) {
      if (!live) {
        writer.lines([spansOf(text)]);
        return { update() {}, done() {} };
      }
      const mine = { text };
      current = mine;
      draw();
      return {
        update(next) {
          mine.text = next;
          if (current === mine) draw();
        },
        done() {
          if (current === mine) end();
        },
      };
    },
    aside(write) {
      if (current !== undefined) writer.clear();
      write();
      draw();
    },
    end,
  };
}
