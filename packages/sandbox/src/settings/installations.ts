import type { Answer } from "../answer.ts";
import { uninstall } from "../apps/installations.ts";
import type { Installation } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { redirectStatus, redirectWithin } from "../oauth/redirect.ts";
import { type FormVisit, refuseForm, type Visit } from "../oauth/visit.ts";
import { installationPage, installationPath, installationsPage, installationsPath } from "../pages/installations.ts";
import { respondWithPage } from "../pages/respond.ts";
import { withParameters } from "./leave-to.ts";
import { manages } from "./ownership.ts";
import { chosenRepositories } from "./repository-choice.ts";
import { leaveNotice, nothingHere, takeNotice, visitorAt } from "./visit.ts";

/** `GET /settings/installations`. */
export function showInstallations(core: Core, c: RequestContext, visit: Visit): Answer {
  c.env.note.decision = "installations_shown";
  const installations = [...core.state.installations.values()].filter(({ account }) =>
    manages(core, visit.person, account),
  );
  const visitor = visitorAt(visit, installationsPath);
  return respondWithPage(c, installationsPage({ visitor, notice: takeNotice(visit.session), installations }));
}

/** `GET /settings/installations/{id}`. */
export function showInstallation(core: Core, c: RequestContext, visit: Visit): Answer {
  const installation = installationInPath(core, c, visit);
  if (installation === undefined) return nothingHere(c);
  c.env.note.decision = "installation_shown";
  return installationAnswer(core, c, { visit, installation });
}

/** `POST /settings/installations/{id}`: another choice of repositories, or the end. */
export function changeInstallation(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const installation = installationInPath(core, c, visit);
  if (installation === undefined) return nothingHere(c);
  const { app, account } = installation;
  switch (visit.form.get("action")) {
    case "save": {
      const choice = chosenRepositories(core, account, visit.form);
      if (choice.error !== undefined) {
        c.env.note.decision = "fields_refused";
        return installationAnswer(core, c, { visit, installation, error: choice.error });
      }
      installation.repositories = choice.repositories;
      c.env.note.decision = "installation_changed";
      const address = placeAfterUpdate(installation);
      if (address !== undefined) return c.redirect(address, redirectStatus(c));
      leaveNotice(visit.session, "Your choice is saved.");
      return redirectWithin(c, installationPath(installation));
    }
    case "uninstall":
      uninstall(core.state, installation);
      c.env.note.decision = "app_uninstalled";
      leaveNotice(visit.session, `${app.name} is not installed on ${account} any more.`);
      return redirectWithin(c, installationsPath);
    default:
      return refuseForm(c);
  }
}

function installationAnswer(
  core: Core,
  c: RequestContext,
  { visit, installation, error }: { visit: Visit; installation: Installation; error?: string },
): Answer {
  const page = installationPage({
    visitor: visitorAt(visit, installationsPath),
    installation,
    notice: takeNotice(visit.session),
    repositories: core.world.repositoriesOwnedBy(installation.account),
    error,
    leadsTo: placeAfterUpdate(installation),
  });
  return respondWithPage(c, page);
}

/** Where an app wants people to go after they changed their choice. */
function placeAfterUpdate({ id, app: { githubApp } }: Installation): string | undefined {
  if (githubApp?.setupUrl === undefined || !githubApp.setupOnUpdate) return undefined;
  return withParameters(githubApp.setupUrl, { installation_id: String(id), setup_action: "update" });
}

function installationInPath(core: Core, c: RequestContext, { person }: Visit): Installation | undefined {
  const id = c.req.param("id");
  const installation = [...core.state.installations.values()].find((each) => String(each.id) === id);
  if (installation === undefined || !manages(core, person, installation.account)) return undefined;
  c.env.note.clientId = installation.app.clientId;
  return installation;
}
