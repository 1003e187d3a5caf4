import { graphqlOperations } from "../graphql/operation.ts";
import { describeOperation, type Operation } from "./operation.ts";
import { accountOperations } from "./operations/account-operations.ts";
import { appOperations } from "./operations/app-operations.ts";
import { itemOperations } from "./operations/item-operations.ts";
import { metaOperations } from "./operations/meta-operations.ts";
import { repositoryOperations } from "./operations/repository-operations.ts";
import { notFound } from "./refusal.ts";

/** Every operation that is served; GraphQL is one of them. */
export const operations: readonly Operation[] = [
  ...metaOperations,
  ...accountOperations,
  ...repositoryOperations,
  ...itemOperations,
  ...appOperations,
  ...graphqlOperations,
].map(describeOperation);

/** What every other path and method comes to: GitHub answers 404, also for a method it does not support. */
export const unknownOperation: Operation = describeOperation({
  id: "unknown",
  paths: [],
  page: "",
  handle: () => {
    throw notFound("not_found");
  },
});
