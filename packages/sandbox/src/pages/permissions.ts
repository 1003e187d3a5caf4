import { html } from "hono/html";
import type { RegisteredApp } from "../apps/registered-app.ts";
import { wordsFor } from "../oauth/scope-words.ts";
import type { Markup } from "./document.ts";

/** The beginning of the names of those fields of a consent form that say which scopes the person leaves ticked. */
export const scopeFieldPrefix = "scope:";

interface PermissionsView {
  readonly app: RegisteredApp;
  readonly scopes: readonly string[];
}

/** Says what an app could do, in words; the person may take the tick from any scope. */
export function permissionsOf({ app, scopes }: PermissionsView): Markup {
  return html`<section class="card" aria-labelledby="permissions">
<h2 id="permissions">What it could do</h2>
${app.kind === "oauth-app" && scopes.length > 0 ? html`<p class="small">Take the tick from what you do not want to allow. The app may work less well then.</p>` : ""}
<ul class="permissions">${app.kind === "github-app" ? appPermissions() : tickedScopes(scopes)}</ul>
</section>`;
}

/** The same of an app that was granted it. */
export function grantedPermissions({ app, scopes }: PermissionsView): Markup | readonly Markup[] {
  if (app.kind === "github-app") return appPermissions();
  if (scopes.length === 0) return publicPermission();
  return scopes.map((scope) => {
    const { title, access, explanation } = wordsFor(scope);
    return html`<li>${permission(title, access, html`${explanation} <code>${scope}</code>`)}</li>`;
  });
}

function tickedScopes(scopes: readonly string[]): Markup | readonly Markup[] {
  if (scopes.length === 0) return publicPermission();
  return scopes.map((scope) => {
    const { title, access, explanation } = wordsFor(scope);
    const id = `${scopeFieldPrefix}${scope}`;
    return html`<li class="check"><input id="${id}" type="checkbox" name="${id}" value="on" checked aria-describedby="${id}-meaning">
<div>${permission(html`<label for="${id}">${title}</label>`, access, html`<span id="${id}-meaning">${explanation}</span> <code>${scope}</code>`)}</div></li>`;
  });
}

function publicPermission(): Markup {
  const explanation = html`The app can see what everybody can see. It can change nothing.`;
  return html`<li>${permission("Public information only", "read", explanation)}</li>`;
}

/** A GitHub App asks for no scopes: its permissions were chosen when it was registered and installed. */
function appPermissions(): Markup {
  const explanation = html`The app can see who you are, and those repositories it is installed on that you can see too.`;
  return html`<li>${permission("What you and the app can both see", "read", explanation)}</li>`;
}

/** One permission: its title, whether it writes, and what that means. */
export function permission(title: Markup | string, access: "read" | "read and write", explanation: Markup): Markup {
  const chip =
    access === "read"
      ? html`<span class="chip">read only</span>`
      : html`<span class="chip writes">read and write</span>`;
  return html`<p class="name">${title} ${chip}</p><p class="meaning">${explanation}</p>`;
}
