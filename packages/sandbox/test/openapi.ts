import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type Compiler from "ajv";
import type { ValidateFunction } from "ajv";
import type StandaloneCode from "ajv/dist/standalone/index.js";
import type AddFormats from "ajv-formats";
import { createDescription, type Schema } from "./openapi-schema.ts";

/**
 * Judges answers by GitHub's OpenAPI description. To read it takes a while, and to compile what it says of one answer takes
 * longer, so what was compiled is kept beside the installed packages, for as long as neither the description nor the way it is
 * read changes.
 */

const require = createRequire(import.meta.url);
const file = require.resolve("@octokit/openapi/generated/api.github.com.json");
const sources = [import.meta.url, new URL("openapi-schema.ts", import.meta.url)].map((url) => fileURLToPath(url));
const installed = require.resolve("@octokit/openapi/package.json");
const fingerprint = createHash("sha256");
for (const source of [...sources, installed]) fingerprint.update(readFileSync(source));
const folder = join(
  fileURLToPath(new URL("../../../node_modules/.cache/github-description", import.meta.url)),
  fingerprint.digest("hex").slice(0, 16),
);

const validators = new Map<string, ValidateFunction | undefined>();
let description: ReturnType<typeof createDescription> | undefined;

export interface Answered {
  /** GitHub's operation id. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly version: string;
  readonly body: string;
}

/** @throws Error that tells what in the answer contradicts the description. */
export function judgeByDescription({ operation, method, path, status, version, body }: Answered): void {
  const validate = validatorOf(operation, status, version);
  if (body === "") {
    if (validate !== undefined && method !== "HEAD")
      throw new Error(`${method} ${path}: an answer ${status} has a body`);
    return;
  }
  if (validate === undefined) throw new Error(`${method} ${path}: an answer ${status} has no body`);
  if (validate(JSON.parse(body))) return;
  const errors = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join(", ");
  throw new Error(`${method} ${path} ${status}: ${errors}`);
}

/** Undefined when the answer has no body. */
function validatorOf(operation: string, status: number, version: string): ValidateFunction | undefined {
  const key = `${operation.replaceAll("/", "-")} ${status} ${version}`;
  if (validators.has(key)) return validators.get(key);
  const path = join(folder, `${key.replaceAll(" ", "-")}.cjs`);
  if (!existsSync(path)) {
    description ??= createDescription(readFileSync(file, "utf8"));
    write(path, description.responseSchema(operation, { status, version }));
  }
  const validate = require(path) as ValidateFunction | null;
  validators.set(key, validate ?? undefined);
  return validate ?? undefined;
}

function write(path: string, schema: Schema | undefined): void {
  const code = schema === undefined ? "module.exports = null;\n" : compile(schema);
  mkdirSync(folder, { recursive: true });
  // Another process may be writing the same.
  const draft = `${path}.${process.pid}.${validators.size}`;
  writeFileSync(draft, code);
  renameSync(draft, path);
}

/** Loads the compiler only here: that takes as long as many a test file, and every one of them imports this. */
function compile(schema: Schema): string {
  const { Ajv }: typeof Compiler = require("ajv");
  const standaloneCode: typeof StandaloneCode = require("ajv/dist/standalone");
  const addFormats: typeof AddFormats = require("ajv-formats");
  const ajv = new Ajv({ strict: false, allErrors: true, code: { source: true } });
  addFormats.default(ajv);
  return standaloneCode.default(ajv, ajv.compile(schema));
}
