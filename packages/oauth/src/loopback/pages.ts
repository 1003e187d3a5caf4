import { createHash } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";

/** What a page says. Every string is text: markup in it is shown, not obeyed. */
export interface PageText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** A command or code to show in a fixed-width face, on a line of its own. */
  readonly command?: string | undefined;
  readonly tone: "success" | "failure" | "neutral";
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --ground: #f6f8fa; --card: #fff; --edge: #d1d9e0;
  --success: #1a7f37; --failure: #cf222e; --neutral: #59636e }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --ground: #0d1117; --card: #151b23;
  --edge: #3d444d; --success: #3fb950; --failure: #f85149; --neutral: #9198a1 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.25rem; background: var(--ground);
  color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif }
main { width: 100%; max-width: 32rem; padding: 2rem; background: var(--card); border: 1px solid var(--edge);
  border-top: 4px solid var(--tone); border-radius: .75rem }
.success { --tone: var(--success) } .failure { --tone: var(--failure) } .neutral { --tone: var(--neutral) }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
p { margin: .75rem 0 0; overflow-wrap: anywhere }
p:last-of-type { color: var(--soft) }
code { display: block; margin-top: 1.25rem; padding: .75rem 1rem; background: var(--ground); border: 1px solid var(--edge);
  border-radius: .5rem; font: .9375rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
@media (max-width: 30rem) { main { padding: 1.5rem 1.25rem } }
`;

/**
 * Headers of every answer of the listener: nothing is loaded, framed, cached or told to anybody.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.2.4
 */
export const pageHeaders: OutgoingHttpHeaders = {
  "Cache-Control": "no-store",
  Connection: "close",
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; "),
  "Content-Type": "text/html; charset=utf-8",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Draws a page: no script, no link, nothing from elsewhere; readable at 320 px, in light and in dark. */
export function buildPage({ title, paragraphs, command, tone }: PageText): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${asText(title)}</title><style>${STYLE}</style></head>`,
    `<body class="${tone}"><main><h1>${asText(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${asText(paragraph)}</p>`),
    command === undefined ? "" : `<code>${asText(command)}</code>`,
    "</main></body></html>\n",
  ].join("");
}

/** Everything but letters, digits, spaces and harmless punctuation becomes a character reference. */
function asText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:;!?()_-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
