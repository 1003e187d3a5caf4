import { defaultOperation, type Fault, type FaultName } from "./fault.ts";

/** Fields each kind has beside those of every fault. */
const fieldsOf: Readonly<Record<FaultName, readonly string[]>> = {
  hold: ["when"],
  slow: ["delayMs", "when"],
  "slow-token": ["delayMs", "when"],
  "drop-before-commit": [],
  "drop-after-commit": [],
  reset: ["when"],
  truncate: [],
  "slow-drip": ["bytes", "intervalMs"],
  "status-429": ["retryAfter", "when"],
  "status-503": ["retryAfter", "when"],
  "500-once": ["when"],
  "html-error": ["status", "when"],
  "wrong-content-type": ["contentType"],
  "gzip-bomb": ["bytes"],
  "rate-limit": ["resetInMs"],
  "secondary-limit": ["retryAfter"],
  "redirect-token-endpoint": ["location", "status"],
  "expires-in": ["expiresInSeconds"],
  "clock-skew": ["skewMs"],
  "revoke-mid-run": [],
  "state-tamper": [],
  "wrong-iss": ["how", "issuer"],
  eve: ["login"],
};

const targetFields = ["fault", "operation", "clientId", "grant", "call", "times", "probability", "randomness"];

export const faultNames = Object.keys(fieldsOf) as FaultName[];

/** Node's timers fire at once beyond this. */
const longestTimerMs = 2 ** 31 - 1;

const largestBombBytes = 2 ** 30;

const text = (value: unknown): boolean => typeof value === "string";
const headerValue = (value: unknown): boolean => typeof value === "string" && /^[\t\x20-\x7e]*$/.test(value);
const timer = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= longestTimerMs;
const whole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
  clientId: text,
  grant: text,
  randomness: text,
  login: text,
  call: whole(1, Number.MAX_SAFE_INTEGER),
  times: (value) => value === "all" || (typeof value === "number" && value >= 1),
  probability: (value) => typeof value === "number" && value >= 0 && value <= 1,
  when: oneOf("before-commit", "after-commit"),
  delayMs: timer,
  intervalMs: timer,
  resetInMs: timer,
  skewMs: whole(-8e15, 8e15),
  bytes: whole(1, largestBombBytes),
  retryAfter: headerValue,
  contentType: headerValue,
  issuer: text,
  location: headerValue,
  expiresInSeconds: (value) => typeof value === "number" && Number.isFinite(value),
  how: oneOf("lie", "omit", "duplicate"),
};

/**
 * Judges a fault as it came, by name, as a value or out of a JSON document.
 *
 * @throws RangeError that names the field that cannot be.
 */
export function judgeFault(given: unknown): Fault {
  const fault: unknown = typeof given === "string" ? { fault: given } : given;
  if (typeof fault !== "object" || fault === null) throw new RangeError("a fault is a name or an object");
  const name: unknown = Reflect.get(fault, "fault");
  if (!isFaultName(name)) {
    throw new RangeError(`no fault is called ${JSON.stringify(name) ?? "nothing"}; there are ${faultNames.join(", ")}`);
  }
  for (const [field, value] of Object.entries(fault)) {
    if (value === undefined) continue;
    if (![...targetFields, ...fieldsOf[name]].includes(field)) throw new RangeError(`${name} has no "${field}"`);
    if (!ruleFor(name, field)(value)) throw new RangeError(`${name}: "${field}" cannot be ${JSON.stringify(value)}`);
  }
  // Every field was judged against what its type says.
  return fault as Fault;
}

/** The names of all operations: of the pages and endpoints for browsers and sign-ins, and of the API. */
export interface Served {
  readonly web: readonly string[];
  readonly api: readonly string[];
}

/** Returns the names of the operations a fault means. @throws RangeError for one that is not served. */
export function operationsOf(fault: Fault, served: Served): ReadonlySet<string> {
  const meant = [fault.operation ?? defaultOperation(fault.fault)].flat();
  return new Set(
    meant.flatMap((pattern) => {
      const found = matching(pattern, served);
      if (found.length === 0) throw new RangeError(`no operation ${pattern} is served`);
      return found;
    }),
  );
}

function matching(pattern: string, { web, api }: Served): readonly string[] {
  if (pattern === "api") return api;
  const all = [...web, ...api];
  if (pattern === "*") return all;
  return all.filter((id) => (pattern.endsWith("/*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
}

function isFaultName(name: unknown): name is FaultName {
  return typeof name === "string" && Object.hasOwn(fieldsOf, name);
}

function ruleFor(name: FaultName, field: string): (value: unknown) => boolean {
  if (field === "status") return name === "html-error" ? isFinalStatus : oneOf(301, 302, 303, 307, 308);
  if (field === "operation") return (value) => [value].flat().every(text);
  return rules[field] ?? (() => true);
}

function isFinalStatus(status: unknown): boolean {
  return whole(200, 599)(status) && ![204, 205, 304].includes(Number(status));
}
