import { html, raw } from "hono/html";
import { documentOf, type Markup } from "./document.ts";
import { style } from "./style.ts";

/** Whoever looks at a page of the settings, and where in them. */
export interface Visitor {
  readonly login: string;
  readonly csrf: string;
  /** The path of the part of the settings the page belongs to. */
  readonly place: string;
}

interface Frame {
  readonly title: string;
  readonly main: Markup;
  readonly visitor?: Visitor | undefined;
}

/** Inside is exactly what `styleHash` was computed over; an escaped or reindented style would not be applied. */
const styleElement = raw(`<style>${style}</style>`);

/** A sandcastle, so that the pages look like themselves and like nobody else's. */
const mark = raw(`<svg class="mark" viewBox="0 0 56 56" aria-hidden="true" focusable="false">
<path fill="#f2b632" d="M8 46V22h6v5h5v-5h6v5h6v-5h6v5h5v-5h6v24z"/>
<path fill="#8a5a00" d="M23 46v-7a5 5 0 0 1 10 0v7z"/>
<path fill="#d8961a" d="M2 46h52v5H2z"/>
<path fill="none" stroke="#19a394" stroke-width="2.5" stroke-linecap="round" d="M28 22V6"/>
<path fill="#19a394" d="M29.2 6l12 4.5-12 4.5z"/>
</svg>`);

const places = [
  ["/settings/applications", "Applications"],
  ["/settings/installations", "Installations"],
  ["/settings/developers", "OAuth apps"],
  ["/settings/apps", "GitHub Apps"],
] as const;

/** Sets a page's main part into the frame of all pages for a person. */
export function layout({ title, main, visitor }: Frame): Markup {
  return documentOf({
    title,
    styleElement,
    body: html`${visitor === undefined ? "" : head(visitor)}
<main id="main"${visitor === undefined ? "" : raw(' class="wide"')}>
${visitor === undefined ? mark : ""}
${main}
</main>`,
  });
}

function head({ login, csrf, place }: Visitor): Markup {
  return html`<header class="head">
<a class="skip" href="#main">Skip to the content</a>
<a class="home" href="/">${mark}<span>Sandbox</span></a>
<nav aria-label="Settings"><ul>
${places.map(([path, name]) => html`<li><a href="${path}"${path === place ? raw(' aria-current="page"') : ""}>${name}</a></li>`)}
</ul></nav>
<form class="who" method="post" action="/logout">
<input type="hidden" name="csrf" value="${csrf}">
<span>${login}</span>
<button name="action" value="sign-out">Sign out</button>
</form>
</header>`;
}
