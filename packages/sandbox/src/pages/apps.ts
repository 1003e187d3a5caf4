import { html } from "hono/html";
import type { ClientSecret, RegisteredApp } from "../apps/registered-app.ts";
import { mostSecrets } from "../apps/registry.ts";
import type { AppForm } from "../settings/judge-app-form.ts";
import type { Notice } from "../state.ts";
import { appForm } from "./app-form.ts";
import type { Markup } from "./document.ts";
import type { FieldErrors } from "./fields.ts";
import type { Visitor } from "./layout.ts";
import { confirmed, ownForm } from "./own-form.ts";
import type { Page } from "./respond.ts";
import { count, day, lastUsed, noticeBox } from "./words.ts";

export const oauthAppsPath = "/settings/developers";
const newOAuthAppPath = "/settings/applications/new";
export const githubAppsPath = "/settings/apps";

/** Where an app is shown to its owner. */
export function appPath({ kind, id, slug }: RegisteredApp): string {
  return kind === "github-app" ? `${githubAppsPath}/${slug}` : `/settings/applications/${id}`;
}

interface AppsView {
  readonly visitor: Visitor;
  readonly notice: Notice | undefined;
  readonly kind: RegisteredApp["kind"];
  readonly apps: readonly RegisteredApp[];
}

/** Developer settings: the apps of one kind that the person, or an organisation of theirs, registered. */
export function appsPage({ visitor, notice, kind, apps }: AppsView): Page {
  const isGitHubApp = kind === "github-app";
  const title = isGitHubApp ? "GitHub Apps" : "OAuth apps";
  return {
    status: 200,
    title,
    visitor,
    main: html`<h1>${title}</h1>
<p class="lead">${
      isGitHubApp
        ? "Apps that are installed on repositories and have permissions of their own."
        : "Apps that ask people for scopes and act for them."
    } Registered by you, or by organizations you own.</p>
${noticeBox(notice)}
<section class="card" aria-label="${title}">
${apps.length === 0 ? html`<p>None so far.</p>` : html`<ul class="rows">${apps.map(row)}</ul>`}
</section>
<p><a class="button" href="${isGitHubApp ? `${githubAppsPath}/new` : newOAuthAppPath}">${isGitHubApp ? "New GitHub App" : "Register an OAuth app"}</a></p>`,
  };
}

function row(app: RegisteredApp): Markup {
  return html`<li><div>
<p class="name"><a href="${appPath(app)}">${app.name}</a>${app.suspended ? html` <span class="chip writes">suspended</span>` : ""}</p>
<p class="small">by ${app.owner} · <code>${app.clientId}</code></p>
</div></li>`;
}

interface NewAppView {
  readonly visitor: Visitor;
  readonly form: AppForm;
  readonly errors: FieldErrors;
}

export function newOAuthAppPage({ visitor, form, errors }: NewAppView): Page {
  return {
    status: Object.keys(errors).length === 0 ? 200 : 422,
    title: "Register an OAuth app",
    visitor,
    main: html`<h1>Register an OAuth app</h1>
<p class="lead">It will belong to <strong>${visitor.login}</strong>. You get a client ID at once, and can then make a client secret.</p>
${appForm({ action: newOAuthAppPath, csrf: visitor.csrf, form, errors, button: { value: "register", label: "Register" } })}`,
  };
}

interface AppView extends NewAppView {
  readonly app: RegisteredApp;
  readonly notice: Notice | undefined;
  readonly now: number;
  /** How many people granted it something. */
  readonly people: number;
}

/** One app, as its owner sees and changes it. */
export function appPage({ visitor, app, form, errors, notice, now, people }: AppView): Page {
  const action = appPath(app);
  const { csrf } = visitor;
  return {
    status: Object.keys(errors).length === 0 ? 200 : 422,
    title: app.name,
    visitor,
    main: html`<h1>${app.name}</h1>
<p class="lead">${app.kind === "github-app" ? "GitHub App" : "OAuth app"} of <strong>${app.owner}</strong>, ${people === 0 ? "not authorized by anybody yet" : `authorized by ${count(people, "person", "people")}`}</p>
${noticeBox(notice)}
${app.suspended ? html`<p class="alarm">This app is suspended: its sign-ins are turned away.</p>` : ""}
<section class="card" aria-labelledby="identity">
<h2 id="identity">Client ID</h2>
<code class="secret" id="client-id">${app.clientId}</code>
<p class="small">No secret: it stands in every address of a sign-in.${app.kind === "github-app" ? html` The app ID is <code>${app.id}</code>.` : ""}</p>
${app.kind === "github-app" ? html`<p><a href="/apps/${app.slug}">Public page, from which it is installed</a></p>` : ""}
</section>
<section class="card" aria-labelledby="secrets">
<h2 id="secrets">Client secrets</h2>
${app.secrets.length === 0 ? html`<p>None yet. Without one the app can use the device flow only.</p>` : html`<ul class="rows">${app.secrets.map((secret) => secretRow({ secret, app, csrf, now, isNew: secret.id === notice?.secretId }))}</ul>`}
${
  app.secrets.length < mostSecrets
    ? ownForm({
        action,
        csrf,
        content: html`<button name="action" value="add-secret">Generate a new client secret</button>`,
      })
    : html`<p class="small">An app has at most ${mostSecrets}. Delete one to make another.</p>`
}
</section>
<h2>Settings</h2>
${appForm({ action, csrf, form, errors, button: { value: "save", label: "Save changes" } })}
<h2>What cannot be undone</h2>
${confirmed({
  summary: "Revoke all tokens",
  explanation: `Every token of ${app.name} stops working, whoever it was issued for, and people are asked again.`,
  action,
  csrf,
  button: { value: "revoke-tokens", label: "Revoke all tokens" },
})}
${confirmed({
  summary: "Delete the app",
  explanation: `${app.name} is gone, with its secrets, grants, tokens and installations.`,
  action,
  csrf,
  button: { value: "delete", label: `Delete ${app.name}` },
})}`,
  };
}

interface SecretView {
  readonly secret: ClientSecret;
  readonly app: RegisteredApp;
  readonly csrf: string;
  readonly now: number;
  readonly isNew: boolean;
}

function secretRow({ secret, app, csrf, now, isNew }: SecretView): Markup {
  const ending = secret.value.slice(-4);
  return html`<li>
<div>
${isNew ? html`<p class="name">Copy it now. It is not shown again.</p><code class="secret" id="client-secret">${secret.value}</code>` : html`<p class="name"><code>…${ending}</code></p>`}
<p class="small">Added on ${day(secret.createdAt)} · ${lastUsed(secret.lastUsedAt, now)}</p>
</div>
${
  app.secrets.length > 1
    ? ownForm({
        action: appPath(app),
        csrf,
        content: html`<input type="hidden" name="secret" value="${secret.id}">
<button class="danger small-button" name="action" value="delete-secret" aria-label="Delete the client secret that ends in ${ending}">Delete</button>`,
      })
    : ""
}
</li>`;
}
