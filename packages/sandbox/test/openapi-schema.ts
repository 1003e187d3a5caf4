/**
 * Reads GitHub's OpenAPI description. That is an OpenAPI 3.0 document, so `nullable` and `discriminator` are translated to JSON
 * Schema first; read as plain JSON Schema it would refuse every null and take any variant. Objects whose properties are
 * described may hold no others, so that a misspelt field is noticed.
 */

export type Schema = { readonly [keyword: string]: unknown };

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, Schema>;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
}

export interface Description {
  /** The schema of an answer; undefined when it has no body. */
  responseSchema(operationId: string, answer: { status: number; version: string }): Schema | undefined;
}

const basicError: Schema = { $ref: "#/components/schemas/basic-error" };
const validationError: Schema = { $ref: "#/components/schemas/validation-error" };

/** Where practice is known to differ from the description: authors and forks can be deleted. */
const nullInPractice = new Set([
  "#/components/schemas/pull-request-simple/properties/head/properties/repo",
  "#/components/schemas/pull-request/properties/user",
  "#/components/schemas/pull-request/properties/head/properties/repo",
  "#/components/schemas/pull-request/properties/head/properties/user",
]);

/** Media types put other forms of the text in the place of `body`; of pull requests the description leaves them out. */
const withTextForms = new Set(["#/components/schemas/pull-request-simple", "#/components/schemas/pull-request"]);

/** Errors of validation carry `status` like all others. */
const openInPractice = new Set([
  "#/components/schemas/validation-error",
  "#/components/schemas/validation-error-simple",
]);
/** Repositories that are blocked tell why and since when; the description leaves that out here. */
const blockedError: Schema = {
  type: "object",
  required: ["message", "documentation_url", "status", "block"],
  properties: { block: { type: "object", required: ["reason", "created_at", "html_url"] } },
};

/** GraphQL is not described there: data, errors or both, and of the errors at least a message. */
const graphqlResult: Schema = {
  type: "object",
  anyOf: [{ required: ["data"] }, { required: ["errors"] }],
  additionalProperties: false,
  properties: {
    data: { type: ["object", "null"] },
    errors: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["message"],
        additionalProperties: false,
        properties: { type: {}, message: { type: "string" }, path: {}, locations: {}, extensions: { type: "object" } },
      },
    },
  },
};

/** What the version after the described one took away. */
const removedLater = [
  ...["assignee", "authorizations_url", "has_downloads", "merge_commit_sha", "rate"],
  ...["use_squash_pr_title_as_default"],
];

export function createDescription(text: string): Description {
  const document = JSON.parse(text) as Document;
  const operations = new Map(
    Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => [operation.operationId, operation] as const),
    ),
  );
  const resolve = (schema: Schema): Schema => {
    if (typeof schema.$ref !== "string") return schema;
    const parts = schema.$ref.slice(2).split("/");
    return parts.reduce<unknown>((value, name) => (value as Schema)[name], document) as Schema;
  };
  return {
    responseSchema(operationId, { status, version }) {
      const operation = operations.get(operationId);
      if (operationId === "graphql" && status === 200) return graphqlResult;
      if (operation === undefined && !["graphql", "preflight", "unknown"].includes(operationId))
        throw new Error(`GitHub describes no operation ${operationId}`);
      const response = operation?.responses[String(status)];
      if (status === 451) return blockedError;
      const content = response && (resolve(response).content as Record<string, { schema: Schema }> | undefined);
      const schema = content?.["application/json"]?.schema ?? undescribed(status);
      if (schema === undefined || status !== 403) return schema && translated(schema, version);
      return { anyOf: [translated(schema, version), blockedError] };
    },
  };

  function translated(schema: Schema, version = ""): Schema {
    const removed = version === "2026-03-10" ? removedLater : [];
    return translate(schema, "");

    /** `pointer` is where the schema lies in the description. */
    function translate(each: Schema, pointer: string): Schema {
      if (nullInPractice.has(pointer)) return { anyOf: [{ type: "null" }, translateKnown(each, "")] };
      return translateKnown(each, pointer);
    }

    function translateKnown(each: Schema, pointer: string): Schema {
      if (typeof each.$ref === "string") return translate(resolve(each), each.$ref);
      const { nullable, discriminator, required, ...rest } = each;
      const result: Record<string, unknown> = {};
      for (const [keyword, value] of Object.entries(rest)) result[keyword] = translateKeyword(keyword, value, pointer);
      const optional = withTextForms.has(pointer) ? [...removed, "body"] : removed;
      if (Array.isArray(required)) result.required = required.filter((name) => !optional.includes(name));
      if (withTextForms.has(pointer)) Object.assign(result.properties as object, { body_text: {}, body_html: {} });
      if (discriminator !== undefined) result.oneOf = discriminate(each, pointer);
      const closed =
        rest.properties !== undefined && rest.additionalProperties === undefined && !openInPractice.has(pointer);
      if (closed) result.additionalProperties = false;
      return nullable === true ? { anyOf: [{ type: "null" }, result] } : result;
    }

    function translateKeyword(keyword: string, value: unknown, pointer: string): unknown {
      if (keyword === "properties") {
        const properties = Object.entries(value as Record<string, Schema>);
        return Object.fromEntries(
          properties.map(([name, each]) => [name, translate(each, `${pointer}/properties/${name}`)]),
        );
      }
      if (["oneOf", "anyOf"].includes(keyword)) return (value as Schema[]).map((each) => translate(each, ""));
      // What is joined from parts may hold what any of the parts describes.
      if (keyword === "allOf") return (value as Schema[]).map((each) => ({ ...opened(translate(each, "")) }));
      if (["items", "additionalProperties"].includes(keyword) && typeof value === "object")
        return translate(value as Schema, "");
      return value;
    }

    /** Gives each variant the value of the discriminating property that selects it. */
    function discriminate({ discriminator }: Schema, pointer: string): Schema[] {
      const { propertyName, mapping } = discriminator as { propertyName: string; mapping: Record<string, string> };
      return Object.entries(mapping).map(([value, $ref]) => ({
        allOf: [
          translate({ $ref }, pointer),
          { properties: { [propertyName]: { const: value } }, required: [propertyName] },
        ],
      }));
    }
  }
}

/** Not every operation lists every error it answers with. */
function undescribed(status: number): Schema | undefined {
  if (status === 422) return validationError;
  return status === 301 || status >= 400 ? basicError : undefined;
}

function opened({ additionalProperties: _closed, ...schema }: Schema): Schema {
  // A part that may be null became a choice.
  return Array.isArray(schema.anyOf) ? { ...schema, anyOf: schema.anyOf.map(opened) } : schema;
}
