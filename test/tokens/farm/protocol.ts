import type { Provider, RefreshPolicy } from "@dev-github-tool/oauth";

/** What a worker is told once, on its standard input, where no other process can read it. */
export interface WorkerSetup {
  readonly vaultPath: string;
  readonly vaultKey: string;
  readonly provider: Provider;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string;
  readonly policy: RefreshPolicy;
}

/**
 * Where a worker can be made to stop: it has the lease; it is about to send; it has the answer; the answer is in the store. On
 * the way between `before_send` and `answered` the server stops it, with a fault.
 */
export type StopPoint = "leased" | "before_send" | "answered" | "committed";

/** What a worker is told. `offsetMs` is how far its clock is ahead of the machine's. */
export type Command =
  | { readonly kind: "open"; readonly setup: WorkerSetup }
  | {
      readonly kind: "ask";
      readonly id: number;
      readonly account: string;
      readonly offsetMs: number;
      /** When to ask, by the machine's clock, so that many ask at the same instant; at once when it has passed. */
      readonly at: number;
      /** Whether to make a request with the token, which the server's journal then shows. */
      readonly isUsed: boolean;
    }
  | { readonly kind: "sign_out"; readonly id: number; readonly account: string; readonly offsetMs: number }
  | { readonly kind: "stop_at"; readonly point: StopPoint }
  | { readonly kind: "go_on" };

/** What a worker says. Tokens it keeps to itself: that they work shows in the server's journal. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "stopped"; readonly point: StopPoint }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly verdict: string;
      readonly reason: string | undefined;
      /** When the verdict was there, by the machine's clock. */
      readonly at: number;
      /** What the API answered to the token; undefined when it was not used. */
      readonly status: number | undefined;
    };
