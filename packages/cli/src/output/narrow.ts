/** Latin and common punctuation take one column each on every terminal, and can be counted without any tables. */
export function isNarrow(text: string): boolean {
  return /^[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]*$/.test(text);
}
