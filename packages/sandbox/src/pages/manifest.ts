import { html } from "hono/html";
import { longestAppName } from "../manifest/app-manifest.ts";
import type { PendingManifest } from "../manifest/pending.ts";
import { githubAppsPath } from "./apps.ts";
import { placeOf } from "./consent.ts";
import type { Markup } from "./document.ts";
import { errorSummary, type FieldErrors, textField } from "./fields.ts";
import type { Visitor } from "./layout.ts";
import { ownForm } from "./own-form.ts";
import { permission } from "./permissions.ts";
import type { Page } from "./respond.ts";
import { addressOf } from "./words.ts";

/** Where a manifest can be pasted by hand; programs send theirs to the same address. */
export function newGitHubAppPage(visitor: Visitor): Page {
  return {
    status: 200,
    title: "New GitHub App",
    visitor,
    main: html`<h1>New GitHub App</h1>
<p class="lead">A GitHub App is described by a manifest. Programs usually send one for you; you can also paste it here.</p>
<form class="card" method="post" action="${githubAppsPath}/new">
<label for="manifest">Manifest</label>
<p class="hint" id="manifest-hint">JSON with at least <code>url</code>. You see what would be made before anything is.</p>
<textarea id="manifest" name="manifest" rows="14" spellcheck="false" autocomplete="off" required aria-describedby="manifest-hint">${example}</textarea>
<button class="primary" name="action" value="continue">Continue</button>
</form>`,
  };
}

const example = JSON.stringify(
  {
    name: "My tide watcher",
    url: "https://example.com",
    callback_urls: ["http://127.0.0.1/callback"],
    public: false,
    default_permissions: { metadata: "read", issues: "read" },
  },
  undefined,
  2,
);

export function manifestRefusedPage(objections: readonly string[]): Page {
  return {
    status: 422,
    title: "Manifest refused",
    main: html`<h1>This manifest was not accepted</h1>
<div class="alarm" role="alert"><ul>${objections.map((objection) => html`<li>${objection}</li>`)}</ul></div>
<p class="lead">Nothing was made. Go back to where it came from, and mend it there.</p>`,
  };
}

interface ManifestView {
  readonly visitor: Visitor;
  readonly pending: PendingManifest;
  readonly name: string;
  readonly errors: FieldErrors;
}

/** Shows what a manifest would make, and asks for a name. */
export function manifestPage({ visitor, pending, name, errors }: ManifestView): Page {
  const { manifest, organization } = pending;
  const { redirectUrl } = manifest;
  return {
    status: Object.keys(errors).length === 0 ? 200 : 422,
    title: "Create a GitHub App",
    visitor,
    leadsTo: redirectUrl,
    main: html`<h1>Create a GitHub App</h1>
<p class="lead">A program asks for an app of its own. It will belong to <strong>${organization ?? visitor.login}</strong>.</p>
${errorSummary(errors)}
${ownForm({
  action: `${githubAppsPath}/new/${pending.id}`,
  csrf: visitor.csrf,
  content: html`<div class="card">
${textField({ name: "name", label: "Name", value: name, errors, isRequired: true, hint: `At most ${longestAppName} characters, and no other app's name.` })}
</div>
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">Permissions where it is installed</h2>
${manifestPermissions(manifest.permissions)}
</section>
<section class="card" aria-labelledby="details">
<h2 id="details">Details</h2>
<dl>
<div><dt>Homepage</dt><dd>${addressOf(manifest.homepageUrl)}</dd></div>
${manifest.description === "" ? "" : html`<div><dt>Description</dt><dd>${manifest.description}</dd></div>`}
<div><dt>Callback URLs</dt><dd>${manifest.callbackUrls.length === 0 ? "none" : manifest.callbackUrls.map((url) => html`<code>${url}</code><br>`)}</dd></div>
${manifest.setupUrl === undefined ? "" : html`<div><dt>Setup URL</dt><dd><code>${manifest.setupUrl}</code></dd></div>`}
${manifest.webhookUrl === undefined ? "" : html`<div><dt>Webhook URL</dt><dd><code>${manifest.webhookUrl}</code></dd></div>`}
${manifest.events.length === 0 ? "" : html`<div><dt>Events</dt><dd>${manifest.events.map((event) => html`<code>${event}</code> `)}</dd></div>`}
<div><dt>Who may install it</dt><dd>${manifest.isPublic ? "everybody" : "its owner only"}</dd></div>
<div><dt>Leads back to</dt><dd>${redirectUrl === undefined ? "this sandbox" : placeOf(redirectUrl)}</dd></div>
</dl>
</section>
${redirectUrl === undefined ? "" : html`<p class="small">The program at ${placeOf(redirectUrl)} will get the app's secrets.</p>`}
<div class="actions">
<button class="primary" name="action" value="create">Create the app</button>
<button name="action" value="cancel">Cancel</button>
</div>`,
})}`,
  };
}

/** Permissions of a GitHub App, in the words that their names are. */
export function manifestPermissions(permissions: Readonly<Record<string, string>>): Markup {
  const entries = Object.entries(permissions);
  if (entries.length === 0) return html`<p>None. It can see what everybody can see.</p>`;
  return html`<ul class="permissions">${entries.map(([name, access]) => {
    const words = name.replaceAll("_", " ");
    const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    return access === "read"
      ? html`<li>${permission(title, "read", html`The app can see this. It cannot change it. <code>${name}: read</code>`)}</li>`
      : html`<li>${permission(title, "read and write", html`The app can see and change this. <code>${name}: ${access}</code>`)}</li>`;
  })}</ul>`;
}
