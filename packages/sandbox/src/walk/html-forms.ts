/** A form as a browser would submit it: the fields that have a name, and the buttons to choose one from. */
export interface HtmlForm {
  readonly method: "GET" | "POST";
  readonly action: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

const tags = /<(\/?form|input|button)\b([^>]*)>/gi;
const attributes = /([a-z-]+)="([^"]*)"/gi;

/** Reads the forms of a page whose attributes are quoted and escaped, as the sandbox writes them. */
export function readForms(html: string): readonly HtmlForm[] {
  const forms: HtmlForm[] = [];
  let open: { fields: Map<string, string>; buttons: { name: string; value: string }[] } | undefined;
  for (const [, tag = "", text = ""] of html.matchAll(tags)) {
    const attribute = readAttributes(text);
    const name = attribute.get("name");
    const value = attribute.get("value") ?? "";
    if (tag.toLowerCase() === "form") {
      open = { fields: new Map(), buttons: [] };
      const method = attribute.get("method")?.toUpperCase() === "POST" ? "POST" : "GET";
      forms.push({ method, action: attribute.get("action") ?? "", ...open });
    } else if (tag.toLowerCase() === "/form") {
      open = undefined;
    } else if (name !== undefined && tag.toLowerCase() === "input") {
      open?.fields.set(name, value);
    } else if (name !== undefined) {
      open?.buttons.push({ name, value });
    }
  }
  return forms;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(attributes)].map(([, name = "", value = ""]) => [name.toLowerCase(), unescapeHtml(value)]),
  );
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
