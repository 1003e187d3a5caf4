import { createHash } from "node:crypto";
import { defaultBranchOf } from "../history.ts";
import { canSee } from "../rest/access.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import { roleOf } from "../rest/bodies/repository.ts";
import type { SeedPerson, SeedRepository } from "../seed.ts";
import { fullName, type Item } from "../world.ts";
import { connection, countedOnly, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";
import { notResolved } from "./graph-error.ts";
import { type ItemArguments, itemsWanted } from "./item-list.ts";
import { type LabelArguments, labelNode, labelsWanted, milestoneNode } from "./labels.ts";
import { branchNode } from "./refs.ts";

const permissions = { owner: "ADMIN", writer: "WRITE", reader: "READ", nobody: "READ" } as const;

/** GitHub's `Repository`. */
export function repositoryNode(request: GraphRequest, repository: SeedRepository): Fields {
  const { core, exchange, viewer } = request;
  const { id, name, owner } = repository;
  const path = `/${fullName(repository)}`;
  const url = `${exchange.address.webOrigin}${path}`;
  const role = roleOf({ core, viewer }, repository);
  return {
    __typename: "Repository",
    id: nodeId("Repository", id),
    databaseId: id,
    name,
    nameWithOwner: fullName(repository),
    owner: () => request.nodes.accountByLogin(owner),
    description: repository.description,
    url,
    resourcePath: path,
    sshUrl: `git@${new URL(url).host}:${fullName(repository)}.git`,
    homepageUrl: repository.homepage ?? null,
    isPrivate: repository.private,
    visibility: repository.private ? "PRIVATE" : "PUBLIC",
    isFork: repository.forkOf !== null,
    isArchived: repository.archived,
    isEmpty: repository.size === 0,
    isTemplate: false,
    isDisabled: repository.blocked !== undefined,
    isLocked: false,
    isMirror: false,
    isInOrganization: core.world.organization(owner) !== undefined,
    hasIssuesEnabled: repository.hasIssues ?? true,
    hasWikiEnabled: true,
    hasProjectsEnabled: true,
    hasDiscussionsEnabled: false,
    mergeCommitAllowed: true,
    rebaseMergeAllowed: true,
    squashMergeAllowed: true,
    stargazerCount: repository.stars,
    forkCount: repository.forks,
    diskUsage: repository.size,
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    pushedAt: repository.pushedAt,
    licenseInfo: null,
    viewerPermission: permissions[role],
    viewerCanAdminister: role === "owner",
    viewerHasStarred: false,
    primaryLanguage: repository.language === null ? null : languageNode(repository.language),
    defaultBranchRef: () => branchNode(request, { repository, name: defaultBranchOf(repository) }),
    latestRelease: null,
    parent: () => parentOf(request, repository),
    ...listFields(request, repository),
    ...itemFields(request, repository),
  };
}

function listFields(request: GraphRequest, repository: SeedRepository): Fields {
  const { core } = request;
  return {
    languages: (args: PageArguments) => {
      const languages = Object.entries(core.world.historyOf(repository).languages);
      return connection(languages, args, {
        node: ([name]) => languageNode(name),
        edge: ([, size]) => ({ size }),
        whole: { totalSize: languages.reduce((sum, [, size]) => sum + size, 0) },
      });
    },
    repositoryTopics: (args: PageArguments) =>
      connection(repository.topics, args, { node: (name) => topicNode(request, name) }),
    labels: (args: LabelArguments) =>
      connection(labelsWanted(repository, args), args, { node: (label) => labelNode(request, { repository, label }) }),
    label: ({ name }: { name: string }) => {
      const label = repository.labels.find((each) => each.name.toLowerCase() === name.toLowerCase());
      return label ? labelNode(request, { repository, label }) : null;
    },
    milestones: ({ states, ...args }: PageArguments & { states?: readonly string[] | null }) => {
      const milestones = (repository.milestones ?? []).filter(
        ({ state }) => !states || states.includes(state.toUpperCase()),
      );
      return connection(milestones, args, { node: (milestone) => milestoneNode(request, { repository, milestone }) });
    },
    milestone: ({ number }: { number: number }) => {
      const milestone = repository.milestones?.find((each) => each.number === number);
      return milestone ? milestoneNode(request, { repository, milestone }) : null;
    },
    assignableUsers: ({ query, ...args }: PageArguments & { query?: string | null }) =>
      connection(peopleOf(request, repository, query ?? ""), args, {
        node: (person) => request.nodes.account({ type: "User", ...person }),
      }),
    releases: (args: PageArguments) => countedOnly(0, args),
    watchers: (args: PageArguments) => countedOnly(Math.ceil(repository.stars / 20), args),
    stargazers: (args: PageArguments) => countedOnly(repository.stars, args),
    forks: (args: PageArguments) => countedOnly(repository.forks, args),
  };
}

function itemFields(request: GraphRequest, repository: SeedRepository): Fields {
  const { world } = request.core;
  const find = (number: number): Item | undefined => world.itemByNumber(repository, number);
  return {
    issues: (args: ItemArguments) =>
      connection(itemsWanted(request, world.itemsOf(repository), { kind: "issue", args }), args, {
        node: (item) => request.nodes.item({ repository, item }),
      }),
    pullRequests: (args: ItemArguments) =>
      connection(itemsWanted(request, world.itemsOf(repository), { kind: "pull_request", args }), args, {
        node: (item) => request.nodes.item({ repository, item }),
      }),
    issue: ({ number }: { number: number }) => {
      const item = find(number);
      if (item?.kind !== "issue") throw notResolved("an Issue", `number of ${number}`);
      return request.nodes.item({ repository, item });
    },
    pullRequest: ({ number }: { number: number }) => {
      const item = find(number);
      if (item?.kind !== "pull_request") throw notResolved("a PullRequest", `number of ${number}`);
      return request.nodes.item({ repository, item });
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      const item = find(number);
      if (item === undefined) throw notResolved("an issue or pull request", `number of ${number}`);
      return request.nodes.item({ repository, item });
    },
  };
}

/** Whoever owns a repository, works on it or belongs to its organization, and has a name with this in it. */
function peopleOf({ core }: GraphRequest, repository: SeedRepository, query: string): readonly SeedPerson[] {
  return core.seed.people.filter(
    (person) =>
      core.world.relation(person, repository) !== undefined &&
      `${person.login}\n${person.name ?? ""}`.toLowerCase().includes(query.toLowerCase()),
  );
}

function parentOf(request: GraphRequest, { forkOf }: SeedRepository): Fields | null {
  const [owner = "", name = ""] = forkOf?.split("/") ?? [];
  const parent = request.core.world.repositoryByName(owner, name)?.repository;
  return parent && canSee(request.core, request.viewer, parent) ? request.nodes.repository(parent) : null;
}

/** The colour is made of the name: a seed has none. */
function languageNode(name: string): Fields {
  const color = `#${createHash("sha1").update(name).digest("hex").slice(0, 6)}`;
  return { id: Buffer.from(`08:Language${name}`).toString("base64"), name, color };
}

function topicNode({ exchange }: GraphRequest, name: string): Fields {
  const id = Buffer.from(`05:Topic${name}`).toString("base64");
  return { id, url: `${exchange.address.webOrigin}/topics/${encodeURIComponent(name)}`, topic: { id, name } };
}
