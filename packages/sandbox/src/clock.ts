/** The sandbox's clock: codes, tokens, rate windows, the journal and the `Date` header go by it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves the clock, back for a negative number. @throws RangeError for what is no number of milliseconds. */
  advance(ms: number): void;
  /** Sets the clock to an instant, from which it goes on. @throws RangeError for an instant no date can have. */
  set(at: number): void;
}

export interface MovableClock extends Clock {
  /** Undoes every move. */
  restore(): void;
}

/** The greatest distance from the epoch a date can have (ECMA-262, section 21.4.1.1). */
const furthestMs = 8_640_000_000_000_000;

/** Creates a clock that goes as `base` does, and can be moved away from it. */
export function createClock(base: () => number): MovableClock {
  let offsetMs = 0;
  const moveTo = (offset: number): void => {
    if (!(Math.abs(base() + offset) <= furthestMs)) throw new RangeError("the clock cannot be moved there");
    offsetMs = offset;
  };
  return {
    now: () => base() + offsetMs,
    advance: (ms) => moveTo(offsetMs + ms),
    set: (at) => moveTo(at - base()),
    restore: () => moveTo(0),
  };
}
