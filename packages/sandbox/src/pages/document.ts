import { html } from "hono/html";

/** What `html` returns: text in which every inserted value was escaped. */
export type Markup = ReturnType<typeof html>;

/** `html` promises its text only where a promise is put into it, and pages wait for nothing. */
export function textOfMarkup(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError("a promise was put into a page");
  return markup.toString();
}

interface Parts {
  readonly title: string;
  /** Exactly what its hash was computed over: an escaped or reindented style would not be applied. */
  readonly styleElement: Markup;
  /** What the head says beside that. */
  readonly head?: Markup | "";
  readonly body: Markup;
}

/** A whole page; the first thing it says is where the person is not. */
export function documentOf({ title, styleElement, head = "", body }: Parts): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${title} · SANDBOX</title>
<link rel="icon" href="data:,">
${styleElement}
</head>
<body>
<aside class="banner" aria-label="Where you are"><strong>SANDBOX</strong> A practice server on this computer. This is not GitHub.</aside>
${body}
</body>
</html>`;
}
