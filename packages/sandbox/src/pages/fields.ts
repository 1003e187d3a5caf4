import { html, raw } from "hono/html";
import type { Markup } from "./document.ts";

/** What was wrong with a form, by the name of the field it is told beside. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly errors: FieldErrors;
  readonly isRequired?: boolean | undefined;
  readonly type?: "text" | "url" | undefined;
}

/** A labelled field; hint and error are tied to it, so that they are read out with it. */
export function textField({ name, label, value, hint, errors, isRequired = false, type = "text" }: TextField): Markup {
  const error = errors[name];
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return html`<div class="field">
<label for="${name}">${label}${isRequired ? "" : html` <span class="optional">optional</span>`}</label>
${hint === undefined ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error === undefined ? "" : html`<p class="error" id="${name}-error"><strong>Mend this:</strong> ${error}</p>`}
<input id="${name}" name="${name}" value="${value}" inputmode="${type}" autocomplete="off" spellcheck="false"${isRequired ? raw(" required") : ""}${described === "" ? "" : html` aria-describedby="${described}"`}${error === undefined ? "" : raw(' aria-invalid="true"')}>
</div>`;
}

export interface Checkbox {
  readonly name: string;
  readonly label: Markup | string;
  readonly hint?: string | undefined;
  readonly isChecked: boolean;
}

export function checkbox({ name, label, hint, isChecked }: Checkbox): Markup {
  return html`<div class="check">
<input id="${name}" type="checkbox" name="${name}" value="on"${isChecked ? raw(" checked") : ""}${hint === undefined ? "" : html` aria-describedby="${name}-hint"`}>
<div><label for="${name}">${label}</label>${hint === undefined ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}</div>
</div>`;
}

/** The beginning of a field's label, as its name tells it. */
function labelOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
}

/** Says at the top how many things are wrong, with a way to each of them. */
export function errorSummary(errors: FieldErrors): Markup | "" {
  const entries = Object.entries(errors);
  if (entries.length === 0) return "";
  return html`<div class="alarm" role="alert"><p><strong>Nothing was saved yet.</strong> ${entries.length === 1 ? "One thing needs to be mended:" : `${entries.length} things need to be mended:`}</p>
<ul>${entries.map(([name, message]) => html`<li><a href="#${name}">${labelOf(name)}: ${message}</a></li>`)}</ul></div>`;
}
