import { canSee } from "../rest/access.ts";
import { foundedAt, isOwnerOf } from "../rest/bodies/account.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import type { SeedOrganization } from "../seed.ts";
import { type Account, sameName } from "../world.ts";
import { connection, countedOnly, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";
import { demandScopes } from "./graph-error.ts";
import { type RepositoryArguments, repositoriesOfAccount } from "./repository-list.ts";

/** GitHub's `User` or `Organization`. */
export function accountNode(request: GraphRequest, account: Account): Fields {
  const { core, exchange, viewer } = request;
  const { id, login, type } = account;
  const url = `${exchange.address.webOrigin}/${login}`;
  return {
    __typename: type,
    id: nodeId(type, id),
    databaseId: id,
    login,
    url,
    resourcePath: `/${login}`,
    avatarUrl: `${exchange.address.webOrigin}/avatars/u/${id}`,
    name: account.name ?? null,
    location: account.location ?? null,
    websiteUrl: account.blog ? account.blog : null,
    repository: ({ name }: { name: string }) => {
      const found = core.world.repositoryByName(login, name)?.repository;
      return found && canSee(core, viewer, found) ? request.nodes.repository(found) : null;
    },
    repositories: (args: RepositoryArguments) => repositoriesOfAccount(request, account, args),
    ...(account.type === "User" ? userFields(request, account) : organizationFields(request, account)),
  };
}

function userFields(request: GraphRequest, account: Account & { type: "User" }): Fields {
  const { core, viewer } = request;
  return {
    bio: account.bio,
    company: account.company,
    createdAt: account.createdAt,
    updatedAt: account.updatedAt,
    isViewer: sameName(viewer.person?.login ?? null, account.login),
    email: () => {
      demandScopes(request, { field: "email", scopes: ["user:email", "read:user"] });
      return account.email ?? "";
    },
    followers: (args: PageArguments) => countedOnly(account.followers, args),
    following: (args: PageArguments) => countedOnly(account.following, args),
    organizations: (args: PageArguments) => {
      demandScopes(request, { field: "organizations", scopes: ["read:org"] });
      const person = core.world.person(account.login);
      const organizations = person === undefined ? [] : core.world.organizationsOf(person);
      return connection(organizations, args, {
        node: (organization) => request.nodes.account({ type: "Organization", ...organization }),
      });
    },
  };
}

function organizationFields(request: GraphRequest, account: Account & { type: "Organization" }): Fields {
  const { person } = request.viewer;
  const isMember = person !== undefined && account.members.some((member) => sameName(member, person.login));
  return {
    description: account.description ?? null,
    email: account.email ?? null,
    createdAt: account.createdAt ?? foundedAt,
    updatedAt: account.updatedAt ?? account.createdAt ?? foundedAt,
    viewerIsAMember: isMember,
    viewerCanAdminister: person !== undefined && isOwnerOf(account, person),
    membersWithRole: (args: PageArguments) => membersOf(request, account, args),
  };
}

function membersOf(request: GraphRequest, organization: SeedOrganization, args: PageArguments): Fields {
  demandScopes(request, { field: "membersWithRole", scopes: ["read:org"] });
  const { world } = request.core;
  const members = organization.members.flatMap((login) => world.person(login) ?? []);
  return connection(members, args, {
    node: (person) => request.nodes.account({ type: "User", ...person }),
    edge: (person) => ({ role: isOwnerOf(organization, person) ? "ADMIN" : "MEMBER" }),
  });
}
