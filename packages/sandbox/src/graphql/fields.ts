import type { RestRequest } from "../rest/operation.ts";
import type { SeedRepository } from "../seed.ts";
import type { Account, Item } from "../world.ts";

/**
 * A node of the graph: values by the names of their fields, and functions for those that take arguments or cost something. The
 * executor calls them when a query asks for them.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** An issue or a pull request, and where it is. */
export interface Placed<Kind extends Item["kind"] = Item["kind"]> {
  readonly repository: SeedRepository;
  readonly item: Item & { readonly kind: Kind };
}

/** What a query sees: the request it came with, and the ways to all nodes that others lead to. */
export interface GraphRequest extends RestRequest {
  readonly nodes: {
    readonly account: (account: Account) => Fields;
    /** Null for an account that was deleted. */
    readonly accountByLogin: (login: string | null) => Fields | null;
    readonly repository: (repository: SeedRepository) => Fields;
    readonly item: (placed: Placed) => Fields;
  };
}
