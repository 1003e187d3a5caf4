/** What was computed before, by a text that tells results apart. */
export interface Memo<Result> {
  /** Returns what is known under the key, or computes and keeps it. */
  recall(key: string, compute: () => Result): Result;
}

/** Creates a memo that forgets everything rather than hold more than `limit`, as `weigh` measures it. */
export function createMemo<Result>({
  limit,
  weigh,
}: {
  limit: number;
  weigh: (result: Result, key: string) => number;
}): Memo<Result> {
  const known = new Map<string, { readonly result: Result }>();
  let weight = 0;
  return {
    recall(key, compute) {
      const entry = known.get(key);
      if (entry !== undefined) return entry.result;
      const result = compute();
      weight += weigh(result, key);
      if (weight > limit) {
        known.clear();
        weight = weigh(result, key);
      }
      known.set(key, { result });
      return result;
    },
  };
}
