import { type Actor, eventNames, isShareable, steps, type TraceEvent } from "@dev-github-tool/oauth";
import { maskShapes } from "../masked-debug.ts";

/** What the first line of a trace says. */
export const TRACE_FORMAT = "dgt-trace";
/** Grows when a reader of the version before would misread the file. */
export const TRACE_VERSION = 1;

/** The first line of a trace. */
export interface TraceHeader {
  readonly version: number;
  /** RFC 3339. */
  readonly startedAt: string | undefined;
}

/** More parameters than any event has; a file with more was made to be tiresome. */
const MOST_PARAMETERS = 30;
const ACTORS: readonly Actor[] = ["browser", "client", "authorization server", "resource server"];
const CHANNELS: readonly TraceEvent["channel"][] = ["front", "back", "local"];
const KINDS: readonly TraceEvent["kind"][] = ["request", "response", "redirect", "check", "note"];

const ADDRESS = /^https?:\/\/[a-z0-9.:[\]-]{1,100}(?:\/[a-z0-9/_-]{0,40})?$/;
/** What honest values of the parameters look like that a trace shows: somebody may have put a secret under such a name. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["client_id", /^[\w.-]{1,24}$/],
  ["scope", /^[a-z_:, ]{0,300}$/],
  ["x-oauth-scopes", /^[a-z_:, ]{0,300}$/],
  ["redirect_uri", ADDRESS],
  ["iss", ADDRESS],
  ["response_type", /^[a-z_ ]{1,30}$/],
  ["code_challenge_method", /^(?:S256|plain)$/],
  ["grant_type", /^[a-z_:-]{1,60}$/],
  ["token_type", /^[a-z]{1,10}$/],
  ["expires_in", /^\d{1,10}$/],
  ["refresh_token_expires_in", /^\d{1,10}$/],
  ["verification_uri", ADDRESS],
  ["interval", /^\d{1,10}$/],
  ["error", /^[a-z_]{1,50}$/],
]);

/** Whether a line is the first line of a trace, of whatever version. */
export function isTraceHeader(line: string): boolean {
  return parseTraceHeader(line) !== undefined;
}

/** The header that a line is, or undefined. */
export function parseTraceHeader(line: string): TraceHeader | undefined {
  const header = parseObject(line);
  if (header?.format !== TRACE_FORMAT || !isCount(header.version)) {
    return undefined;
  }
  const startedAt = typeof header.startedAt === "string" ? Date.parse(header.startedAt) : Number.NaN;
  return {
    version: header.version,
    startedAt: Number.isNaN(startedAt) ? undefined : new Date(startedAt).toISOString(),
  };
}

/**
 * The event that a line is, or undefined. Nothing in it is believed: only known words pass, values that are not masked and
 * not on the allow list are left out, and so is every member that no event has.
 */
export function parseTraceEvent(line: string): TraceEvent | undefined {
  const given = parseObject(line);
  const name = eventNames.find((known) => known === given?.name);
  const step = steps.find((known) => known === given?.step);
  const from = ACTORS.find((known) => known === given?.from);
  const to = ACTORS.find((known) => known === given?.to);
  const channel = CHANNELS.find((known) => known === given?.channel);
  const kind = KINDS.find((known) => known === given?.kind);
  if (!(given && name && step && from && to && channel && kind && isCount(given.seq) && isCount(given.elapsedMs))) {
    return undefined;
  }
  const { status, passed, seq, elapsedMs } = given;
  return {
    name,
    seq,
    elapsedMs,
    step,
    from,
    to,
    channel,
    kind,
    title: "",
    method: wordOf(given.method, /^[A-Z]{1,10}$/),
    url: addressOf(given.url),
    status: isCount(status) && status < 600 ? status : undefined,
    passed: typeof passed === "boolean" ? passed : undefined,
    code: wordOf(given.code, /^[a-z][a-z_]{1,50}$/),
    params: paramsOf(given.params),
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function wordOf(value: unknown, form: RegExp): string | undefined {
  return typeof value === "string" && form.test(value) ? value : undefined;
}

function addressOf(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 300 || !/^https?:\/\/[!-~]+$/.test(value) || !URL.canParse(value)) {
    return undefined;
  }
  const { origin, pathname } = new URL(value);
  const path = pathname.split("/").map((word) => (/^[a-z0-9_:-]{0,24}$/.test(word) ? word : ":name"));
  return maskShapes(`${origin}${path.join("/")}`);
}

/** Whether a value is masked, or looks like what its name promises. */
function isHonest(name: string, value: string): boolean {
  return isShareable("", value) || (isShareable(name, value) && FORMS.get(name)?.test(value) === true);
}

function paramsOf(value: unknown): Record<string, string> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value).slice(0, MOST_PARAMETERS) : [];
  return Object.fromEntries(
    entries.flatMap(([name, param]) =>
      typeof param === "string" && /^[a-z][a-z_-]{0,40}$/.test(name) && isHonest(name, param)
        ? [[name, maskShapes(param)]]
        : [],
    ),
  );
}
