import { html, raw } from "hono/html";
import type { Installation, RegisteredApp } from "../apps/registered-app.ts";
import type { SeedRepository } from "../seed.ts";
import type { Notice } from "../state.ts";
import type { Account } from "../world.ts";
import { placeOf } from "./consent.ts";
import type { Markup } from "./document.ts";
import type { Visitor } from "./layout.ts";
import { manifestPermissions } from "./manifest.ts";
import { confirmed, ownForm } from "./own-form.ts";
import type { Page } from "./respond.ts";
import { addressOf, count, day, noticeBox } from "./words.ts";

export const installationsPath = "/settings/installations";

/** The beginning of the names of those fields that choose single repositories. */
export const repositoryFieldPrefix = "repository-";

export function installationPath({ id }: Installation): string {
  return `${installationsPath}/${id}`;
}

interface InstallationsView {
  readonly visitor: Visitor;
  readonly notice: Notice | undefined;
  readonly installations: readonly Installation[];
}

export function installationsPage({ visitor, notice, installations }: InstallationsView): Page {
  return {
    status: 200,
    title: "Installations",
    visitor,
    main: html`<h1>Installations</h1>
<p class="lead">GitHub Apps on your account and on those of organizations you own.</p>
${noticeBox(notice)}
<section class="card" aria-label="Installed GitHub Apps">
${installations.length === 0 ? html`<p>No GitHub App is installed.</p>` : html`<ul class="rows">${installations.map(row)}</ul>`}
</section>`,
  };
}

function row(installation: Installation): Markup {
  const { app, account, repositories } = installation;
  const reach = repositories === "all" ? "all repositories" : count(repositories.size, "repository", "repositories");
  return html`<li><div>
<p class="name"><a href="${installationPath(installation)}">${app.name} on ${account}</a></p>
<p class="small">by ${app.owner} · ${reach}</p>
</div></li>`;
}

interface PublicAppView {
  readonly visitor: Visitor;
  readonly app: RegisteredApp;
}

/** What anybody who is signed in sees of a GitHub App. */
export function publicAppPage({ visitor, app }: PublicAppView): Page {
  return {
    status: 200,
    title: app.name,
    visitor,
    main: html`<h1>${app.name}</h1>
<p class="lead">GitHub App by <strong>${app.owner}</strong></p>
<section class="card" aria-labelledby="about">
<h2 id="about">About</h2>
${app.description === "" ? "" : html`<p>${app.description}</p>`}
<p>${addressOf(app.homepageUrl)}</p>
</section>
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">Permissions where it is installed</h2>
${manifestPermissions(app.githubApp?.permissions ?? {})}
</section>
<p><a class="button" href="/apps/${app.slug}/installations/new">Install</a></p>`,
  };
}

interface AccountChoiceView extends PublicAppView {
  /** Accounts, with the installation that is there already. */
  readonly accounts: readonly { readonly account: Account; readonly installation: Installation | undefined }[];
  /** To be given back to the app in the end. */
  readonly state: string | undefined;
}

export function accountChoicePage({ visitor, app, accounts, state }: AccountChoiceView): Page {
  const rows = accounts.map(({ account, installation }) => {
    const query = new URLSearchParams({ target_id: String(account.id), ...(state !== undefined && { state }) });
    const path =
      installation === undefined
        ? `/apps/${app.slug}/installations/new/permissions?${query}`
        : installationPath(installation);
    return html`<li><div>
<p class="name"><a href="${path}">${account.login}</a>${installation === undefined ? "" : html` <span class="chip">installed</span>`}</p>
<p class="small">${account.type === "User" ? "Your own account" : "Organization"}</p>
</div></li>`;
  });
  return {
    status: 200,
    title: `Install ${app.name}`,
    visitor,
    main: html`<h1>Install ${app.name}</h1>
<p class="lead">On which account?</p>
<section class="card" aria-label="Accounts"><ul class="rows">${rows}</ul></section>`,
  };
}

interface RepositoryChoiceView extends PublicAppView {
  readonly account: Account;
  readonly repositories: readonly SeedRepository[];
  readonly chosen: "all" | ReadonlySet<number>;
  /** Said beside the choice when it was refused. */
  readonly error?: string | undefined;
}

interface InstallView extends RepositoryChoiceView {
  readonly state: string | undefined;
  /** Where the browser is sent afterwards; undefined for a page of the sandbox. */
  readonly leadsTo: string | undefined;
}

export function installPage({ visitor, app, account, state, leadsTo, ...choice }: InstallView): Page {
  return {
    status: choice.error === undefined ? 200 : 422,
    title: `Install ${app.name} on ${account.login}`,
    visitor,
    leadsTo,
    main: html`<h1>Install ${app.name}</h1>
<p class="lead">by <strong>${app.owner}</strong>, on the account <strong>${account.login}</strong></p>
${ownForm({
  action: `/apps/${app.slug}/installations`,
  csrf: visitor.csrf,
  content: html`<input type="hidden" name="account" value="${account.id}">
${state === undefined ? "" : html`<input type="hidden" name="state" value="${state}">`}
${repositoryChoice(choice)}
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">Permissions there</h2>
${manifestPermissions(app.githubApp?.permissions ?? {})}
</section>
${app.githubApp?.requestsSignIn === true ? html`<p>Installing also authorizes <strong>${app.name}</strong> to act for <strong>${visitor.login}</strong>.</p>` : ""}
<p class="small">Afterwards you are led to ${leadsTo === undefined ? "the settings of this installation" : placeOf(leadsTo)}.</p>
<div class="actions">
<button class="primary" name="action" value="install">Install</button>
<button name="action" value="cancel">Cancel</button>
</div>`,
})}`,
  };
}

interface InstallationView extends Omit<RepositoryChoiceView, "app" | "account" | "chosen"> {
  readonly installation: Installation;
  readonly notice: Notice | undefined;
  readonly leadsTo: string | undefined;
}

/** One installation, to change or end it. */
export function installationPage({ visitor, installation, notice, leadsTo, ...choice }: InstallationView): Page {
  const { app, account } = installation;
  return {
    status: choice.error === undefined ? 200 : 422,
    title: `${app.name} on ${account}`,
    visitor,
    leadsTo,
    main: html`<h1>${app.name} on ${account}</h1>
<p class="lead">by <strong>${app.owner}</strong>, installed on ${day(installation.createdAt)}</p>
${noticeBox(notice)}
${ownForm({
  action: installationPath(installation),
  csrf: visitor.csrf,
  content: html`${repositoryChoice({ ...choice, chosen: installation.repositories })}
<div class="actions"><button class="primary" name="action" value="save">Save</button></div>`,
})}
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">Permissions there</h2>
${manifestPermissions(app.githubApp?.permissions ?? {})}
</section>
${confirmed({
  summary: "Uninstall",
  explanation: `${app.name} sees the private repositories of ${account} no more.`,
  action: installationPath(installation),
  csrf: visitor.csrf,
  button: { value: "uninstall", label: `Uninstall ${app.name}` },
})}`,
  };
}

function repositoryChoice({
  repositories,
  chosen,
  error,
}: Pick<RepositoryChoiceView, "repositories" | "chosen" | "error">): Markup {
  return html`<fieldset class="card"${error === undefined ? "" : raw(' aria-describedby="reach-error"')}>
<legend>Repositories</legend>
${error === undefined ? "" : html`<p class="error" id="reach-error" role="alert"><strong>Mend this:</strong> ${error}</p>`}
${radio({ value: "all", label: "All repositories", hint: "Also those that come later.", isChosen: chosen === "all" })}
${radio({ value: "selected", label: "Only selected repositories", hint: "Those with a tick below. Public ones can be read by everybody in any case.", isChosen: chosen !== "all" })}
<div class="scroll" role="group" aria-label="Repositories to select" tabindex="0">
${repositories.map(({ id, name, private: isPrivate }) => {
  const field = `${repositoryFieldPrefix}${id}`;
  return html`<div class="check"><input id="${field}" type="checkbox" name="${field}" value="on"${chosen !== "all" && chosen.has(id) ? raw(" checked") : ""}>
<div><label for="${field}">${name}</label>${isPrivate ? html` <span class="chip">private</span>` : ""}</div></div>`;
})}
</div>
</fieldset>`;
}

interface Radio {
  readonly value: "all" | "selected";
  readonly label: string;
  readonly hint: string;
  readonly isChosen: boolean;
}

function radio({ value, label, hint, isChosen }: Radio): Markup {
  return html`<div class="check">
<input id="reach-${value}" type="radio" name="reach" value="${value}"${isChosen ? raw(" checked") : ""} aria-describedby="reach-${value}-hint">
<div><label for="reach-${value}">${label}</label><p class="hint" id="reach-${value}-hint">${hint}</p></div>
</div>`;
}
