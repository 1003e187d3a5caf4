import { clockOf } from "./clock-operations.ts";
import { InputError } from "./input.ts";
import type { ControlOperation } from "./operation.ts";

/** Moments to go back to. */
export const snapshotOperations: readonly ControlOperation[] = [
  {
    name: "snapshots",
    summary: "Lists the names of the snapshots.",
    reads: true,
    fields: {},
    run: ({ snapshots }) => ({ snapshots: snapshots.list() }),
  },
  {
    name: "snapshots/save",
    summary: "Saves this moment under a name.",
    reads: false,
    fields: { name: "text" },
    run({ snapshots }, { name }) {
      snapshots.save(String(name));
      return { snapshots: snapshots.list() };
    },
  },
  {
    name: "snapshots/restore",
    summary: "Goes back to the moment that was saved under a name.",
    reads: false,
    fields: { name: "text" },
    run(control, { name }) {
      control.snapshots.restore(String(name));
      return clockOf(control);
    },
  },
  {
    name: "snapshots/remove",
    summary: "Forgets a snapshot.",
    reads: false,
    fields: { name: "text" },
    run({ snapshots }, { name }) {
      if (!snapshots.remove(String(name))) throw new InputError(`there is no snapshot named ${JSON.stringify(name)}`);
      return { snapshots: snapshots.list() };
    },
  },
];
