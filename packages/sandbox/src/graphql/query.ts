import { accessTo } from "../rest/access.ts";
import type { RestRequest } from "../rest/operation.ts";
import { refusalByOrganization } from "../rest/organization-policy.ts";
import { standingOf } from "../rest/rate-limit.ts";
import { signedIn } from "../rest/viewer.ts";
import type { SeedRepository } from "../seed.ts";
import type { Account } from "../world.ts";
import { accountNode } from "./accounts.ts";
import type { Fields, GraphRequest } from "./fields.ts";
import { graphError, notResolved } from "./graph-error.ts";
import { itemNode } from "./items.ts";
import type { Expense } from "./limits.ts";
import { nodeById } from "./node.ts";
import { repositoryNode } from "./repositories.ts";
import { type SearchArguments, searchEverything } from "./search.ts";

/** The fields of `Query`. */
export function queryNode(asked: RestRequest, expense: Expense): Fields {
  const request = withNodes(asked);
  const { core, viewer } = request;
  return {
    viewer: () => request.nodes.account({ type: "User", ...signedIn(viewer) }),
    user: ({ login }: { login: string }) => accountOf(request, { login, what: "a User", types: ["User"] }),
    organization: ({ login }: { login: string }) =>
      accountOf(request, { login, what: "an Organization", types: ["Organization"] }),
    repositoryOwner: ({ login }: { login: string }) => {
      const account = core.world.account(login);
      return account ? request.nodes.account(account) : null;
    },
    repository: (args: RepositoryName) => request.nodes.repository(findRepository(request, args)),
    search: (args: SearchArguments) => searchEverything(request, args),
    node: ({ id }: { id: string }) => demandNode(request, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeById(request, id) ?? unknownNode(id)),
    rateLimit: () => {
      const { limit, used, remaining, reset } = standingOf(core, viewer, "graphql");
      const resetAt = new Date(reset * 1000).toISOString().replace(".000Z", "Z");
      return { limit, used, remaining, resetAt, cost: expense.cost, nodeCount: expense.nodeCount };
    },
  };
}

/** Everything in the graph leads to everything else: here the ways are tied together. */
function withNodes(asked: RestRequest): GraphRequest {
  const accountByLogin = (login: string | null): Fields | null => {
    const account = login === null ? undefined : asked.core.world.account(login);
    return account === undefined ? null : accountNode(request, account);
  };
  const request: GraphRequest = {
    ...asked,
    nodes: {
      account: (account) => accountNode(request, account),
      accountByLogin,
      repository: (repository) => repositoryNode(request, repository),
      item: (placed) => itemNode(request, placed),
    },
  };
  return request;
}

function accountOf(
  request: GraphRequest,
  { login, what, types }: { login: string; what: string; types: readonly Account["type"][] },
): Fields {
  const account = request.core.world.account(login);
  if (account === undefined || !types.includes(account.type)) throw notResolved(what, `login of '${login}'`);
  return request.nodes.account(account);
}

interface RepositoryName {
  readonly owner: string;
  readonly name: string;
  readonly followRenames?: boolean | null;
}

function findRepository({ core, exchange, viewer }: GraphRequest, args: RepositoryName): SeedRepository {
  const { owner, name, followRenames } = args;
  const found = core.world.repositoryByName(owner, name);
  const access = found === undefined ? "hidden" : accessTo(core, viewer, found.repository);
  if (found === undefined || access === "hidden" || (found.moved && followRenames === false))
    throw notResolved("a Repository", `name '${owner}/${name}'`);
  if (access !== "open") {
    const { message } = refusalByOrganization(exchange, { access, login: found.repository.owner });
    throw graphError("FORBIDDEN", message, { saml_failure: access === "single_sign_on" });
  }
  return found.repository;
}

function demandNode(request: GraphRequest, id: string): Fields {
  const node = nodeById(request, id);
  if (node === undefined) throw unknownNode(id);
  return node;
}

function unknownNode(id: string): Error {
  return notResolved("a node", `global id of '${id}'`);
}
