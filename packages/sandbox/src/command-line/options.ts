import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Fault } from "../faults/fault.ts";
import { judgeFault } from "../faults/judge-fault.ts";
import { judgeSwitches, type Profile } from "../oauth/profile.ts";
import { readSeed, SeedError } from "../seed-reading/read-seed.ts";
import type { StartOptions } from "../start-sandbox.ts";

/** A command line that cannot be carried out. The message is for the person at the keyboard. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a command line asks for. */
export type Order =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "serve"; readonly options: StartOptions; readonly isJson: boolean }
  | { readonly kind: "do"; readonly operation: string; readonly input: unknown };

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  exposed: { type: "boolean" },
  unix: { type: "string" },
  tls: { type: "boolean" },
  seed: { type: "string" },
  fault: { type: "string", multiple: true },
  clock: { type: "string" },
  strict: { type: "boolean" },
  switch: { type: "string", multiple: true },
  randomness: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

type Flags = ReturnType<typeof parse>["values"];

/** @throws UsageError for whatever cannot be. */
export function readCommandLine(args: readonly string[]): Order {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const [command, ...rest] = positionals;
  if (command === "do") return readDo(rest);
  if (command !== undefined) throw new UsageError(`there is no command ${JSON.stringify(command)}; --help lists them`);
  return { kind: "serve", options: readOptions(values), isJson: values.json === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own words name the flag; they go on with advice that does not fit here.
    const [words = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new UsageError(`${words}; --help lists the options`);
  }
}

function readDo([operation, input = "{}", ...rest]: readonly string[]): Order {
  if (operation === undefined) throw new UsageError("do what? Name an operation, such as clock/advance");
  if (rest.length > 0) throw new UsageError("do takes an operation and its input, as one JSON object");
  return { kind: "do", operation, input: parseJson(input, "the input") };
}

function readOptions(values: Flags): StartOptions {
  const { port, host, exposed, unix, tls, seed, fault = [], clock, strict, switch: switched = [], randomness } = values;
  if (unix !== undefined && (port !== undefined || host !== undefined)) {
    throw new UsageError("--unix takes the place of --port and --host");
  }
  return {
    ...{ port: port === undefined ? undefined : readPort(port), host, exposed, unix, tls, randomness },
    seed: seed === undefined ? undefined : readSeedFile(seed),
    faults: fault.map(readFault),
    clock: clock === undefined ? undefined : readInstant(clock),
    profile: strict === true ? "strict" : undefined,
    switches: readSwitches(switched),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`--port: ${JSON.stringify(text)} is no number from 0 to 65535`);
}

function readInstant(text: string): string {
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(`--clock: ${JSON.stringify(text)} is no instant such as 2026-11-01T12:00:00Z`);
}

/** `NAME`, `NAME@OPERATION`, or a JSON object. */
function readFault(text: string): Fault {
  const [, name = "", operation] = /^([^@]*)(?:@(.*))?$/s.exec(text) ?? [];
  const fault = text.startsWith("{")
    ? parseJson(text, "--fault")
    : { fault: name, ...(operation !== undefined && { operation }) };
  try {
    return judgeFault(fault);
  } catch (error) {
    throw new UsageError(`--fault: ${error instanceof Error ? error.message : "it cannot be"}`);
  }
}

/** `NAME=VALUE` each. */
function readSwitches(texts: readonly string[]): Partial<Profile> {
  try {
    return judgeSwitches(Object.fromEntries(texts.map(readSwitch)));
  } catch (error) {
    throw new UsageError(`--switch: ${error instanceof Error ? error.message : "it cannot be"}`);
  }
}

function readSwitch(text: string): readonly [name: string, value: unknown] {
  const [name = "", value = ""] = text.split(/=(.*)/s);
  if (value === "true" || value === "false") return [name, value === "true"];
  return [name, value.trim() === "" || Number.isNaN(Number(value)) ? value : Number(value)];
}

function readSeedFile(path: string): StartOptions["seed"] {
  let text: string;
  try {
    text = readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    throw new UsageError(`--seed: the file cannot be read (${code})`);
  }
  try {
    return readSeed(parseJson(text, "--seed: the file"));
  } catch (error) {
    if (error instanceof SeedError) {
      throw new UsageError(["--seed:", ...error.mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
    }
    throw error;
  }
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The text itself is not repeated: it may hold a token.
    const [place = ""] = /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(error)) ?? [];
    throw new UsageError(`${what} is not JSON${place === "" ? "" : ` ${place}`}`);
  }
}
