/** One condition of a search: a qualifier such as `label:bug`, or a word to be found in texts when the name is empty. */
export interface Term {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly negated: boolean;
}

/** `-`, a qualifier's name, and a value that may be quoted in whole or in part. */
const termPattern = /(-?)(?:([a-z][a-z-]*):)?("(?:[^"\\]|\\.)*"?|[^\s"]+)/gi;

/**
 * Reads GitHub's search syntax: qualifiers, quoted values, words, `-` and `NOT` for what must not be. `AND` is what stands
 * between any two terms; `OR` and parentheses are read as words, as GitHub did before its advanced search.
 *
 * @see https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax
 */
export function parseSearch(text: string): readonly Term[] {
  const terms: Term[] = [];
  let negatesNext = false;
  for (const [, minus = "", name = "", quoted = ""] of text.matchAll(termPattern)) {
    if (name === "" && minus === "" && quoted === "AND") continue;
    if (name === "" && minus === "" && quoted === "NOT") {
      negatesNext = true;
      continue;
    }
    const value = unquoted(quoted);
    if (value !== "") terms.push({ name: name.toLowerCase(), value, negated: minus === "-" || negatesNext });
    negatesNext = false;
  }
  return terms;
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined).replaceAll(/\\(.)/g, "$1");
}

export type Compare = (value: string | number) => boolean;

/**
 * Reads `>5`, `>=2026-01-01`, `1..10`, `*..10` or a plain value; undefined for what is none. Instants are compared as texts,
 * since ISO 8601 sorts as time does, and a date without a time means all of that day.
 */
export function parseRange(text: string, kind: "number" | "instant"): Compare | undefined {
  const read = kind === "number" ? readNumber : readInstant;
  const [from, to, ...more] = text.split("..");
  if (from !== undefined && to !== undefined && more.length === 0) {
    const [least, most] = [from === "*" ? undefined : read(from), to === "*" ? undefined : read(to)];
    if ((from !== "*" && least === undefined) || (to !== "*" && most === undefined)) return undefined;
    return (value) => (least === undefined || value >= least) && (most === undefined || value <= endOf(most));
  }
  const [, operator = "", operand = ""] = /^(>=|<=|>|<)?(.+)$/.exec(text) ?? [];
  const limit = read(operand);
  if (limit === undefined) return undefined;
  if (operator === ">") return (value) => value > endOf(limit);
  if (operator === ">=") return (value) => value >= limit;
  if (operator === "<") return (value) => value < limit;
  if (operator === "<=") return (value) => value <= endOf(limit);
  return (value) => value >= limit && value <= endOf(limit);
}

function endOf(limit: string | number): string | number {
  return typeof limit === "string" && !limit.includes("T") ? `${limit}T99` : limit;
}

function readNumber(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function readInstant(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]{1,30})?$/.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  return text.includes("T") ? `${new Date(text).toISOString().slice(0, 19)}Z` : text;
}
