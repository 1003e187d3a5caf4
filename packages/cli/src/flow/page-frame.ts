import { type Markup, markup, raw } from "./markup.ts";
import { pagePolicy, pageStyle } from "./page-style.ts";

/** Inside is exactly what the policy's hash was computed over; an escaped or reindented style would not be applied. */
const styleElement = raw(`<style>${pageStyle}</style>`);
const policyElement = raw(`<meta http-equiv="Content-Security-Policy" content="${pagePolicy}">`);

/** A page that needs nothing else: no script, no request, one file. */
export function framePage({ title, content }: { readonly title: string; readonly content: Markup }): string {
  return `${markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policyElement}
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${styleElement}
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`}\n`;
}
