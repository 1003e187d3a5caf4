export interface Claim {
  /** The columns that show every cell whole. */
  readonly natural: number;
  /** The fewest columns that are still worth having. */
  readonly least: number;
  readonly essential: boolean;
}

export const GAP = 2;

/**
 * The columns each claim gets of `available`, `0` where it has to leave. The widest gives way first; when all are at their
 * least, the last one that is not essential leaves. `undefined` when even the essential ones do not fit beside each other.
 */
export function shareWidth(claims: readonly Claim[], available: number): number[] | undefined {
  const present = claims.map(() => true);
  for (;;) {
    const widths = shrink(claims, present, available);
    if (widths !== undefined) return widths;
    const leaving = claims.findLastIndex((claim, index) => present[index] === true && !claim.essential);
    if (leaving === -1) return undefined;
    present[leaving] = false;
  }
}

function shrink(claims: readonly Claim[], present: readonly boolean[], available: number): number[] | undefined {
  const widths = claims.map((claim, index) => (present[index] === true ? claim.natural : 0));
  const gaps = GAP * Math.max(0, present.filter(Boolean).length - 1);
  let excess = widths.reduce((sum, width) => sum + width, gaps) - available;
  for (; excess > 0; excess -= 1) {
    const widest = indexOfWidest(claims, widths);
    if (widest === -1) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function indexOfWidest(claims: readonly Claim[], widths: readonly number[]): number {
  let widest = -1;
  claims.forEach((claim, index) => {
    const width = widths[index] ?? 0;
    if (width > claim.least && width > (widths[widest] ?? 0)) widest = index;
  });
  return widest;
}
