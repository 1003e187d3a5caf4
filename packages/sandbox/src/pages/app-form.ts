import { html } from "hono/html";
import { mostCallbacks } from "../apps/registry.ts";
import { type AppForm, callbackField, wildcardField } from "../settings/judge-app-form.ts";
import type { Markup } from "./document.ts";
import { checkbox, errorSummary, type FieldErrors, textField } from "./fields.ts";
import { ownForm } from "./own-form.ts";

interface AppFormView {
  readonly action: string;
  readonly csrf: string;
  readonly form: AppForm;
  readonly errors: FieldErrors;
  readonly button: { readonly value: string; readonly label: string };
  /** Markup before the fields, such as the choice of an owner. */
  readonly first?: Markup | undefined;
}

/** What can be typed about an app, the same for a new one and for one that is changed. */
export function appForm({ action, csrf, form, errors, button, first }: AppFormView): Markup {
  return html`${errorSummary(errors)}
${ownForm({
  action,
  csrf,
  style: "card",
  content: html`${first ?? ""}
${textField({ name: "name", label: "Name", value: form.name, errors, isRequired: true, hint: "Something people will recognize." })}
${textField({ name: "homepage", label: "Homepage", value: form.homepageUrl, errors, isRequired: true, type: "url", hint: "The full address of the app's own page, such as https://example.com." })}
${textField({ name: "description", label: "Description", value: form.description, errors })}
<fieldset>
<legend>Callback URLs</legend>
<p class="hint">Where people are led back to, up to ${mostCallbacks}. The first is used when a request names none. Empty one to remove it. For a program
on this computer: http://127.0.0.1/callback, whose port may then be any.</p>
<input type="hidden" name="rows" value="${form.callbacks.length}">
${form.callbacks.map((callback, index) => callbackRow(callback, index, errors))}
</fieldset>
${checkbox({ name: "expiring-tokens", label: "Tokens expire", isChecked: form.expiringTokens, hint: "After eight hours. They come with a refresh token." })}
${checkbox({ name: "device-flow", label: "Device flow", isChecked: form.deviceFlow, hint: "Lets the app sign people in on devices without a browser." })}
<div class="actions">
<button class="primary" name="action" value="${button.value}">${button.label}</button>
${form.callbacks.length < mostCallbacks ? html`<button name="action" value="add-callback">Add a callback URL</button>` : ""}
</div>`,
})}`;
}

function callbackRow({ url, wildcard }: AppForm["callbacks"][number], index: number, errors: FieldErrors): Markup {
  return html`<div class="callback">
${textField({ name: callbackField(index), label: `Callback URL ${index + 1}`, value: url, errors, isRequired: index === 0, type: "url" })}
${checkbox({ name: wildcardField(index), label: `Wildcard matching for callback URL ${index + 1}`, isChecked: wildcard, hint: "Sub-domains and deeper paths match, too." })}
</div>`;
}
