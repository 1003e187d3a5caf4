import { maskOccurrences, maskSecret } from "@dev-github-tool/oauth";
import type { EnvironmentSecrets } from "./environment.ts";

/** What looks like a token or a client secret of GitHub's, wherever it may have come from. */
const SECRET_SHAPES = /\b(?:gh[opsur]_\w{16,}|github_pat_\w{16,}|[0-9a-f]{40})\b/g;

/** `text` with whatever looks like a secret of GitHub's masked: for words that a person or an error brought along. */
export function maskShapes(text: string): string {
  return text.replaceAll(SECRET_SHAPES, (secret) => maskSecret(secret));
}

/** The stack of an error and of what caused it, line by line, with secrets masked. */
export function describeForDebugging(error: unknown, secrets: EnvironmentSecrets): readonly string[] {
  const stacks: string[] = [];
  for (
    let at: unknown = error;
    at !== undefined && stacks.length < 10;
    at = at instanceof Error ? at.cause : undefined
  ) {
    stacks.push(at instanceof Error ? (at.stack ?? at.message) : typeof at);
  }
  const masked = maskOccurrences(stacks.join("\ncaused by "), [
    secrets.clientSecret,
    secrets.vaultKey,
    ...secrets.tokens.map(({ accessToken }) => accessToken),
  ]);
  return maskShapes(masked).split("\n");
}
