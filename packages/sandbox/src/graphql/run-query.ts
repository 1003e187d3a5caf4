import {
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { RestRequest } from "../rest/operation.ts";
import type { Fields } from "./fields.ts";
import { writtenError } from "./graph-error.ts";
import { expenseOf } from "./limits.ts";
import { queryNode } from "./query.ts";
import { servedSchema } from "./schema/schema.ts";

/** What a client sent. */
export interface GraphQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** The body that is answered, always with status 200, and what it costs. */
export interface GraphResult {
  readonly body: Fields;
  readonly cost: number;
}

/** A query of more parts is refused before it is read to its end. The longest of GitHub's own command line has some hundreds. */
const mostTokens = 5000;

/**
 * GitHub takes one name for fields of different types on different objects, as its own command line asks for the `state` of what
 * may be an issue or a pull request.
 */
const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

/** Carries out a query, or says in GitHub's shape what is wrong with it. */
export async function runQuery(
  request: RestRequest,
  { query, variables, operationName }: GraphQuery,
): Promise<GraphResult> {
  const schema = servedSchema();
  const document = parseQuery(query);
  if (document instanceof GraphQLError) return refused([document]);
  const errors = validate(schema, document, rules, { maxErrors: 10 });
  if (errors.length > 0) return refused(errors);
  const operation = getOperationAST(document, operationName);
  if (!operation) return refused([new GraphQLError("An operation name is required")]);
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 10 });
  if (values.errors !== undefined) return refused(values.errors);
  return carryOut(request, { document, operation, variables, values: values.coerced, operationName });
}

interface Understood {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they came, and with what was left out filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

async function carryOut(request: RestRequest, understood: Understood): Promise<GraphResult> {
  const { document, operation, variables, values, operationName } = understood;
  const schema = servedSchema();
  const expense = expenseOf(schema, document, { selectionSet: operation.selectionSet, variables: values });
  if (expense.errors.length > 0) return refused(expense.errors);
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: queryNode(request, expense),
    variableValues: variables,
    operationName: operationName ?? null,
  });
  const body = { data: data ?? null, ...(errors && { errors: errors.map(writtenError) }) };
  return { body, cost: expense.cost };
}

function refused(errors: readonly GraphQLError[]): GraphResult {
  return { body: { errors: errors.map(writtenError) }, cost: 1 };
}

function parseQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: mostTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
