/** Text that may stand in a page as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What can be put into a page; true, false and nothing leave no trace. */
type Content = string | number | boolean | null | undefined | Markup | readonly Content[];

/** Marks a text as one that may stand in a page as it is: only for texts that were written for that. */
export function raw(text: string): Markup {
  return new Markup(text);
}

/** Makes markup of a template, in which all that is no markup by itself is escaped. */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = template[0] ?? "";
  for (const [index, content] of contents.entries()) text += `${written(content)}${template[index + 1] ?? ""}`;
  return new Markup(text);
}

function written(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  if (typeof content === "boolean" || content === null || content === undefined) return "";
  return content.map(written).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
