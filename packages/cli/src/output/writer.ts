import type { OutputStream } from "./contract.ts";
import { drawLine, type Piece } from "./draw.ts";
import type { Look } from "./look.ts";

/** The only hand on a stream. It takes pieces and never bytes, so no text reaches a terminal without being neutralised. */
export interface Writer {
  readonly look: Look;
  lines(lines: readonly (readonly Piece[])[]): void;
  /** Puts a line in the place of the one the cursor stands in, and stays in it. */
  overwrite(line: readonly Piece[]): void;
  /** Empties the line the cursor stands in. */
  clear(): void;
  /** @throws once, what the system said when it refused the text for another reason than that nobody reads on */
  drained(): Promise<void>;
}

export function createWriter(stream: OutputStream, look: Look): Writer {
  let failure: NodeJS.ErrnoException | undefined;
  let told = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });

  function write(text: string): void {
    if (failure === undefined && text !== "") stream.write(text);
  }

  return {
    look,
    lines: (lines) => write(lines.map((line) => `${drawLine(line, look)}\n`).join("")),
    overwrite: (line) => write(`\r${drawLine(line, look)}\x1b[K`),
    clear: () => write("\r\x1b[K"),
    async drained() {
      if (failure === undefined) await emptied(stream);
      if (failure === undefined || failure.code === "EPIPE" || told) return;
      told = true;
      throw failure;
    },
  };
}

function emptied(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
