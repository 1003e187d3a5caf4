import type { TraceEvent } from "@dev-github-tool/oauth";
import { neutralise } from "../output/index.ts";
import { createDescriber, type Moment } from "./moment.ts";

/**
 * The flow as a Mermaid sequence diagram, which GitHub draws in issues and documents.
 *
 * @see https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function writeMermaid(events: readonly TraceEvent[]): string[] {
  return [
    "sequenceDiagram",
    "  participant browser as You/Browser",
    "  participant client as dgt",
    "  participant github as GitHub",
    ...events
      .map(createDescriber())
      .flatMap(drawMoment)
      .map((line) => `  ${line}`),
  ];
}

function drawMoment({ from, to, label, facts, event }: Moment): string[] {
  // One below the other, under the arrow: a diagram that grows to the side is shrunk until nobody can read it.
  const said = facts.map(asText).join("<br/>");
  if (from === to) {
    return [`Note over ${from}: ${asText(label)}${said === "" ? "" : `<br/>${said}`}`];
  }
  // An answer is drawn as a broken line.
  const arrow = event.kind === "response" ? "-->>" : "->>";
  return [`${from}${arrow}${to}: ${asText(label)}`, ...(said === "" ? [] : [`Note over ${from},${to}: ${said}`])];
}

/** Everything that Mermaid or HTML could take for its own becomes the code of the character, which both only show. */
function asText(text: string): string {
  return neutralise(text).replaceAll(/[^\p{L}\p{N} .,/()=_→…·✓✗-]/gu, (character) => `#${character.codePointAt(0)};`);
}
