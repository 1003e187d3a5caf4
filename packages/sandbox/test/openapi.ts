import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

/**
 * Judges answers by GitHub's OpenAPI description. That is an OpenAPI 3.0 document, so `nullable` and `discriminator` are
 * translated to JSON Schema first; read as plain JSON Schema it would refuse every null and take any variant. Objects
 * whose properties are described may hold no others, so that a misspelt field is noticed.
 */

type Schema = { readonly [keyword: string]: unknown };

interface Description {
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, Schema> }>>;
}

const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
let loaded: Description | undefined;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validators = new Map<string, ValidateFunction>();

const basicError: Schema = { $ref: "#/components/schemas/basic-error" };

/** Where practice is known to differ from the description: of a deleted fork nothing is left in `head.repo`. */
const nullInPractice = "#/components/schemas/pull-request-simple/properties/head/properties/repo";

/** Errors of validation carry `status` like all others, although only the others are described so. */
const openInPractice = new Set([
  "#/components/schemas/validation-error",
  "#/components/schemas/validation-error-simple",
]);

/** Thirteen megabytes: read only by tests that judge something. */
function describe(): Description {
  loaded ??= JSON.parse(readFileSync(file, "utf8")) as Description;
  return loaded;
}

export interface Answered {
  readonly method: string;
  /** Without query and without the prefix of Enterprise Server. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** @throws Error that tells what in the answer contradicts the description. */
export function judgeByDescription({ method, path, status, body }: Answered): void {
  const schema = responseSchema(method, path, status);
  if (method === "HEAD" || schema === undefined) {
    if (body !== "") throw new Error(`${method} ${path}: an answer ${status} has no body`);
    return;
  }
  const key = JSON.stringify(schema);
  const validate = validators.get(key) ?? ajv.compile(translate(schema, ""));
  validators.set(key, validate);
  if (!validate(JSON.parse(body))) throw new Error(`${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`);
}

function responseSchema(method: string, path: string, status: number): Schema | undefined {
  // The description has no paths by id, although GitHub's own links lead to them.
  const documented = path.replace(/^\/repositories\/\d+/, "/repos/owner/name");
  const template = Object.keys(describe().paths).find((candidate) => matches(candidate, documented));
  const operation = describe().paths[template ?? ""]?.[method === "HEAD" ? "get" : method.toLowerCase()];
  const response = operation?.responses[String(status)];
  const content = response && (resolve(response).content as Record<string, { schema: Schema }> | undefined);
  return content?.["application/json"]?.schema ?? (status >= 400 ? basicError : undefined);
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
}

function resolve(schema: Schema): Schema {
  if (typeof schema.$ref !== "string") return schema;
  const target = schema.$ref
    .slice(2)
    .split("/")
    .reduce<unknown>((value, name) => (value as Schema)[name], describe());
  return target as Schema;
}

/** `pointer` is where the schema lies in the description. */
function translate(schema: Schema, pointer: string): Schema {
  if (pointer === nullInPractice) return { anyOf: [{ type: "null" }, translate(schema, "")] };
  if (typeof schema.$ref === "string") return translate(resolve(schema), schema.$ref);
  const { nullable, discriminator, ...rest } = schema;
  const translated: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(rest)) translated[keyword] = translateKeyword(keyword, value, pointer);
  if (discriminator !== undefined) translated.oneOf = discriminate(schema, pointer);
  const closed =
    rest.properties !== undefined && rest.additionalProperties === undefined && !openInPractice.has(pointer);
  if (closed) translated.additionalProperties = false;
  return nullable === true ? { anyOf: [{ type: "null" }, translated] } : translated;
}

function translateKeyword(keyword: string, value: unknown, pointer: string): unknown {
  if (keyword === "properties") {
    const properties = Object.entries(value as Record<string, Schema>);
    return Object.fromEntries(
      properties.map(([name, each]) => [name, translate(each, `${pointer}/properties/${name}`)]),
    );
  }
  if (["oneOf", "anyOf", "allOf"].includes(keyword)) return (value as Schema[]).map((each) => translate(each, ""));
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
