import type { Installation } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import { repositoryFieldPrefix } from "../pages/installations.ts";
import type { Parameters } from "../parameters.ts";

export interface RepositoryChoice {
  readonly repositories: Installation["repositories"];
  readonly error?: string | undefined;
}

/** Reads which repositories of an account were chosen; those of others are none. */
export function chosenRepositories({ world }: Core, account: string, form: Parameters): RepositoryChoice {
  switch (form.get("reach")) {
    case "all":
      return { repositories: "all" };
    case "selected": {
      const ids = world.repositoriesOwnedBy(account).map(({ id }) => id);
      const repositories = new Set(ids.filter((id) => form.has(`${repositoryFieldPrefix}${id}`)));
      return repositories.size > 0 ? { repositories } : { repositories, error: "Tick at least one repository." };
    }
    default:
      return { repositories: new Set(), error: "Choose all repositories, or single ones." };
  }
}
