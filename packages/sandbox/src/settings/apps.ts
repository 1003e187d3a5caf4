import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import { addSecret, appsOwnedBy, deleteSecret, mostSecrets, registerApp, removeApp } from "../apps/registry.ts";
import type { Core, RequestContext } from "../core.ts";
import { grantsTo, revokeGrant } from "../grants.ts";
import { redirectWithin } from "../oauth/redirect.ts";
import { type FormVisit, refuseForm, type Visit } from "../oauth/visit.ts";
import { appPage, appPath, appsPage, githubAppsPath, newOAuthAppPage, oauthAppsPath } from "../pages/apps.ts";
import type { FieldErrors } from "../pages/fields.ts";
import { respondWithPage } from "../pages/respond.ts";
import {
  type AppForm,
  appFormOf,
  emptyAppForm,
  filledCallbacks,
  objectionsToAppForm,
  readAppForm,
  withAnotherRow,
} from "./judge-app-form.ts";
import { accountsManagedBy, manages } from "./ownership.ts";
import { leaveNotice, nothingHere, takeNotice, visitorAt } from "./visit.ts";

/** `GET /settings/developers`, `GET /settings/apps`: the apps of one kind. */
export function showApps(kind: RegisteredApp["kind"]) {
  return (core: Core, c: RequestContext, visit: Visit): Answer => {
    c.env.note.decision = "apps_shown";
    const apps = accountsManagedBy(core, visit.person)
      .flatMap(({ login }) => appsOwnedBy(core.state, login))
      .filter((app) => app.kind === kind);
    const notice = takeNotice(visit.session);
    return respondWithPage(c, appsPage({ visitor: visitorAt(visit, placeOf(kind)), notice, kind, apps }));
  };
}

/** `GET /settings/applications/new`. */
export function showNewApp(_core: Core, c: RequestContext, visit: Visit): Answer {
  c.env.note.decision = "form_shown";
  return newAppAnswer(c, visit, { form: emptyAppForm, errors: {} });
}

/** `POST /settings/applications/new`: registers an OAuth app of the person who asks. */
export function registerOAuthApp(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const form = readAppForm(visit.form);
  switch (visit.form.get("action")) {
    case "add-callback":
      c.env.note.decision = "form_shown";
      return newAppAnswer(c, visit, { form: withAnotherRow(form), errors: {} });
    case "register": {
      const errors = objectionsToAppForm(form);
      if (Object.keys(errors).length > 0) {
        c.env.note.decision = "fields_refused";
        return newAppAnswer(c, visit, { form, errors });
      }
      const callbacks = filledCallbacks(form);
      const app = registerApp(core, { ...form, callbacks, kind: "oauth-app", owner: visit.person.login });
      c.env.note.decision = "app_registered";
      c.env.note.clientId = app.clientId;
      leaveNotice(visit.session, `${app.name} is registered.`);
      return redirectWithin(c, appPath(app));
    }
    default:
      return refuseForm(c);
  }
}

/** `GET` of one app, for its owner. */
export function showApp(core: Core, c: RequestContext, visit: Visit): Answer {
  const app = appInPath(core, c, visit);
  if (app === undefined) return nothingHere(c);
  c.env.note.decision = "app_shown";
  return appAnswer(core, c, { visit, app, form: appFormOf(app), errors: {} });
}

/** `POST` to one app: whatever the pressed button says. */
export function changeApp(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const app = appInPath(core, c, visit);
  if (app === undefined) return nothingHere(c);
  switch (visit.form.get("action")) {
    case "save":
      return saveApp(core, c, { visit, app });
    case "add-callback":
      c.env.note.decision = "form_shown";
      return appAnswer(core, c, { visit, app, form: withAnotherRow(readAppForm(visit.form)), errors: {} });
    case "add-secret": {
      if (app.secrets.length >= mostSecrets) return refuseForm(c);
      c.env.note.decision = "secret_added";
      leaveNotice(visit.session, "There is a new client secret.", addSecret(core, app).id);
      return redirectWithin(c, appPath(app));
    }
    case "delete-secret":
      if (!deleteSecret(app, Number(visit.form.get("secret")))) return refuseForm(c);
      c.env.note.decision = "secret_deleted";
      leaveNotice(visit.session, "The client secret is deleted, and proves nothing any more.");
      return redirectWithin(c, appPath(app));
    case "revoke-tokens":
      revokeEverything(core, app);
      c.env.note.decision = "grants_revoked";
      leaveNotice(visit.session, `All tokens of ${app.name} are dead.`);
      return redirectWithin(c, appPath(app));
    case "delete":
      revokeEverything(core, app);
      removeApp(core.state, app);
      c.env.note.decision = "app_deleted";
      leaveNotice(visit.session, `${app.name} is deleted.`);
      return redirectWithin(c, placeOf(app.kind));
    default:
      return refuseForm(c);
  }
}

function saveApp(core: Core, c: RequestContext, { visit, app }: { visit: FormVisit; app: RegisteredApp }): Answer {
  const form = readAppForm(visit.form);
  const errors = objectionsToAppForm(form);
  if (Object.keys(errors).length > 0) {
    c.env.note.decision = "fields_refused";
    return appAnswer(core, c, { visit, app, form, errors });
  }
  Object.assign(app, { ...form, callbacks: filledCallbacks(form) });
  c.env.note.decision = "app_changed";
  leaveNotice(visit.session, "Your changes are saved.");
  return redirectWithin(c, appPath(app));
}

/** Everybody's grants, with codes and tokens. */
function revokeEverything({ state }: Core, app: RegisteredApp): void {
  for (const grant of grantsTo(state, app)) revokeGrant(state, { ...grant, reason: "by_app" });
}

interface Shown {
  readonly form: AppForm;
  readonly errors: FieldErrors;
}

function newAppAnswer(c: RequestContext, visit: Visit, shown: Shown): Answer {
  return respondWithPage(c, newOAuthAppPage({ visitor: visitorAt(visit, oauthAppsPath), ...shown }));
}

function appAnswer(
  core: Core,
  c: RequestContext,
  { visit, app, ...shown }: Shown & { visit: Visit; app: RegisteredApp },
): Answer {
  c.env.note.clientId = app.clientId;
  const people = grantsTo(core.state, app).length;
  const notice = takeNotice(visit.session);
  const visitor = visitorAt(visit, placeOf(app.kind));
  return respondWithPage(c, appPage({ visitor, app, notice, now: core.now(), people, ...shown }));
}

function placeOf(kind: RegisteredApp["kind"]): string {
  return kind === "github-app" ? githubAppsPath : oauthAppsPath;
}

/** Finds the app a path names by number or by slug, for those who may change it. */
function appInPath(core: Core, c: RequestContext, { person }: Visit): RegisteredApp | undefined {
  const [id, slug] = [c.req.param("id"), c.req.param("slug")];
  const app = [...core.state.apps.values()].find((each) =>
    each.kind === "github-app" ? each.slug === slug : String(each.id) === id,
  );
  return app !== undefined && manages(core, person, app.owner) ? app : undefined;
}
