import type { BodyParts } from "../media-type.ts";

/** Returns a text in the forms that were asked for, as fields of the body it belongs to. */
export function writtenText(text: string | null, parts: BodyParts): Record<string, string | null> {
  const raw = { body: text };
  const plain = { body_text: text ?? "" };
  const html = { body_html: text === null ? "" : asHtml(text) };
  if (parts === "raw") return raw;
  if (parts === "text") return plain;
  return parts === "html" ? html : { ...raw, ...plain, ...html };
}

/** Paragraphs and line breaks, and nothing else of Markdown; all markup in the text is text. */
function asHtml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return escaped
    .split(/\r?\n\r?\n/)
    .map((paragraph) => `<p dir="auto">${paragraph.replaceAll(/\r?\n/g, "<br>")}</p>`)
    .join("\n");
}
