import type { Control } from "./control.ts";
import type { FieldTypes } from "./input.ts";

export type Input = Readonly<Record<string, unknown>>;

/** Something that a sandbox can be told from outside. */
export interface ControlOperation {
  readonly name: string;
  readonly summary: string;
  /** Reading ones change nothing, and may be asked for with GET. */
  readonly reads: boolean;
  readonly fields: FieldTypes;
  readonly run: (control: Control, input: Input, signal: AbortSignal | undefined) => unknown;
}
