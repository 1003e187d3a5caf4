import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { graphError } from "./graph-error.ts";

/** What a query costs, by GitHub's rules. */
export interface Expense {
  readonly cost: number;
  /** How many nodes it can bring at most. */
  readonly nodeCount: number;
  readonly errors: readonly GraphQLError[];
}

const mostNodes = 500_000;
const mostPerPage = 100;

/** How many fields are looked at: fragments within fragments make more of a query than it has letters. GitHub's limit is time. */
const mostFields = 20_000;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[];
  fields: number;
  nodes: number;
  requests: number;
}

/**
 * Counts before anything is carried out. A list needs `first` or `last`, at most 100, unless only its count is asked for.
 *
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
 */
export function expenseOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { selectionSet, variables }: { selectionSet: SelectionSetNode; variables: Readonly<Record<string, unknown>> },
): Expense {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const walk: Walk = { schema, fragments, variables, errors: [], fields: 0, nodes: 0, requests: 0 };
  visit(walk, selectionSet, { type: schema.getQueryType() ?? undefined, times: 1 });
  if (walk.fields > mostFields)
    walk.errors.push(graphError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded."));
  if (walk.nodes > mostNodes) {
    const message = `This query requests up to ${walk.nodes} possible nodes which exceeds the maximum limit of ${mostNodes}.`;
    walk.errors.push(graphError("MAX_NODE_LIMIT_EXCEEDED", message));
  }
  return { cost: Math.max(1, Math.round(walk.requests / 100)), nodeCount: walk.nodes, errors: walk.errors };
}

interface Place {
  readonly type: GraphQLNamedType | undefined;
  /** How often this part of the query is carried out at most. */
  readonly times: number;
}

function visit(walk: Walk, { selections }: SelectionSetNode, place: Place): void {
  for (const selection of selections) {
    walk.fields += 1;
    if (walk.fields > mostFields) return;
    if (selection.kind === Kind.FIELD) visitField(walk, selection, place);
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const type = fragment.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : place.type;
      visit(walk, fragment.selectionSet, { ...place, type });
    }
  }
}

function visitField(walk: Walk, field: FieldNode, { type, times }: Place): void {
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  const known = type.getFields()[field.name.value];
  const result = known && getNamedType(known.type);
  if (field.selectionSet === undefined || !isCompositeType(result)) return;
  const count = result.name.endsWith("Connection") ? pageSize(walk, field) : undefined;
  if (count !== undefined) {
    walk.requests += times;
    walk.nodes += times * count;
  }
  visit(walk, field.selectionSet, { type: result, times: times * Math.max(count ?? 1, 1) });
}

/** Undefined for a list that brings no nodes. */
function pageSize(walk: Walk, field: FieldNode): number | undefined {
  const asked = field.selectionSet?.selections.some(
    (each) => each.kind !== Kind.FIELD || ["nodes", "edges", "pageInfo"].includes(each.name.value),
  );
  if (asked !== true) return undefined;
  const name = field.name.value;
  const sizes = ["first", "last"].flatMap((side) => {
    const size = numberOf(walk, field.arguments?.find((argument) => argument.name.value === side)?.value);
    return size === undefined ? [] : [{ side, size }];
  });
  const [found] = sizes;
  if (found === undefined) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    walk.errors.push(graphError("MISSING_PAGINATION_BOUNDARIES", message, { nodes: [field] }));
    return 0;
  }
  const { side, size } = found;
  if (size > mostPerPage || size < 0) {
    const message =
      size < 0
        ? `\`${side}\` on the \`${name}\` connection cannot be less than zero.`
        : `Requesting ${size} records on the \`${name}\` connection exceeds the \`${side}\` limit of ${mostPerPage} records.`;
    walk.errors.push(graphError("EXCESSIVE_PAGINATION", message, { nodes: [field] }));
  }
  return Math.max(size, 0);
}

function numberOf({ variables }: Walk, value: ValueNode | undefined): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const variable = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof variable === "number" ? variable : undefined;
}
