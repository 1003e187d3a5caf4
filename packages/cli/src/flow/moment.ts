import type { TraceEvent } from "@dev-github-tool/oauth";
import { type EventWords, words } from "./words.ts";

/** Where a lifeline stands. GitHub's two servers share one. */
export type Lane = "browser" | "client" | "github";

/** One event as every view shows it: the words of the catalogue, and the facts of this run. */
export interface Moment {
  readonly event: TraceEvent;
  readonly words: EventWords;
  readonly from: Lane;
  readonly to: Lane;
  /** What stands on the arrow: the number of the step, a word or two, and ✗ where it went wrong. */
  readonly label: string;
  /** What is true of this run only, masked. */
  readonly facts: readonly string[];
  readonly isFailed: boolean;
  /** Whether its reason is to be said: once in a flow, and where things went as they should. */
  readonly isExplained: boolean;
}

/** A code is used within milliseconds, unless something holds the program up. */
const NOTABLE_DELAY_MS = 5_000;
const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const MONTH_SECONDS = 30 * DAY_SECONDS;

/** Gives what puts the events of one flow into words, one after the other. */
export function createDescriber(): (event: TraceEvent) => Moment {
  const seen = new Set<TraceEvent["name"]>();
  let arrivedMs: number | undefined;
  return (event) => {
    arrivedMs = event.name === "redirect_received" ? event.elapsedMs : arrivedMs;
    const said = words[event.name];
    const isExplained = !seen.has(event.name) && !isRefusal(event);
    if (isExplained) {
      seen.add(event.name);
    }
    return {
      event,
      words: said,
      from: laneOf(event.from),
      to: laneOf(event.to),
      label: [said.step, isFailed(event) ? "✗" : undefined, labelOf(event, said)]
        .filter((part) => part !== undefined)
        .join(" "),
      facts: [...factsOf(event), delayOf(event, arrivedMs)].filter((fact) => fact !== ""),
      isFailed: isFailed(event),
      isExplained,
    };
  };
}

/** Whether this is where something went wrong. */
function isFailed(event: TraceEvent): boolean {
  const { name, passed, status = 0, code } = event;
  if (name === "approval_pending") {
    // RFC 8628, section 3.5, has it with HTTP 400, and it is the expected answer all the same.
    return false;
  }
  return passed === false || status >= 400 || isRefusal(event) || code !== undefined;
}

/** A redirect that brings an error in place of a code. */
function isRefusal({ name, params }: TraceEvent): boolean {
  return (name === "redirect_sent" || name === "redirect_received") && params.error !== undefined;
}

function laneOf(actor: TraceEvent["from"]): Lane {
  return actor === "browser" || actor === "client" ? actor : "github";
}

function labelOf({ name, url, status, params }: TraceEvent, { label }: EventWords): string {
  switch (name) {
    case "redirect_sent":
      return params.error === undefined ? "redirect with code" : "redirect with error";
    case "api_requested":
      return `GET ${pathOf(url)}`;
    case "api_answered":
      return status === undefined ? label : `${label} ${status}`;
    default:
      return label;
  }
}

/** The path under the API's address, as GitHub's documentation writes it. */
function pathOf(url: string | undefined): string {
  const path = url !== undefined && URL.canParse(url) ? new URL(url).pathname : "";
  return path.replace(/^\/api\/v3(?=\/)/, "");
}

function factsOf(event: TraceEvent): readonly string[] {
  const { name, params, status, passed, code, step, url } = event;
  const mark = (param: string, label: string): string =>
    params[param] === undefined ? "" : `${label} ${markOf(params[param])}`;
  switch (name) {
    case "secrets_made":
      return [mark("state", "state"), `${mark("code_verifier", "verifier")} → ${mark("code_challenge", "challenge")}`];
    case "page_opened":
      return [
        `scope ${params.scope || "none: public data"}`,
        `redirect ${params.redirect_uri ?? ""}`,
        mark("state", "state"),
        mark("code_challenge", `challenge (${params.code_challenge_method ?? ""})`),
      ];
    case "approval_asked":
      return ["front channel: dgt sees none of it"];
    case "redirect_sent":
    case "redirect_received":
      return [params.error === undefined ? mark("code", "code") : `✗ error ${params.error}`, mark("state", "state")];
    case "state_checked":
      return [
        passed === true
          ? `✓ ${mark("state", "state")} = step 1`
          : `✗ ${mark("state", "state")} is not the one of step 1: its code is not used, and dgt keeps waiting`,
      ];
    case "tokens_requested":
      return [mark("code", "code"), mark("code_verifier", "verifier"), masked("secret", params.client_secret)];
    case "tokens_granted":
      return [
        masked("access", params.access_token) + lifetime(params.expires_in),
        masked("refresh", params.refresh_token) + lifetime(params.refresh_token_expires_in),
        params.scope === undefined ? "" : `granted: ${params.scope || "public data only"}`,
      ];
    case "device_codes_requested":
      return [`scope ${params.scope || "none: public data"}`, masked("secret", params.client_secret)];
    case "device_codes_granted":
      return [
        `${mark("user_code", "user code")} · ${mark("device_code", "device code")}${lifetime(params.expires_in)}`,
        params.interval === undefined ? "" : `ask every ${params.interval} seconds`,
      ];
    case "user_code_shown":
      return [`${mark("user_code", "user code")}${url === undefined ? "" : ` → ${url}`}`];
    case "user_code_awaited":
      return ["front channel: dgt sees none of it"];
    case "device_token_requested":
      return [mark("device_code", "device code"), masked("secret", params.client_secret)];
    case "approval_pending":
      return [params.error ?? ""];
    case "device_codes_refused":
    case "tokens_refused":
      return [`✗ ${code ?? ""}${status === undefined ? "" : ` (HTTP ${status})`}`];
    case "api_answered":
      return [
        `${isFailed(event) ? "✗" : "✓"} HTTP ${status ?? ""}`,
        params["x-oauth-scopes"] === undefined ? "" : `granted: ${params["x-oauth-scopes"] || "public data only"}`,
      ];
    case "refresh_requested":
      return [masked("refresh", params.refresh_token)];
    case "failed":
      return [`✗ ${code ?? ""}, at the ${step}`];
    default:
      return [];
  }
}

/** Says so where a code was not used at once: it does not live long. */
function delayOf({ name, elapsedMs }: TraceEvent, arrivedMs: number | undefined): string {
  const delayMs = name === "tokens_requested" && arrivedMs !== undefined ? elapsedMs - arrivedMs : 0;
  return delayMs < NOTABLE_DELAY_MS
    ? ""
    : `sent ${Math.round(delayMs / 1000)} s after it came: GitHub's codes live ten minutes`;
}

/** The mark of a masked value, or all of it where it has none. */
function markOf(value: string): string {
  return /#[0-9a-f]{4}/.exec(value)?.[0] ?? value;
}

function masked(label: string, value: string | undefined): string {
  return value === undefined ? "" : `${label} ${value}`;
}

function lifetime(seconds: string | undefined): string {
  const count = Number(seconds);
  if (seconds === undefined || !Number.isFinite(count)) {
    return "";
  }
  const [unit, size] =
    count >= 2 * MONTH_SECONDS
      ? ["months", MONTH_SECONDS]
      : count >= 2 * DAY_SECONDS
        ? ["days", DAY_SECONDS]
        : count >= 2 * HOUR_SECONDS
          ? ["hours", HOUR_SECONDS]
          : (["minutes", 60] as const);
  return ` for ${Math.round(count / Number(size))} ${unit}`;
}
