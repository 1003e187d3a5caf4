import { versionsAt } from "./api-version.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { standingOf } from "./rate-limit.ts";

/** `GET /rate_limit`. */
export function showRateLimit({ core, viewer }: RestRequest): RestAnswer {
  const standing = standingOf(core, viewer, "core");
  const [search, graphql] = [standingOf(core, viewer, "search"), standingOf(core, viewer, "graphql")];
  return { status: 200, body: { resources: { core: standing, search, graphql }, rate: standing } };
}

/** `GET /versions`. */
export function listVersions({ core }: RestRequest): RestAnswer {
  return { status: 200, body: versionsAt(core.now()).toReversed() };
}

const loopback = ["127.0.0.1/32"];

/** `GET /meta`: everything comes from loopback. */
export function showMeta(): RestAnswer {
  const body = {
    verifiable_password_authentication: false,
    ssh_key_fingerprints: {},
    ssh_keys: [],
    hooks: loopback,
    web: loopback,
    api: loopback,
    git: loopback,
  };
  return { status: 200, body };
}
