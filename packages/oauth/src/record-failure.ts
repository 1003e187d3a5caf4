import { DevGitHubError } from "./errors.ts";
import type { Trace } from "./trace.ts";

/** Records that the flow ended here, and why. */
export function recordFailure(trace: Trace | undefined, error: unknown): void {
  const known = error instanceof DevGitHubError ? error : undefined;
  trace?.record({
    name: "failed",
    step: known?.step ?? "authorization URL",
    from: "client",
    to: "client",
    channel: "local",
    kind: "note",
    title: "the flow ended here",
    code: known?.code ?? "unexpected",
  });
}
