import type { SeedEmail, SeedPerson } from "../seed.ts";
import type { Account } from "../world.ts";
import { accessToOrganization } from "./access.ts";
import { serialize } from "./api-version.ts";
import { fullOrganization, privateUser, publicUser, simpleOrganization } from "./bodies/account.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { notAccessibleByIntegration, notFound, RestRefusal } from "./refusal.ts";
import { renderedWhole, viewOf } from "./rendering.ts";
import { signedIn } from "./viewer.ts";

/**
 * `GET /user`. Without a scope the public profile; with `read:user`, or `user` which contains it, also what only the person
 * sees. GitHub documents the latter for `user`.
 */
export function showAuthenticatedUser(request: RestRequest): RestAnswer {
  const person = signedIn(request.viewer);
  const { core, exchange } = request;
  if (!request.viewer.scopes.has(core.profile.privateProfileScope)) {
    return answerWithProfile(request, { type: "User", ...person });
  }
  const write = () => serialize(privateUser(core, exchange.address, person), request.version);
  const whole = renderedWhole(viewOf(request), `private user ${person.id}`, write);
  return { status: 200, ...whole, lastModified: person.updatedAt };
}

/** `GET /users/{username}`, and `GET /user/{account_id}`: of organisations too. */
export function showUser(request: RestRequest): RestAnswer {
  const { core, params } = request;
  const account =
    params.id === undefined ? core.world.account(params.username ?? "") : core.world.accountById(Number(params.id));
  if (account === undefined) throw notFound("not_found");
  return answerWithProfile(request, account);
}

function answerWithProfile(request: RestRequest, account: Account): RestAnswer {
  const { core, exchange } = request;
  const write = () => serialize(publicUser(core, exchange.address, account), request.version);
  return {
    status: 200,
    ...renderedWhole(viewOf(request), `user ${account.id}`, write),
    lastModified: account.updatedAt,
  };
}

/** `GET /orgs/{org}`. */
export function showOrganization({ core, exchange, params }: RestRequest): RestAnswer {
  const organization = core.world.organization(params.org ?? "");
  if (organization === undefined) throw notFound("not_found");
  const body = fullOrganization(core, exchange.address, organization);
  return { status: 200, body, lastModified: organization.updatedAt };
}

/** `GET /user/orgs`: those whose policies let the token in. */
export function listMyOrganizations(request: RestRequest): RestAnswer {
  const { core, exchange, viewer } = request;
  const person = signedIn(viewer);
  if (viewer.token?.app.kind === "oauth-app" && !viewer.scopes.has("read:org") && !viewer.scopes.has("user")) {
    throw new RestRefusal({
      status: 403,
      message: "You need at least read:org scope or user scope to list your organizations.",
      decision: "scope_missing",
    });
  }
  const all = core.world.organizationsOf(person);
  const open = all.filter((organization) => accessToOrganization(viewer, organization) === "open");
  const locked = all.filter((organization) => accessToOrganization(viewer, organization) === "single_sign_on");
  const { entries, link } = paginate(request, open, "/user/orgs");
  const ids = locked.map(({ id }) => id).join(",");
  return {
    status: 200,
    link,
    body: entries.map((organization) => simpleOrganization(exchange.address, organization)),
    headers: locked.length === 0 ? {} : { "X-GitHub-SSO": `partial-results; organizations=${ids}` },
  };
}

/** `GET /user/emails`: without the scope it is hidden, from a GitHub App without the permission it is kept. */
export function listEmails(request: RestRequest): RestAnswer {
  const { viewer } = request;
  const person = signedIn(viewer);
  const permissions = viewer.token?.app.githubApp?.permissions;
  if (permissions !== undefined && permissions.email_addresses === undefined) throw notAccessibleByIntegration();
  if (permissions === undefined && !viewer.scopes.has("user:email")) throw notFound("hidden");
  const { entries, link } = paginate(request, emailsOf(person), "/user/emails");
  return { status: 200, link, body: entries };
}

function emailsOf({ emails, email, login }: SeedPerson): readonly SeedEmail[] {
  if (emails !== undefined) return emails;
  const visibility = email === null ? "private" : "public";
  return [{ email: email ?? `${login}@example.com`, primary: true, verified: true, visibility }];
}
