import { html } from "hono/html";
import type { Markup } from "./document.ts";

interface OwnForm {
  readonly action: string;
  readonly csrf: string;
  readonly content: Markup;
  readonly style?: "card" | undefined;
}

/** A form that only the browser it was shown to can send. */
export function ownForm({ action, csrf, content, style }: OwnForm): Markup {
  return html`<form method="post" action="${action}"${style === undefined ? "" : html` class="${style}"`}>
<input type="hidden" name="csrf" value="${csrf}">
${content}
</form>`;
}

interface Confirmed {
  /** What opens it; what cannot be undone needs a second step. */
  readonly summary: string;
  readonly explanation: string;
  readonly action: string;
  readonly csrf: string;
  readonly button: { readonly value: string; readonly label: string };
}

/** Something that cannot be undone: told first, done by a second press. */
export function confirmed({ summary, explanation, action, csrf, button }: Confirmed): Markup {
  return html`<details class="card">
<summary>${summary}</summary>
<p>${explanation}</p>
${ownForm({ action, csrf, content: html`<button class="danger small-button" name="action" value="${button.value}">${button.label}</button>` })}
</details>`;
}
