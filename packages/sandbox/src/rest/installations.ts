import { installationsOf, reachesRepository } from "../apps/installations.ts";
import type { Installation } from "../apps/registered-app.ts";
import { sameName } from "../world.ts";
import { simpleUserOrNull } from "./bodies/account.ts";
import { repositoryBody } from "./bodies/repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { notFound, RestRefusal } from "./refusal.ts";
import { viewOf } from "./rendering.ts";
import { signedIn } from "./viewer.ts";

/** `GET /user/installations`: where the app is installed, among the accounts that concern the person. */
export function listInstallations(request: RestRequest): RestAnswer {
  const found = myInstallations(request);
  const { entries, link } = paginate(request, found, "/user/installations");
  const installations = entries.map((installation) => installationBody(request, installation));
  return { status: 200, link, body: { total_count: found.length, installations } };
}

/** `GET /user/installations/{installation_id}/repositories`. */
export function listRepositoriesOfInstallation(request: RestRequest): RestAnswer {
  const { core, params, viewer } = request;
  const installation = myInstallations(request).find(({ id }) => id === Number(params.installation));
  if (installation === undefined) throw notFound("not_found");
  const found = core.world
    .repositoriesOf(signedIn(viewer))
    .filter((repository) => sameName(repository.owner, installation.account))
    .filter((repository) => reachesRepository(core.state, installation.app, repository));
  const path = `/user/installations/${installation.id}/repositories`;
  const { entries, link } = paginate(request, found, path);
  const view = viewOf(request);
  const repositories = entries.map((repository) => repositoryBody(view, repository));
  return {
    status: 200,
    link,
    body: { total_count: found.length, repository_selection: selectionOf(installation), repositories },
  };
}

/** @throws RestRefusal 403 for a token that is no GitHub App's. */
function myInstallations({ core, viewer }: RestRequest): readonly Installation[] {
  const person = signedIn(viewer);
  const app = viewer.token?.app;
  if (app?.kind !== "github-app") {
    throw new RestRefusal({
      status: 403,
      message: "You must authenticate with an access token authorized to a GitHub App in order to list installations",
      decision: "github_app_needed",
    });
  }
  const accounts = new Set(
    core.world
      .repositoriesOf(person)
      .map(({ owner }) => owner.toLowerCase())
      .concat(person.login.toLowerCase()),
  );
  return installationsOf(core.state, app).filter(({ account }) => accounts.has(account.toLowerCase()));
}

/** GitHub's `installation`. */
function installationBody({ core, exchange: { address } }: RestRequest, installation: Installation) {
  const { id, app, account: login, createdAt } = installation;
  const account = simpleUserOrNull(core, address, login);
  const isOrganization = account?.type === "Organization";
  const created = `${new Date(createdAt).toISOString().slice(0, 19)}Z`;
  const settings = isOrganization ? `organizations/${login}/settings` : "settings";
  return {
    id,
    client_id: app.clientId,
    account,
    repository_selection: selectionOf(installation),
    access_tokens_url: `${address.apiBase}/app/installations/${id}/access_tokens`,
    repositories_url: `${address.apiBase}/installation/repositories`,
    html_url: `${address.webOrigin}/${settings}/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account?.id ?? 0,
    target_type: account?.type ?? "User",
    permissions: app.githubApp?.permissions ?? {},
    events: app.githubApp?.events ?? [],
    created_at: created,
    updated_at: created,
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}

function selectionOf({ repositories }: Installation): "all" | "selected" {
  return repositories === "all" ? "all" : "selected";
}
