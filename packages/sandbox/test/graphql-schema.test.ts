import { schema as publicSchema } from "@octokit/graphql-schema";
import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
} from "graphql";
import { expect, test } from "vitest";
import { servedSchema } from "../src/graphql/schema/schema.ts";
import { createSandbox } from "../src/index.ts";
import { origin } from "./drive.ts";
import { tokenOf } from "./small-seed.ts";

// The published document defines two fields twice.
const published = buildSchema(publicSchema.idl, { assumeValidSDL: true });

/** Everything a schema promises, one line each. */
function promisesOf(schema: GraphQLSchema): Set<string> {
  const promises = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    promises.add(`${type.constructor.name} ${type.name}`);
    if (isEnumType(type)) for (const { name } of type.getValues()) promises.add(`${type.name}.${name}`);
    if (isUnionType(type)) for (const { name } of type.getTypes()) promises.add(`${type.name} may be ${name}`);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const { name } of type.getInterfaces()) promises.add(`${type.name} is a ${name}`);
      for (const field of Object.values(type.getFields())) {
        promises.add(`${type.name}.${field.name}: ${field.type}`);
        for (const { name, type: of, defaultValue } of field.args)
          promises.add(`${type.name}.${field.name}(${name}: ${of} = ${JSON.stringify(defaultValue)})`);
      }
    }
    if (isInputObjectType(type)) {
      for (const { name, type: of, defaultValue } of Object.values(type.getFields()))
        promises.add(`${type.name}.${name}: ${of} = ${JSON.stringify(defaultValue)}`);
    }
  }
  return promises;
}

test("facts 7.9: every type, field, argument, default and word of the served schema is GitHub's", () => {
  const theirs = promisesOf(published);
  const ours = promisesOf(servedSchema());
  expect(ours.size).toBeGreaterThan(400);
  expect([...ours].filter((promise) => !theirs.has(promise))).toEqual([]);
});

test("facts 7.9: GET answers the schema, as introspection has it", async () => {
  const sandbox = createSandbox();
  const response = await sandbox.fetch(`${origin}/api/graphql`, {
    headers: { Authorization: `Bearer ${tokenOf(sandbox)}` },
  });
  const { data } = (await response.json()) as { data: IntrospectionQuery };
  expect(promisesOf(buildClientSchema(data))).toEqual(promisesOf(servedSchema()));
});
