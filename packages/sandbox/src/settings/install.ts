import type { Answer } from "../answer.ts";
import { install, installationOn } from "../apps/installations.ts";
import type { Installation, RegisteredApp } from "../apps/registered-app.ts";
import { findAppBySlug } from "../apps/registry.ts";
import type { Core, RequestContext } from "../core.ts";
import { redirectStatus, redirectWithin } from "../oauth/redirect.ts";
import { type FormVisit, refuseForm, type Visit } from "../oauth/visit.ts";
import {
  accountChoicePage,
  installationPath,
  installationsPath,
  installPage,
  publicAppPage,
} from "../pages/installations.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Account } from "../world.ts";
import { addressAfterInstallation, placeAfterInstallation } from "./after-installation.ts";
import { accountsManagedBy, isSameLogin } from "./ownership.ts";
import { chosenRepositories, type RepositoryChoice } from "./repository-choice.ts";
import { leaveNotice, nothingHere, visitorAt } from "./visit.ts";

/** `GET /apps/{slug}`: the public page of a GitHub App. */
export function showPublicApp(core: Core, c: RequestContext, visit: Visit): Answer {
  const app = appInPath(core, c, visit);
  if (app === undefined) return nothingHere(c);
  c.env.note.decision = "app_shown";
  return respondWithPage(c, publicAppPage({ visitor: visitorAt(visit, installationsPath), app }));
}

/** `GET /apps/{slug}/installations/new`: asks for the account. */
export function chooseAccount(core: Core, c: RequestContext, visit: Visit): Answer {
  const app = appInPath(core, c, visit);
  if (app === undefined) return nothingHere(c);
  c.env.note.decision = "form_shown";
  const accounts = accountsFor(core, app, visit).map((account) => ({
    account,
    installation: installationOn(core.state, app, account.login),
  }));
  const visitor = visitorAt(visit, installationsPath);
  return respondWithPage(c, accountChoicePage({ visitor, app, accounts, state: c.req.query("state") }));
}

/** `GET /apps/{slug}/installations/new/permissions`: asks for the repositories. */
export function chooseRepositories(core: Core, c: RequestContext, visit: Visit): Answer {
  const app = appInPath(core, c, visit);
  const account = app && accountsFor(core, app, visit).find(({ id }) => String(id) === c.req.query("target_id"));
  if (app === undefined || account === undefined) return nothingHere(c);
  c.env.note.decision = "form_shown";
  const state = c.req.query("state");
  return installAnswer(core, c, { visit, app, account, state, choice: { repositories: new Set() } });
}

/** `POST /apps/{slug}/installations`: installs, and leads to where the app wants the person to go on. */
export function installApp(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const { form } = visit;
  const app = appInPath(core, c, visit);
  const account = app && accountsFor(core, app, visit).find(({ id }) => String(id) === form.get("account"));
  if (app === undefined || account === undefined) return nothingHere(c);
  switch (form.get("action")) {
    case "cancel":
      c.env.note.decision = "installation_cancelled";
      return redirectWithin(c, `/apps/${app.slug}`);
    case "install": {
      const state = form.get("state");
      const choice = chosenRepositories(core, account.login, form);
      if (choice.error !== undefined) {
        c.env.note.decision = "fields_refused";
        return installAnswer(core, c, { visit, app, account, state, choice });
      }
      const installation = install(core, { app, account: account.login, repositories: choice.repositories });
      c.env.note.decision = "app_installed";
      return leave(core, c, { visit, installation, state });
    }
    default:
      return refuseForm(c);
  }
}

interface Leaving {
  readonly visit: FormVisit;
  readonly installation: Installation;
  readonly state: string | undefined;
}

function leave(core: Core, c: RequestContext, { visit, installation, state }: Leaving): Answer {
  const { person, session } = visit;
  const address = addressAfterInstallation(core, c, { installation, person, state });
  if (address === undefined) {
    leaveNotice(session, `${installation.app.name} is installed.`);
    return redirectWithin(c, installationPath(installation));
  }
  c.header("Cache-Control", "no-store");
  return c.redirect(address, redirectStatus(c));
}

interface Installing {
  readonly visit: Visit;
  readonly app: RegisteredApp;
  readonly account: Account;
  readonly state: string | undefined;
  readonly choice: RepositoryChoice;
}

function installAnswer(core: Core, c: RequestContext, { visit, app, account, state, choice }: Installing): Answer {
  const page = installPage({
    visitor: visitorAt(visit, installationsPath),
    app,
    account,
    state,
    repositories: core.world.repositoriesOwnedBy(account.login),
    chosen: choice.repositories,
    error: choice.error,
    leadsTo: placeAfterInstallation(app),
  });
  return respondWithPage(c, page);
}

/** An app that is not public is nobody's business but its owner's. */
function appInPath(core: Core, c: RequestContext, visit: Visit): RegisteredApp | undefined {
  const app = findAppBySlug(core.state, c.req.param("slug") ?? "");
  if (app === undefined || accountsFor(core, app, visit).length === 0) return undefined;
  c.env.note.clientId = app.clientId;
  return app;
}

function accountsFor(core: Core, app: RegisteredApp, { person }: Visit): readonly Account[] {
  const accounts = accountsManagedBy(core, person);
  if (app.githubApp?.isPublic === true) return accounts;
  return accounts.filter(({ login }) => isSameLogin(login, app.owner));
}
