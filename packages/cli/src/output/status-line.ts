import type { Status } from "./contract.ts";
import { isNarrow } from "./narrow.ts";
import { neutralise } from "./neutralise.ts";
import { type Span, spansOf, type Text } from "./spans.ts";
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
    // A character in the last column would leave the cursor in the next line, on some terminals.
    writer.overwrite(cutToLine(spansOf(current.text), writer.look.columns() - 1));
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

/** A line longer than the terminal could not be taken back. Beyond Latin each code point counts as two columns, its most. */
function cutToLine(spans: readonly Span[], columns: number): Span[] {
  let room = columns;
  return spans.map((span) => {
    let text = "";
    for (const character of neutralise(span.text)) {
      room -= isNarrow(character) ? 1 : 2;
      if (room < 0) break;
      text += character;
    }
    return { ...span, text };
  });
}
