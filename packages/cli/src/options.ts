import { parseRepositoryName, type RepositoryName } from "@dev-github-tool/github";
import { UsageError } from "./errors.ts";

/** Options of a list as commander gives them. */
export interface ListFlags {
  readonly limit?: string | undefined;
  readonly state?: string | undefined;
  readonly repo?: string | undefined;
  readonly json?: string | true | undefined;
}

export type State = "open" | "closed" | "all";

const DEFAULT_LIMIT = 30;
const MAX_LIMIT = 1_000;
const STATES: readonly State[] = ["open", "closed", "all"];

/** @throws UsageError `invalid_value`. */
export function parseLimit(value: string | undefined): number {
  const limit = value === undefined ? DEFAULT_LIMIT : Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new UsageError(`-L takes a whole number from 1 to ${MAX_LIMIT}`, { code: "invalid_value", hint: "-L 30" });
  }
  return limit;
}

/** @throws UsageError `invalid_value`. */
export function parseState(value: string = "open"): State {
  const state = STATES.find((known) => known === value);
  if (state === undefined) {
    throw new UsageError("-s takes open, closed or all", { code: "invalid_value", hint: "-s all" });
  }
  return state;
}

/**
 * Parses `-R owner/name`; an address copied from the browser is not taken, but understood.
 *
 * @throws GitHubApiError `invalid_repository_name`; UsageError `invalid_value` for an address.
 */
export function parseRepository(value: string | undefined): RepositoryName | undefined {
  const copied = /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+?)(?:\.git)?(?:\/.*)?$/.exec(value ?? "")?.[1];
  if (copied !== undefined) {
    throw new UsageError("-R takes owner/name, not an address", { code: "invalid_value", hint: `-R ${copied}` });
  }
  return value === undefined ? undefined : parseRepositoryName(value);
}
