import { parseSequence } from "./sequence.ts";
import { drawSequence } from "./sequence-picture.ts";

interface Token {
  type: string;
  content: string;
  readonly info: string;
  children: Token[] | null;
}

type RenderRule = (tokens: readonly Token[], at: number, ...rest: readonly unknown[]) => string;

/** The part of markdown-it that is needed here. */
export interface MarkdownParser {
  readonly renderer: { readonly rules: Record<string, RenderRule | undefined> };
  readonly core: { readonly ruler: { push(name: string, rule: (state: CoreState) => void): void } };
}

interface CoreState {
  readonly tokens: readonly Token[];
  readonly Token: new (type: string, tag: string, nesting: number) => Token;
}

/** Draws sequence diagrams, and lets what is wider than a phone be scrolled, with the keyboard too. */
export function dressMarkdown({ renderer: { rules }, core }: MarkdownParser): void {
  const { fence } = rules;
  rules.fence = (tokens, at, ...rest) => {
    const { info = "", content = "" } = tokens[at] ?? {};
    return info.trim() === "mermaid"
      ? drawSequence(parseSequence(content))
      : (fence?.(tokens, at, ...rest) ?? "").replace(/^<pre>/, '<pre tabindex="0">');
  };
  rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n';
  rules.table_close = () => "</table></div>\n";
  core.ruler.push("code_in_headings", spellOutHeadings);
}

/** TypeDoc names a heading by its text alone, so that code in it has to be text, in an element. */
function spellOutHeadings({ tokens, Token }: CoreState): void {
  const create = (type: string, content: string): Token => Object.assign(new Token(type, "", 0), { content });
  for (const [at, { type }] of tokens.entries()) {
    const heading = type === "heading_open" ? tokens[at + 1] : undefined;
    if (heading?.children != null) {
      heading.children = heading.children.flatMap((part) =>
        part.type === "code_inline"
          ? [create("html_inline", "<code>"), create("text", part.content), create("html_inline", "</code>")]
          : [part],
      );
    }
  }
}
