import type { Control } from "./control.ts";
import type { ControlOperation } from "./operation.ts";

/** The time, and the way back to the beginning. */
export const clockOperations: readonly ControlOperation[] = [
  {
    name: "clock",
    summary: "Tells what time it is in the sandbox.",
    reads: true,
    fields: {},
    run: (control) => clockOf(control),
  },
  {
    name: "clock/set",
    summary: "Sets the clock, which goes on from there.",
    reads: false,
    fields: { at: "instant" },
    run(control, { at }) {
      control.clock.set(Number(at));
      return clockOf(control);
    },
  },
  {
    name: "clock/advance",
    summary: "Moves the clock by milliseconds, back for a negative number.",
    reads: false,
    fields: { ms: "number" },
    run(control, { ms }) {
      control.clock.advance(Number(ms));
      return clockOf(control);
    },
  },
  {
    name: "reset",
    summary: "Goes back to the seed and to the time it really is.",
    reads: false,
    fields: {},
    run(control) {
      control.reset();
      return clockOf(control);
    },
  },
];

/** What time it is, for people and for programs. */
export function clockOf({ clock }: Control): { now: string; ms: number } {
  const ms = clock.now();
  return { now: new Date(ms).toISOString(), ms };
}
