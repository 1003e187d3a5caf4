import { parseJsonObject } from "../rest/json-body.ts";
import type { OperationSketch, RestAnswer, RestRequest } from "../rest/operation.ts";
import { countRequest, primaryLimitRefusal, standingOf } from "../rest/rate-limit.ts";
import { RestRefusal } from "../rest/refusal.ts";
import type { GraphQuery } from "./run-query.ts";

const page = "https://docs.github.com/graphql";

/** `POST /graphql`, and `GET`, which answers the schema: both count against a limit of their own. */
export const graphqlOperations: readonly OperationSketch[] = (["POST", "GET"] as const).map((method) => ({
  id: "graphql",
  method,
  paths: ["/graphql"],
  page: "",
  documentationUrl: page,
  rateResource: "graphql",
  // Counted by what the query costs.
  freeOfRateLimit: true,
  handle: method === "POST" ? answerQuery : answerSchema,
}));

async function answerQuery(request: RestRequest): Promise<RestAnswer> {
  demandToken(request);
  const body = parseJsonObject(await request.readText());
  const query = "query" in body ? body.query : undefined;
  if (typeof query !== "string")
    return {
      status: 200,
      body: { errors: [{ message: "A query attribute must be specified and must be a string." }] },
    };
  const variables = "variables" in body ? body.variables : undefined;
  const operationName = "operationName" in body ? body.operationName : undefined;
  return answer(request, {
    query,
    variables: typeof variables === "object" && variables !== null ? { ...variables } : {},
    operationName: typeof operationName === "string" && operationName !== "" ? operationName : undefined,
  });
}

async function answerSchema(request: RestRequest): Promise<RestAnswer> {
  demandToken(request);
  const { getIntrospectionQuery } = await import("graphql");
  return answer(request, { query: getIntrospectionQuery(), variables: {}, operationName: undefined });
}

/** The executor is loaded by the first query: whoever only signs in never pays for it. */
async function answer(request: RestRequest, query: GraphQuery): Promise<RestAnswer> {
  const { core, exchange, viewer } = request;
  if (standingOf(core, viewer, "graphql").remaining === 0) {
    const { message } = primaryLimitRefusal(core, exchange, viewer);
    return { status: 200, decision: "rate_limited", body: { errors: [{ type: "RATE_LIMITED", message }] } };
  }
  const { runQuery } = await import("./run-query.ts");
  const { body, cost } = await runQuery(request, query);
  countRequest(core, viewer, { resource: "graphql", cost });
  return { status: 200, body };
}

function demandToken({ viewer }: RestRequest): void {
  if (viewer.person !== undefined) return;
  throw new RestRefusal({
    status: 401,
    message: "This endpoint requires you to be authenticated.",
    decision: "token_needed",
    documentationUrl: `${page}/guides/forming-calls-with-graphql#authenticating-with-graphql`,
  });
}
