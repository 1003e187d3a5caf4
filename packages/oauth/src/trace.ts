import type { Step } from "./errors.ts";
import { maskSecret } from "./mask.ts";
import type { Runtime } from "./runtime.ts";
import type { Secret } from "./secret.ts";

/** Who takes part: the person with their browser, this program, and the provider's two servers. */
export type Actor = "browser" | "client" | "authorization server" | "resource server";

/** One thing that happened, safe to share: values that are not on the allow list are masked. */
export interface TraceEvent {
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
}

/** What a caller records: an event in the clear, which the trace masks before it keeps or shows it. */
export interface TraceInput extends Omit<TraceEvent, "seq" | "elapsedMs" | "params" | "url"> {
  readonly url?: string | URL | undefined;
  readonly params?: Readonly<Record<string, string | Secret | undefined>> | undefined;
}

/** A stream of events from one sign-in, for explaining, diagnosing and sharing. */
export interface Trace {
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
  "iss",
  "error",
]);

/**
 * Starts a trace that calls `onEvent` with each event, masked, as it happens.
 *
 * Equal secrets get equal marks (`#7f3a`) within one trace. Marks are drawn at random and not computed from the value,
 * so they cannot be used to guess it or to correlate two traces.
 */
export function createTrace(options: {
  readonly onEvent: (event: TraceEvent) => void;
  readonly runtime: Runtime;
}): Trace {
  const { onEvent, runtime } = options;
  const startedAt = runtime.now();
  const markOf = new Map<string, string>();
  const taken = new Set<string>();
  let seq = 0;

  function mark(value: string): string {
    let found = markOf.get(value);
    while (found === undefined) {
      const [high = 0, low = 0] = runtime.random(2);
      const drawn = `#${((high << 8) | low).toString(16).padStart(4, "0")}`;
      if (!taken.has(drawn)) {
        taken.add(drawn);
        markOf.set(value, drawn);
        found = drawn;
      }
    }
    return found;
  }

  function shown(name: string, value: string | Secret): string {
    if (typeof value === "string" && SHOWN.has(name)) {
      return value;
    }
    const clear = typeof value === "string" ? value : value.reveal();
    return maskSecret(clear, mark(clear));
  }

  return {
    record({ params = {}, url, ...event }) {
      seq += 1;
      const masked: Record<string, string> = {};
      for (const [name, value] of Object.entries(params)) {
        if (value !== undefined) {
          masked[name] = shown(name, value);
        }
      }
      onEvent({
        ...event,
        seq,
        elapsedMs: runtime.now() - startedAt,
        params: masked,
        ...(url === undefined ? {} : { url: withoutQuery(url) }),
      });
    },
  };
}

function withoutQuery(url: string | URL): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
