/** Random choices that are the same in every run. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice;
  chance(probability: number): boolean;
}

/** The generator known as mulberry32: 32 bits of state are plenty for a practice world. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    pick(choices) {
      const choice = choices[integer(0, choices.length - 1)];
      return choice === undefined ? choices[0] : choice;
    },
    chance: (probability) => next() < probability,
  };
}
