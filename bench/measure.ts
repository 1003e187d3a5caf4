// The statistics of the bench: who is compared, in which order, and how the figures are drawn.

/** One of the things compared. */
export interface Contestant {
  readonly name: string;
  /** Does it once and gives back the figure, in the unit of the comparison. */
  readonly run: () => Promise<number>;
  readonly budget?: Budget | undefined;
}

/** What a contestant may cost: by itself, more than the first one, or as many times as much; or the least it must bring. */
export interface Budget {
  readonly of: "value" | "difference" | "ratio" | "at-least";
  readonly limit: number;
}

type Unit = "ms" | "MB" | "µs" | "ns" | "/s";

export interface Comparison {
  readonly title: string;
  readonly unit: Unit;
  /** The first one is what the others are compared with. */
  readonly contestants: readonly Contestant[];
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Row {
  readonly name: string;
  readonly value: Spread;
  /** Compared with the first contestant of the same round; absent in its own row. */
  readonly difference?: Spread | undefined;
  readonly ratio?: Spread | undefined;
  readonly budget?: (Budget & { readonly isOver: boolean }) | undefined;
}

export interface Figures {
  readonly title: string;
  readonly unit: Unit;
  readonly rounds: number;
  readonly rows: readonly Row[];
  /** What was counted beside, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Runs all contestants in turn, round after round, so that whatever else the machine does meets all of them. A first
 * round, which reads files from the disk that later ones find in memory, is thrown away.
 */
export async function compare({ title, unit, contestants }: Comparison, rounds: number): Promise<Figures> {
  const measured = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { run }] of contestants.entries()) {
      const value = await run();
      if (round > 0) {
        measured[index]?.push(value);
      }
    }
  }
  const rows = contestants.map(({ name, budget }, index): Row => {
    const values = measured[index] ?? [];
    const value = spread(values);
    if (index === 0) {
      return { name, value, budget: judge(budget, { value }) };
    }
    const base = measured[0] ?? [];
    const difference = spread(values.map((each, round) => each - (base[round] ?? Number.NaN)));
    const ratio = spread(values.map((each, round) => each / (base[round] ?? Number.NaN)));
    return { name, value, difference, ratio, budget: judge(budget, { value, difference, ratio }) };
  });
  return { title, unit, rounds, rows, notes: [] };
}

type Spreads = Readonly<{ value: Spread; difference?: Spread; ratio?: Spread }>;

function judge(budget: Budget | undefined, spreads: Spreads): Row["budget"] {
  if (budget === undefined) return undefined;
  const { of, limit } = budget;
  if (of === "at-least") return { ...budget, isOver: spreads.value.median < limit };
  return { ...budget, isOver: (spreads[of]?.median ?? Number.NaN) > limit };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return {
    median: middle.reduce((sum, value) => sum + value, 0) / middle.length,
    min: sorted.at(0) ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}

const HEADER = ["", "median", "min – max", "difference", "min – max", "ratio", "budget", ""];

/** Draws the figures of one comparison as a table. */
export function drawFigures({ title, unit, rows, notes }: Figures): string {
  const show = (value: number): string => value.toFixed(1);
  const cells = rows.map(({ name, value, difference, ratio, budget }) => [
    name,
    `${show(value.median)} ${unit}`,
    range(value, show),
    difference ? signed(difference.median) : "",
    difference ? range(difference, signed) : "",
    ratio ? `× ${ratio.median.toFixed(2)}` : "",
    budget ? drawBudget(budget, unit) : "",
    budget ? drawVerdict(budget) : "",
  ]);
  const table = rows.length === 0 ? [] : [HEADER, ...cells];
  const widths = HEADER.map((_label, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === HEADER.length - 1;
  const pad = (cell: string, column: number): string =>
    isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const lines = table.map((row) => row.map(pad).join("  ").trimEnd());
  return [title, ...[...lines, ...notes].map((line) => `  ${line}`)].join("\n");
}

function drawVerdict({ of, isOver }: NonNullable<Row["budget"]>): string {
  if (!isOver) return "within";
  return of === "at-least" ? "below" : "over budget";
}

function drawBudget({ of, limit }: Budget, unit: Unit): string {
  if (of === "ratio") return `× ${limit}`;
  const sign = of === "difference" ? "+" : of === "at-least" ? "≥ " : "";
  return `${sign}${limit} ${unit}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
}

function range({ min, max }: Spread, show: (value: number) => string): string {
  return `${show(min)} – ${show(max)}`;
}
