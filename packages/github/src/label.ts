import type { components } from "@octokit/openapi-types";
import { AnswerFields } from "./answer-fields.ts";

type WireLabel = Exclude<components["schemas"]["issue"]["labels"][number], string>;

/** A label of an issue or a pull request. */
export interface Label {
  readonly name: string;
  /** Six hexadecimal digits without `#`; null when it has none. */
  readonly color: string | null;
  readonly description: string | null;
}

/** Reads a label, which GitHub's description also lets be a bare name. */
export function readLabel(item: unknown): Label {
  if (typeof item === "string") {
    return { name: item, color: null, description: null };
  }
  const fields = new AnswerFields<WireLabel>(item);
  const color = fields.textOrNull("color");
  return {
    name: fields.textOrNull("name") ?? "",
    color: color !== null && /^[0-9a-f]{6}$/i.test(color) ? color : null,
    description: fields.textOrNull("description"),
  };
}
