import { reachesRepository } from "../apps/installations.ts";
import type { Core } from "../core.ts";
import type { SeedOrganization, SeedRepository } from "../seed.ts";
import { sameName } from "../world.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Whether a viewer may know of a repository: `hidden` ones do not exist for him. Members of an organisation are told what
 * keeps them out: its single sign-on, or that it did not approve the app.
 */
export type Access = "open" | "hidden" | "single_sign_on" | "app_restricted";

export function accessTo(core: Core, viewer: Viewer, repository: SeedRepository): Access {
  if (!repository.private) return "open";
  if (viewer.person === undefined || core.world.relation(viewer.person, repository) === undefined) return "hidden";
  if (!reachesPrivate(core, viewer, repository)) return "hidden";
  const organization = core.world.organization(repository.owner);
  return organization === undefined ? "open" : accessToOrganization(viewer, organization);
}

export function canSee(core: Core, viewer: Viewer, repository: SeedRepository): boolean {
  return accessTo(core, viewer, repository) === "open";
}

/** What an organisation's policies make of a token of somebody who belongs to it. */
export function accessToOrganization(viewer: Viewer, organization: SeedOrganization): Access {
  const { singleSignOn, appRestrictions } = organization;
  const login = viewer.person?.login ?? null;
  if (singleSignOn !== undefined && !singleSignOn.authorized.some((each) => sameName(each, login)))
    return "single_sign_on";
  const app = viewer.token?.app;
  const restricted =
    appRestrictions !== undefined &&
    app?.kind === "oauth-app" &&
    !appRestrictions.approved.includes(app.clientId) &&
    !sameName(app.owner, organization.login);
  return restricted ? "app_restricted" : "open";
}

/** An OAuth app reaches private repositories by scope, a GitHub App those it is installed on. */
function reachesPrivate(core: Core, viewer: Viewer, repository: SeedRepository): boolean {
  if (viewer.token?.app.kind !== "github-app") return viewer.scopes.has("repo");
  return reachesRepository(core.state, viewer.token.app, repository);
}

/**
 * Returns a text that is equal for viewers who see the same repositories of the seed; undefined where that does not follow
 * from the seed and the token alone, because installations change.
 */
export function reachOf(viewer: Viewer): string | undefined {
  const { person, token, scopes } = viewer;
  if (person === undefined || token === undefined) return "anybody";
  if (token.app.kind === "github-app") return undefined;
  return scopes.has("repo") ? `${person.id} ${token.app.clientId}` : `${person.id} public`;
}
