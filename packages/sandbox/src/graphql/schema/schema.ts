import { buildSchema, type GraphQLSchema } from "graphql";
import { connectionTypes } from "./connection-types.ts";
import { itemTypes } from "./item-types.ts";
import { repositoryTypes } from "./repository-types.ts";
import { reviewTypes } from "./review-types.ts";
import { rootTypes } from "./root-types.ts";
import { valueTypes } from "./value-types.ts";

let built: GraphQLSchema | undefined;

/** Returns the part of GitHub's public schema that is served. Built at the first call and shared by all sandboxes. */
export function servedSchema(): GraphQLSchema {
  built ??= buildSchema([rootTypes, repositoryTypes, itemTypes, reviewTypes, connectionTypes, valueTypes].join("\n"));
  return built;
}
