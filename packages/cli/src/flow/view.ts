import type { TraceEvent } from "@dev-github-tool/oauth";
import type { Environment } from "../environment.ts";
import { neutralise, type OutputStream, type Text } from "../output/index.ts";
import { isAccessible } from "../output/look.ts";
import { type Span, spansOf } from "../output/spans.ts";
import { knowsUtf8, toAscii } from "./glyphs.ts";
import { createDescriber } from "./moment.ts";
import { type Depth, writeSentences } from "./sentences.ts";

/** Draws a flow event by event, in the form that its reader can use. */
export interface FlowView {
  /** The lines of one event; before the first one those that stand at the head. */
  draw(event: TraceEvent): readonly Text[];
}

/** What a view has to fit. */
export interface ViewSetting {
  readonly stream: Pick<OutputStream, "isTTY" | "columns">;
  readonly env: Environment;
  readonly depth: Depth;
}

const DEFAULT_COLUMNS = 80;

/** A diagram on a terminal that is wide enough and knows its characters, and numbered sentences everywhere else. */
export async function createFlowView({ stream, env, depth }: ViewSetting): Promise<FlowView> {
  const utf8 = knowsUtf8(env);
  const adapt = fitGlyphs(env);
  const describe = createDescriber();
  const columns = stream.columns || DEFAULT_COLUMNS;
  // Measuring text takes long to load, and sentences need none of it.
  const { drawHeads, drawMoment, NARROWEST_DIAGRAM } =
    stream.isTTY === true && utf8 && !isAccessible(env) && env.TERM !== "dumb"
      ? await import("./diagram.ts")
      : { drawHeads: undefined, drawMoment: undefined, NARROWEST_DIAGRAM: 0 };
  if (drawHeads === undefined || columns < NARROWEST_DIAGRAM) {
    return { draw: (event) => writeSentences(describe(event), depth).map(adapt) };
  }
  let isBegun = false;
  return {
    draw: (event) => {
      const lines = [...(isBegun ? [] : drawHeads()), ...drawMoment(describe(event), { columns, depth })];
      isBegun = true;
      return lines;
    },
  };
}

/** Gives what makes a text fit for where it is read: as it is, or in ASCII. */
export function fitGlyphs(env: Environment): (text: Text) => Text {
  return knowsUtf8(env) ? (text) => text : (text) => spansOf(text).map(inAscii);
}

function inAscii(span: Span): Span {
  return { ...span, text: toAscii(neutralise(span.text)) };
}
