import { RestRefusal } from "../rest/refusal.ts";
import { findItems } from "../rest/search/search-issues.ts";
import { parseSearch } from "../rest/search/search-query.ts";
import { findRepositories } from "../rest/search/search-repositories.ts";
import { connection, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";
import { graphError } from "./graph-error.ts";

export interface SearchArguments extends PageArguments {
  readonly query: string;
  readonly type: "DISCUSSION" | "ISSUE" | "REPOSITORY" | "USER";
}

const nothing = { issueCount: 0, repositoryCount: 0, userCount: 0, codeCount: 0, discussionCount: 0, wikiCount: 0 };

/**
 * GitHub's `search`, in the syntax of REST's. There are no discussions to be found. `last` brings the best results like `first`:
 * GitHub's own command line asks for `last` with `after`, and shows the newest.
 */
export function searchEverything(request: GraphRequest, { query, type, last, ...rest }: SearchArguments): Fields {
  const page = { ...rest, first: rest.first ?? last ?? null };
  try {
    const terms = parseSearch(query);
    if (type === "ISSUE") {
      const found = findItems(request, terms);
      return connection(found, page, {
        node: (each) => request.nodes.item(each),
        whole: { ...nothing, issueCount: found.length },
      });
    }
    if (type === "REPOSITORY") {
      const found = findRepositories(request, terms);
      return connection(found, page, {
        node: (each) => request.nodes.repository(each),
        whole: { ...nothing, repositoryCount: found.length },
      });
    }
    const words = terms.filter(({ name }) => name === "").map(({ value }) => value.toLowerCase());
    const people = type === "USER" ? request.core.seed.people : [];
    const found = people.filter(({ login, name }) =>
      words.every((word) => `${login} ${name ?? ""}`.toLowerCase().includes(word)),
    );
    return connection(found, page, {
      node: (person) => request.nodes.account({ type: "User", ...person }),
      whole: { ...nothing, userCount: found.length },
    });
  } catch (error) {
    if (error instanceof RestRefusal) throw graphError("UNPROCESSABLE", error.message);
    throw error;
  }
}
