import type { Core } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Surface } from "../reception.ts";
import { RequestContext } from "../request-context.ts";
import { createRouter } from "../router.ts";
import { settingsOperations } from "../settings/routes.ts";
import { underFaults } from "../under-faults.ts";
import type { WebOperation } from "../web-operation.ts";
import { accessToken, refuseGet } from "./access-token.ts";
import { authorize } from "./authorize.ts";
import { decide, showConsent } from "./consent.ts";
import { deviceCode } from "./device-code.ts";
import { decideDevice, deviceRequests, showDevice, showDeviceConsent, submitDevice } from "./device-page.ts";
import { authorizationRequests } from "./lead-on.ts";
import { showMetadata } from "./metadata.ts";
import { revoke } from "./revoke.ts";
import { selectAccount, showAccounts } from "./select-account.ts";
import { showSignIn, signIn } from "./sign-in.ts";
import { forOwnForm, forVisitor } from "./visit.ts";
import { forDecider, forDecision } from "./waiting.ts";

/** RFC 8414, section 3.1: the well-known part goes before the path of the issuer. OpenID Connect puts it behind. */
const metadataPath = "/.well-known/oauth-authorization-server/login/oauth";
const openidMetadataPath = "/login/oauth/.well-known/openid-configuration";

/** All pages, forms and endpoints beside the REST API; the names are ours, since GitHub has none for them. */
export const webOperations: readonly WebOperation[] = [
  { id: "oauth/sign-in-page", method: "GET", path: "/login", handle: showSignIn },
  { id: "oauth/sign-in", method: "POST", path: "/login", handle: signIn },
  { id: "oauth/authorize", method: "GET", path: "/login/oauth/authorize", handle: authorize },
  {
    id: "oauth/accounts-page",
    method: "GET",
    path: "/login/oauth/select-account",
    handle: forDecider(authorizationRequests, showAccounts),
  },
  {
    id: "oauth/select-account",
    method: "POST",
    path: "/login/oauth/select-account",
    handle: forDecision(authorizationRequests, selectAccount),
  },
  {
    id: "oauth/consent-page",
    method: "GET",
    path: "/login/oauth/consent",
    handle: forDecider(authorizationRequests, showConsent),
  },
  {
    id: "oauth/decide",
    method: "POST",
    path: "/login/oauth/authorize",
    handle: forDecision(authorizationRequests, decide),
  },
  { id: "oauth/access-token", method: "POST", path: "/login/oauth/access_token", handle: accessToken },
  { id: "oauth/access-token-by-get", method: "GET", path: "/login/oauth/access_token", handle: refuseGet },
  { id: "oauth/device-code", method: "POST", path: "/login/device/code", handle: deviceCode },
  { id: "oauth/device-page", method: "GET", path: "/login/device", handle: forVisitor(showDevice) },
  { id: "oauth/submit-user-code", method: "POST", path: "/login/device", handle: forOwnForm(submitDevice) },
  {
    id: "oauth/device-consent-page",
    method: "GET",
    path: "/login/device/confirm",
    handle: forDecider(deviceRequests, showDeviceConsent),
  },
  {
    id: "oauth/decide-device",
    method: "POST",
    path: "/login/device/confirm",
    handle: forDecision(deviceRequests, decideDevice),
  },
  { id: "oauth/metadata", method: "GET", path: metadataPath, handle: showMetadata },
  { id: "oauth/openid-metadata", method: "GET", path: openidMetadataPath, handle: showMetadata },
  { id: "oauth/revoke", method: "POST", path: "/login/oauth/revoke", handle: revoke },
  ...settingsOperations,
];

/** Everything under the web origin but the REST API. */
export function createWebSurface(core: Core): Surface {
  const find = createRouter(webOperations.map((operation) => ({ ...operation, paths: [operation.path] })));
  return (arrival, exchange) => {
    const { method, url } = arrival;
    const found = find(method === "HEAD" ? "GET" : method, url.pathname);
    const c = new RequestContext(arrival, exchange, found?.params ?? {});
    if (found === undefined) return respondWithPage(c, notFoundPage);
    const { id, handle } = found.target;
    exchange.note.operation = id;
    return underFaults(core, c, () => handle(core, c));
  };
}
