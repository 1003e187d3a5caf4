/** Something that happens in a sequence diagram, in the order of the picture. */
export type SequenceStep =
  | {
      readonly kind: "message";
      readonly from: number;
      readonly to: number;
      readonly text: string;
      readonly isAnswer: boolean;
    }
  /** `over` has the lifelines that it belongs to; none for a note beside them all. */
  | { readonly kind: "note"; readonly over: readonly number[]; readonly lines: readonly string[] };

export interface Sequence {
  readonly participants: readonly string[];
  readonly steps: readonly SequenceStep[];
}

/**
 * Reads the sequence diagrams that our documents hold: participants, messages and notes.
 *
 * @throws Error on anything else that Mermaid knows: it would be missing from the picture.
 * @see https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function parseSequence(source: string): Sequence {
  const [first = "", ...lines] = source
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("%%"));
  if (first !== "sequenceDiagram") {
    throw new Error(`the site draws sequence diagrams, and no ${first}`);
  }
  const names = new Map<string, string>();
  const laneOf = (name: string): number => {
    if (!names.has(name)) {
      names.set(name, name);
    }
    return [...names.keys()].indexOf(name);
  };
  const steps = lines.flatMap((line): SequenceStep[] => {
    const participant = /^(?:participant|actor) (\w+)(?: as (.+))?$/.exec(line);
    if (participant !== null) {
      const [, name = "", title = name] = participant;
      names.set(name, readText(title));
      return [];
    }
    const message = /^(\w+)(--?)>>(\w+): ?(.*)$/.exec(line);
    if (message !== null) {
      const [, from = "", dashes, to = "", text = ""] = message;
      return [{ kind: "message", from: laneOf(from), to: laneOf(to), text: readText(text), isAnswer: dashes === "--" }];
    }
    const note = /^Note (over|right of|left of) (\w+(?:,\w+)?): ?(.*)$/i.exec(line);
    if (note !== null) {
      const [, place, names = "", text = ""] = note;
      const over = place === "over" ? names.split(",").map(laneOf) : [];
      return [{ kind: "note", over, lines: text.split(/<br ?\/?>/).map(readText) }];
    }
    throw new Error(`the site cannot draw this line of a sequence diagram: ${line}`);
  });
  return { participants: [...names.values()], steps };
}

/** Characters that were written as their codes. */
function readText(text: string): string {
  return text.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).trim();
}
