import type { OutputStream } from "./contract.ts";
import { decideLook } from "./look.ts";
import { spansOf } from "./spans.ts";
import { createWriter } from "./writer.ts";

/** Writes one plain line, for answers that are due before anything that draws is loaded. */
export async function printLine(stdout: OutputStream, text: string): Promise<void> {
  const writer = createWriter(stdout, decideLook({ stream: stdout, env: {}, color: false }));
  writer.lines([spansOf(text)]);
  await writer.drained();
}
