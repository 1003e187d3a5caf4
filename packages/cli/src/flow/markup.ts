import { html, raw } from "hono/html";
import { neutralise } from "../output/index.ts";

/** Text in which every inserted value was escaped. */
export type Markup = ReturnType<typeof raw>;

/** A template whose inserted texts are made visible and then escaped, so that they can neither steer nor hide. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const inserted = values.map((value) => (typeof value === "string" ? neutralise(value) : value));
  // Sound: a promise comes back only where one was put in.
  return html(parts, ...inserted) as Markup;
}

/** Markup of our own, in which nothing was inserted. */
export { raw };

/** No markup at all. */
export const nothing: Markup = raw("");
