import { html } from "hono/html";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { SeedPerson } from "../seed.ts";
import type { Session } from "../state.ts";
import type { Markup } from "./document.ts";
import { permissionsOf } from "./permissions.ts";

export interface ConsentForm {
  /** Where it is posted to. */
  readonly action: string;
  readonly session: Session;
  readonly transaction: { readonly id: string };
  readonly person: SeedPerson;
  readonly app: RegisteredApp;
  readonly scopes: readonly string[];
  /** What to look at beside account and owner before deciding. */
  readonly detail: { readonly name: string; readonly value: Markup | string };
  /** A question or warning below that. */
  readonly warning?: Markup | undefined;
  /** Buttons beside those that approve and cancel. */
  readonly buttons?: Markup | undefined;
}

/** What the app could do, what to look at, and the decision. */
export function consentForm(form: ConsentForm): Markup {
  const { action, session, transaction, person, app, scopes, detail, warning = "", buttons = "" } = form;
  return html`<form method="post" action="${action}">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="transaction" value="${transaction.id}">
${permissionsOf({ app, scopes })}
<section class="card" aria-labelledby="details">
<h2 id="details">Before you decide</h2>
<dl>
<div><dt>Account</dt><dd>${person.login}</dd></div>
<div><dt>App made by</dt><dd>${app.owner}</dd></div>
<div><dt>${detail.name}</dt><dd>${detail.value}</dd></div>
</dl>
${warning}
</section>
<div class="actions">
<button class="primary" name="decision" value="approve">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
${buttons}
</div>
</form>`;
}
