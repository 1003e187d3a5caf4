import type { Installation, RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { clientRedirect } from "../oauth/client-redirect.ts";
import { nextFlow } from "../oauth/flow.ts";
import { issueCode } from "../oauth/grant.ts";
import type { SeedPerson } from "../seed.ts";
import type { AuthorizationRequest } from "../state.ts";
import { withParameters } from "./leave-to.ts";

interface AfterInstallation {
  readonly installation: Installation;
  readonly person: SeedPerson;
  readonly state: string | undefined;
}

/** Where a person is led when an app was installed; undefined when the app wants them nowhere. */
export function placeAfterInstallation({ githubApp, callbacks }: RegisteredApp): string | undefined {
  return githubApp?.requestsSignIn === true ? callbacks[0]?.url : githubApp?.setupUrl;
}

/**
 * Returns that place with what the app is told there. An app that asks people to sign in as they install it gets a code, too.
 *
 * @see https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/about-the-setup-url
 */
export function addressAfterInstallation(
  core: Core,
  c: RequestContext,
  { installation, person, state }: AfterInstallation,
): string | undefined {
  const { app, id } = installation;
  const place = placeAfterInstallation(app);
  if (place === undefined) return undefined;
  const told = { installation_id: String(id), setup_action: "install" };
  if (app.githubApp?.requestsSignIn !== true) return withParameters(place, { ...told, state });
  const request = { flow: nextFlow(core.state), ...signInRequest(app, place, state) };
  const { code } = issueCode(core, { request, person, scopes: [] });
  return clientRedirect(core, c, { target: request, answer: { code, ...told } });
}

/** What the app would have asked for, had it sent the person itself. */
function signInRequest(
  app: RegisteredApp,
  redirectUri: string,
  state: string | undefined,
): Omit<AuthorizationRequest, "flow"> {
  return {
    app,
    redirectUri,
    namesRedirectUri: false,
    scopes: undefined,
    offlineAccess: false,
    state,
    codeChallenge: undefined,
    loginHint: undefined,
    selectAccount: false,
  };
}
