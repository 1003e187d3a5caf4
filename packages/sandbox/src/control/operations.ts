import { clockOperations } from "./clock-operations.ts";
import { faultOperations } from "./fault-operations.ts";
import { journalOperations } from "./journal-operations.ts";
import type { ControlOperation } from "./operation.ts";
import { peopleOperations } from "./people-operations.ts";
import { snapshotOperations } from "./snapshot-operations.ts";

/** Everything a sandbox can be told from outside, in the order in which it is listed. */
export const controlOperations: readonly ControlOperation[] = [
  ...clockOperations,
  ...faultOperations,
  ...journalOperations,
  ...snapshotOperations,
  ...peopleOperations,
];
