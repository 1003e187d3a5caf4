import { Writable } from "node:stream";
import type { InputStream } from "./context.ts";
import { Interrupted } from "./errors.ts";
import { neutralise, type OutputStream } from "./output/index.ts";

/** Where questions are asked. */
export interface Asking {
  readonly stdin: InputStream;
  readonly stderr: OutputStream;
  readonly signal: AbortSignal;
  readonly color: boolean;
  readonly accessible: boolean;
}

/** One answer to choose from. Its words are made printable before they are drawn. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** Whether there is a person to ask: both ends of the conversation are a terminal, and nobody asked for silence. */
export function canPrompt(
  { stdin, stderr, env }: Pick<Asking, "stdin" | "stderr"> & { readonly env: NodeJS.Dict<string> },
  noInput: boolean,
): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && env.TERM !== "dumb" && !noInput && !env.DGT_NO_INPUT;
}

/**
 * Asks which of several, on stderr.
 *
 * @throws Interrupted when the person presses Ctrl-C or Escape.
 */
export async function askWhich<Value extends string>(
  question: string,
  { choices, asking }: { readonly choices: readonly Choice<Value>[]; readonly asking: Asking },
): Promise<Value> {
  const { select } = await import("@clack/prompts");
  const options = choices.map(({ value, label, hint }) => ({
    value,
    label: neutralise(label),
    ...(hint === undefined ? {} : { hint: neutralise(hint) }),
  }));
  return ask<Value>(asking, (common) =>
    // Sound: clack's Option is a conditional type, which TypeScript does not resolve for a type parameter.
    select<Value>({ ...common, message: neutralise(question), options: options as never, showInstructions: false }),
  );
}

/**
 * Asks a question of yes or no, on stderr. Enter gives the answer that stands there first.
 *
 * @throws Interrupted when the person presses Ctrl-C or Escape.
 */
export async function askWhether(
  question: string,
  { initial, asking }: { readonly initial: boolean; readonly asking: Asking },
): Promise<boolean> {
  const { confirm } = await import("@clack/prompts");
  return ask<boolean>(asking, (common) => confirm({ ...common, message: neutralise(question), initialValue: initial }));
}

/**
 * Asks for a line of text, on stderr. `judge` says what is wrong with an answer, which is then asked for again.
 *
 * @throws Interrupted when the person presses Ctrl-C or Escape.
 */
export async function askFor(
  question: string,
  { judge, asking }: { readonly judge: (answer: string) => string | undefined; readonly asking: Asking },
): Promise<string> {
  const { text } = await import("@clack/prompts");
  return ask<string>(asking, (common) =>
    text({ ...common, message: neutralise(question), validate: (answer) => judge(answer ?? "") }),
  );
}

async function ask<Value>(
  { stdin, stderr, signal, color, accessible }: Asking,
  draw: (common: {
    input: InputStream;
    output: Writable;
    signal: AbortSignal;
    accessible: boolean;
  }) => Promise<Value | symbol>,
): Promise<Value> {
  const hungUp = new Promise<never>((_, reject) => {
    stdin.once("end", () => reject(new Interrupted()));
  });
  const output = createPromptStream(stderr, color);
  const answer = await Promise.race([draw({ input: stdin, output, signal, accessible }), hungUp]);
  if (typeof answer === "symbol") {
    throw new Interrupted();
  }
  // Sound: clack's only symbol stands for "cancelled". TypeScript does not narrow a type parameter.
  return answer as Value;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of control characters.
const COLOR = /\x1b\[[0-9;]*m/g;

/**
 * The terminal as clack draws on it, which moves the cursor and so cannot pass the tool's writer; its words were made
 * printable before. Clack decides about colour in a way of its own, so colour is taken out here where it is not wanted.
 */
function createPromptStream(terminal: OutputStream, color: boolean): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, callback) => {
      terminal.write(color ? chunk : chunk.replaceAll(COLOR, ""), () => callback());
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => terminal.columns },
    rows: { get: () => ("rows" in terminal ? terminal.rows : undefined) },
  });
}
