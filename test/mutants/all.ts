import { apiMutants } from "./api.ts";
import { deviceMutants } from "./device.ts";
import type { Mutant } from "./mutant.ts";
import { postgresMutants } from "./postgres.ts";
import { processMutants } from "./processes.ts";
import { sandboxMutants } from "./sandbox.ts";
import { controlMutants } from "./sandbox-control.ts";
import { signInMutants } from "./sign-in.ts";
import { tokenAnswerMutants } from "./token-answers.ts";
import { tokenManagerMutants } from "./token-manager.ts";
import { tokenTurnMutants } from "./token-turns.ts";
import { toolMutants } from "./tool.ts";
import { vaultFileMutants } from "./vault-files.ts";
import { vaultRecordMutants } from "./vault-records.ts";

/** Every defence that is taken out, one after the other. */
export const mutants: readonly Mutant[] = [
  ...signInMutants,
  ...deviceMutants,
  ...tokenAnswerMutants,
  ...tokenManagerMutants,
  ...tokenTurnMutants,
  ...processMutants,
  ...vaultRecordMutants,
  ...vaultFileMutants,
  ...postgresMutants,
  ...sandboxMutants,
  ...controlMutants,
  ...apiMutants,
  ...toolMutants,
];
