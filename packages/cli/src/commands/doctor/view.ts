import type { Step } from "@dev-github-tool/oauth";
import { maskShapes } from "../../masked-debug.ts";
import type { Output } from "../../output/index.ts";
import type { Check, Finding, Mark } from "./finding.ts";
import { words } from "./words.ts";

/** What `dgt doctor --json` prints. */
export interface Diagnosis {
  readonly host: string;
  readonly checks: readonly {
    readonly id: string;
    readonly title: string;
    readonly step: Step | null;
    readonly mark: Mark;
    readonly evidence: string;
    readonly reason: string | null;
    readonly command: string | null;
    readonly code: string | null;
  }[];
  /** The check that explains the most; null when nothing is wrong. */
  readonly likeliest: string | null;
}

/** Puts together what was found. Evidence may quote what somebody configured, so shapes of secrets are masked in it. */
export function buildDiagnosis(known: {
  readonly host: string;
  readonly findings: readonly { readonly check: Check; readonly finding: Finding }[];
  /** Ids of the checks that explain more than the others, the most telling first. */
  readonly likelihood: readonly string[];
}): Diagnosis {
  const { host, findings, likelihood } = known;
  const checks = findings.map(({ check: { id, title, step }, finding }) => ({
    id,
    title,
    step: step ?? null,
    mark: finding.mark,
    evidence: maskShapes(finding.evidence),
    reason: finding.reason ?? null,
    command: finding.command === undefined ? null : maskShapes(finding.command),
    code: finding.code ?? null,
  }));
  const rank = ({ id }: { readonly id: string }): number =>
    likelihood.includes(id) ? likelihood.indexOf(id) : likelihood.length;
  const worst = (["fail", "warn"] as const).flatMap((wanted) =>
    checks.filter(({ mark }) => mark === wanted).toSorted((one, other) => rank(one) - rank(other)),
  );
  return { host, checks, likeliest: worst[0]?.id ?? null };
}

/** Shows a person what was found. */
export function showDiagnosis(
  { checks, likeliest }: Diagnosis,
  { output, ...manner }: { readonly output: Output; readonly hasGlyphs: boolean; readonly isNarrow: boolean },
): void {
  for (const check of checks) {
    const { mark, reason, command } = check;
    const detail = (label: string, value: string): void =>
      output.line(words.detail(label, value, manner), words.detailIndent(manner));
    output.line(words.check(check, manner), words.indent(manner));
    if (reason !== null) detail(mark === "ok" ? "note" : "why", reason);
    if (command !== null) detail(mark === "ok" ? "try" : "do", command);
  }
  const cause = checks.find(({ id }) => id === likeliest);
  output.line("");
  output.line(cause === undefined ? words.healthy : words.cause(cause), 2);
}
