import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import { defaultBranchOf } from "../../history.ts";
import type { SeedRepository } from "../../seed.ts";
import { fullName } from "../../world.ts";
import { canSee } from "../access.ts";
import type { Viewer } from "../viewer.ts";
import { isOwnerOf, simpleUserOrNull } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryUrls } from "./repository-urls.ts";

export interface RepositoryView {
  readonly core: Core;
  readonly address: Address;
  readonly viewer: Viewer;
}

/** GitHub's `repository`, as lists hold it. */
export function repositoryBody({ core, address, viewer }: RepositoryView, repository: SeedRepository) {
  const name = fullName(repository);
  const url = repositoryApiUrl(address, repository);
  const htmlUrl = `${address.webOrigin}/${name}`;
  const host = new URL(address.webOrigin).host;
  const openItems = core.world.openItemCount(repository);
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: name,
    owner: simpleUserOrNull(core, address, repository.owner),
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    html_url: htmlUrl,
    url,
    ...repositoryUrls(url),
    clone_url: `${htmlUrl}.git`,
    git_url: `git://${host}/${name}.git`,
    ssh_url: `git@${host}:${name}.git`,
    svn_url: htmlUrl,
    mirror_url: null,
    homepage: repository.homepage ?? null,
    description: repository.description,
    fork: repository.forkOf !== null,
    language: repository.language,
    license: null,
    topics: repository.topics,
    size: repository.size,
    default_branch: defaultBranchOf(repository),
    stargazers_count: repository.stars,
    watchers_count: repository.stars,
    watchers: repository.stars,
    forks_count: repository.forks,
    forks: repository.forks,
    open_issues_count: openItems,
    open_issues: openItems,
    archived: repository.archived,
    disabled: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    has_issues: repository.hasIssues ?? true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    ...(viewer.person && { permissions: permissionsOf({ core, viewer }, repository) }),
  };
}

/** GitHub's `full-repository`, as a single repository is answered. */
export function fullRepositoryBody(view: RepositoryView, repository: SeedRepository) {
  const { core, address, viewer } = view;
  const owner = simpleUserOrNull(core, address, repository.owner);
  const [parentOwner = "", parentName = ""] = repository.forkOf?.split("/") ?? [];
  const parent = core.world.repositoryByName(parentOwner, parentName)?.repository;
  const visibleParent = parent && canSee(core, viewer, parent) ? repositoryBody(view, parent) : undefined;
  return {
    ...repositoryBody(view, repository),
    network_count: repository.forks,
    subscribers_count: Math.ceil(repository.stars / 20),
    temp_clone_token: null,
    ...(owner?.type === "Organization" && { organization: owner }),
    ...(visibleParent && { parent: visibleParent, source: visibleParent }),
  };
}

export function repositoryApiUrl(address: Address, repository: SeedRepository): string {
  return `${address.apiBase}/repos/${fullName(repository)}`;
}

/** What a viewer may do with a repository; `nobody` is not told. */
export function roleOf({ core, viewer }: Pick<RepositoryView, "core" | "viewer">, repository: SeedRepository): Role {
  if (viewer.person === undefined) return "nobody";
  const relation = core.world.relation(viewer.person, repository);
  if (relation === undefined) return "reader";
  const organization = core.world.organization(repository.owner);
  const runsIt = organization !== undefined && isOwnerOf(organization, viewer.person);
  return relation === "owner" || runsIt ? "owner" : "writer";
}

export type Role = "nobody" | "reader" | "writer" | "owner";

function permissionsOf(view: Pick<RepositoryView, "core" | "viewer">, repository: SeedRepository) {
  const role = roleOf(view, repository);
  const belongs = role === "owner" || role === "writer";
  return {
    admin: role === "owner",
    maintain: role === "owner",
    push: belongs && !repository.archived,
    triage: belongs,
    pull: true,
  };
}
