export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** A piece of text with its looks beside it: style is structure, so no escape byte ever has to live inside a string. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
  readonly url?: string | undefined;
}

/** What can be drawn. Strings are untrusted, wherever they stand: whatever is not printable in them is made visible. */
export type Text = string | Span | readonly (string | Span)[];

export const bold = (text: string | Span): Span => styled(text, "bold");
export const dim = (text: string | Span): Span => styled(text, "dim");
export const green = (text: string | Span): Span => styled(text, "green");
export const red = (text: string | Span): Span => styled(text, "red");
export const yellow = (text: string | Span): Span => styled(text, "yellow");

/** `text` that leads to `url` where the terminal knows hyperlinks (http and https only), and is plain `text` elsewhere. */
export function link(text: string | Span, url: string): Span {
  return { ...toSpan(text), url };
}

/** The pieces of `text`, all of one shape. */
export function spansOf(text: Text): Span[] {
  if (typeof text === "string") return [toSpan(text)];
  return "text" in text ? [text] : text.map(toSpan);
}

function styled(text: string | Span, style: Style): Span {
  const span = toSpan(text);
  return { ...span, styles: [...span.styles, style] };
}

function toSpan(text: string | Span): Span {
  return typeof text === "string" ? { text, styles: [] } : text;
}
