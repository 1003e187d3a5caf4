import { defaultBranchOf, headOf } from "../history.ts";
import type { SeedRepository } from "../seed.ts";
import { commitNode } from "./commits.ts";
import type { Fields, GraphRequest } from "./fields.ts";

/** GitHub's `Ref` of a branch; null for one that is not there. */
export function branchNode(
  request: GraphRequest,
  { repository, name }: { repository: SeedRepository; name: string },
): Fields | null {
  const history = request.core.world.historyOf(repository);
  const isDefault = name === defaultBranchOf(repository) && history.commits.length > 0;
  if (!isDefault && !history.branches.some((branch) => branch.name === name)) return null;
  const sha = headOf(repository, history, name);
  const commit = history.commits.find((each) => each.sha === sha);
  return {
    id: Buffer.from(`03:Ref${repository.id}:${name}`).toString("base64"),
    name,
    prefix: "refs/heads/",
    target: commit ? commitNode(request, { repository, commit }) : null,
    branchProtectionRule: null,
  };
}
