import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Operation } from "../src/rest/operation.ts";
import { operations } from "../src/rest/operations.ts";

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly externalDocs: { readonly url: string };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const begin = "<!-- operations: written by packages/sandbox/scripts/write-operations.ts -->";
const end = "<!-- end of operations -->";

/**
 * Returns the page with its table of operations as GitHub's description and the routes have it.
 *
 * @throws Error for a route that the description does not know, and for a page without the marks of the table.
 */
export function withOperations(page: string): string {
  const [before, rest] = page.split(`${begin}\n`);
  const after = rest?.split(`${end}\n`)[1];
  if (before === undefined || after === undefined) throw new Error("the page has no place for the table of operations");
  return `${before}${begin}\n${operationsTable()}${end}\n${after}`;
}

function operationsTable(): string {
  const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
  const description = JSON.parse(readFileSync(file, "utf8")) as Description;
  const rows = operations.filter(({ id }) => id !== "graphql").map((operation) => rowOf(operation, description));
  return ["", "| operation | request | also at |", "|---|---|---|", ...rows.toSorted(), "", ""].join("\n");
}

function rowOf(operation: Operation, { paths }: Description): string {
  const [path = "", ...others] = operation.paths.map(asTemplate);
  const [known, methods] = Object.entries(paths).find(([each]) => sameTemplate(each, path)) ?? [];
  const described = methods?.[operation.method.toLowerCase()];
  if (known === undefined || described === undefined || described.operationId !== operation.id)
    throw new Error(`GitHub describes no operation ${operation.id} at ${operation.method} ${path}`);
  if (described.externalDocs.url !== operation.documentationUrl)
    throw new Error(`${operation.id} is documented at ${described.externalDocs.url}`);
  const also = others.map((each) => `\`${each}\``).join(", ");
  return `| [\`${operation.id}\`](${operation.documentationUrl}) | \`${operation.method} ${known}\` | ${also} |`;
}

/** `/user/:id{[0-9]+}/repos` is `/user/{id}/repos` in the description. */
function asTemplate(route: string): string {
  return route.replaceAll(/:(\w+)(?:\{\[0-9\](?:\+|\{\d+,\d+\})\})?/g, "{$1}");
}

function sameTemplate(one: string, other: string): boolean {
  return one.replaceAll(/\{\w+\}/g, "{}") === other.replaceAll(/\{\w+\}/g, "{}");
}
