import type { Step } from "./errors.ts";
import { createMarks, LONGEST_SHOWN } from "./marks.ts";
import type { Runtime } from "./runtime.ts";
import type { Secret } from "./secret.ts";

/** Who takes part: the person with their browser, this program, and the provider's two servers. */
export type Actor = "browser" | "client" | "authorization server" | "resource server";

/** Every name an event can have: the steps of the code flow in the order they run, those of the device flow, what else may happen. */
export const eventNames = [
  "secrets_made",
  "page_opened",
  "approval_asked",
  "redirect_sent",
  "redirect_received",
  "state_checked",
  "tokens_requested",
  "tokens_granted",
  "tokens_refused",
  "api_requested",
  "api_answered",
  "device_codes_requested",
  "device_codes_granted",
  "device_codes_refused",
  "user_code_shown",
  "user_code_awaited",
  "device_token_requested",
  "approval_pending",
  "refresh_requested",
  "revocation_requested",
  "failed",
] as const;

/** What an event is about: the key to everything that can be said of it. */
export type EventName = (typeof eventNames)[number];

/** One thing that happened, safe to share: values that are not on the allow list are masked. */
export interface TraceEvent {
  readonly name: EventName;
  /** Counts from 1 within a trace. */
  readonly seq: number;
  /** Milliseconds since the trace began. */
  readonly elapsedMs: number;
  readonly step: Step;
  readonly from: Actor;
  readonly to: Actor;
  /** `front` runs through the browser, `back` is direct, `local` stays on this machine. */
  readonly channel: "front" | "back" | "local";
  readonly kind: "request" | "response" | "redirect" | "check" | "note";
  /** What happened, in a few words that name no value. */
  readonly title: string;
  readonly method?: string | undefined;
  /** The address without its query. */
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** For a check: whether it passed. */
  readonly passed?: boolean | undefined;
  /** For what went wrong: the stable code of the error. */
  readonly code?: string | undefined;
}

/** What a caller records: an event in the clear, which the trace masks before it keeps or shows it. */
export interface TraceInput extends Omit<TraceEvent, "seq" | "elapsedMs" | "params" | "url"> {
  readonly url?: string | URL | undefined;
  readonly params?: Readonly<Record<string, string | Secret | undefined>> | undefined;
}

/** A stream of events from one sign-in, for explaining, diagnosing and sharing. */
export interface Trace {
  /** Masks the event and hands it on. */
  record(event: TraceInput): void;
}

/** Parameters whose values are shown. Everything else is masked, so that a parameter nobody thought of stays hidden. */
const SHOWN = new Set([
  "client_id",
  "scope",
  "redirect_uri",
  "response_type",
  "code_challenge_method",
  "grant_type",
  "token_type",
  "expires_in",
  "refresh_token_expires_in",
  "verification_uri",
  "interval",
  "iss",
  "error",
  "x-oauth-scopes",
]);

const MASKED = /^(?:gh[opsur]_|github_pat_)?… \(\d{1,7} characters(?:, #[0-9a-f]{4})?\)$/;

/**
 * Whether a trace may hold this value under this name: it is masked, or the name is on the allow list. For readers of traces
 * that somebody else wrote.
 */
export function isShareable(name: string, value: string): boolean {
  return MASKED.test(value) || (SHOWN.has(name) && value.length <= LONGEST_SHOWN);
}

/**
 * Starts a trace that calls `onEvent` with each event, masked, as it happens.
 *
 * Equal secrets get equal marks (`#7f3a`) within one trace. Marks are drawn at random and not computed from the value,
 * so they cannot be used to guess it or to correlate two traces. A secret is masked inside shown values too, where a server
 * may echo it.
 */
export function createTrace(options: {
  readonly onEvent: (event: TraceEvent) => void;
  readonly runtime: Runtime;
}): Trace {
  const { onEvent, runtime } = options;
  const startedAt = runtime.now();
  const marks = createMarks(runtime);
  let seq = 0;

  function maskParams(params: NonNullable<TraceInput["params"]>): Record<string, string> {
    const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
    const hidden = given.map(({ name, value }) =>
      typeof value === "string" && SHOWN.has(name)
        ? undefined
        : marks.mask(typeof value === "string" ? value : value.reveal()),
    );
    // Only now, since a value may echo the secret beside it.
    return Object.fromEntries(given.map(({ name, value }, at) => [name, hidden[at] ?? marks.show(String(value))]));
  }

  return {
    record({ params = {}, url, ...event }) {
      seq += 1;
      onEvent({
        ...event,
        seq,
        elapsedMs: runtime.now() - startedAt,
        params: maskParams(params),
        ...(url === undefined ? {} : { url: withoutQuery(url) }),
      });
    },
  };
}

function withoutQuery(url: string | URL): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
