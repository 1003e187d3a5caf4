import type { Step } from "@dev-github-tool/oauth";
import type { Examination } from "./examination.ts";

/** How a check came out. A warning keeps nothing from working; what was skipped is not known. */
export type Mark = "ok" | "warn" | "fail" | "skipped";

/** What a check found. */
export interface Finding {
  readonly mark: Mark;
  /** What was seen. */
  readonly evidence: string;
  /** What it means. */
  readonly reason?: string | undefined;
  /** The one thing to do. */
  readonly command?: string | undefined;
  /** What `dgt explain` knows more about. */
  readonly code?: string | undefined;
}

/** One thing that is looked at. Looking changes nothing. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** The step of a sign-in that it belongs to. */
  readonly step: Step | undefined;
  readonly run: (examination: Examination) => Promise<Finding>;
}

/** Something that is as it should be. */
export function ok(evidence: string, reason?: string): Finding {
  return { mark: "ok", evidence, reason };
}

/** Something that cannot be looked at now. */
export function skipped(evidence: string): Finding {
  return { mark: "skipped", evidence };
}
