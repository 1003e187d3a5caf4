import type { Entry } from "../catalogue/entry.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import type { Advice, Situation } from "./advice.ts";

/** What to say about an error, and how the tool ends. */
export function advise<Failure>(
  entry: Entry<Failure>,
  error: Failure,
  situation: Situation,
): Advice & { readonly exitCode: ExitCode } {
  const { reason, next, exitCode = exitCodes.failure } = { ...entry, ...entry.refine?.(error, situation) };
  return { ...fill({ reason, next }, situation.host), exitCode };
}

/** Puts the host into words that leave it open. */
export function fill({ reason, next }: Advice, host: Host): Advice {
  const put = (words: string): string =>
    words.replaceAll("{host}", () => host.name).replaceAll("{baseUrl}", () => host.baseUrl);
  return { reason: put(reason), next: next.map(put) };
}
