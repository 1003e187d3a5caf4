import { type ASTNode, GraphQLError } from "graphql";

/** GitHub's kinds of errors, which stand beside the message. */
export type GraphErrorType =
  | "EXCESSIVE_PAGINATION"
  | "FORBIDDEN"
  | "INSUFFICIENT_SCOPES"
  | "MAX_NODE_LIMIT_EXCEEDED"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "NOT_FOUND"
  | "RATE_LIMITED"
  | "RESOURCE_LIMITS_EXCEEDED"
  | "UNPROCESSABLE";

export function graphError(
  type: GraphErrorType,
  message: string,
  { nodes, ...extensions }: { nodes?: readonly ASTNode[]; saml_failure?: boolean } = {},
): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { type, ...extensions } });
}

export function notResolved(what: string, by: string): GraphQLError {
  return graphError("NOT_FOUND", `Could not resolve to ${what} with the ${by}.`);
}

/** @throws GraphQLError unless the token has one of the scopes. A GitHub App has none, and is judged by its permissions. */
export function demandScopes(
  {
    viewer,
  }: {
    viewer: { scopes: ReadonlySet<string>; token: { scopes: readonly string[]; app: { kind: string } } | undefined };
  },
  { field, scopes }: { field: string; scopes: readonly string[] },
): void {
  if (viewer.token?.app.kind === "github-app" || scopes.some((scope) => viewer.scopes.has(scope))) return;
  const listed = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(", ")}]`;
  throw graphError(
    "INSUFFICIENT_SCOPES",
    `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: ${listed(scopes)}, but your token has only been granted the: ${listed(viewer.token?.scopes ?? [])} scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`,
  );
}

/** One entry under `errors`, in GitHub's shape: `type` stands beside the message, not below `extensions`. */
export function writtenError(error: GraphQLError): object {
  const { message, locations, path, extensions } = error;
  const { type, ...others } = extensions;
  return {
    ...(typeof type === "string" && { type }),
    ...(path && { path }),
    ...(Object.keys(others).length > 0 && { extensions: others }),
    ...(locations && { locations }),
    message: inGitHubsWords(message),
  };
}

/** What the executor says in its own words. Texts of the query come back without what could be markup. */
function inGitHubsWords(message: string): string {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  if (field !== undefined) return `Field '${field}' doesn't exist on type '${type}'`;
  return message.replaceAll(/[<>]/g, "");
}
