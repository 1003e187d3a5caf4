import { createTrace, type TraceEvent } from "@dev-github-tool/oauth";
import { CommanderError } from "commander";
import type { Situation } from "./advice/advice.ts";
import type { CommandContext } from "./command-context.ts";
import type { Context } from "./context.ts";
import { ChecksFailed, Interrupted, UsageError } from "./errors.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { defaultHost, parseHost } from "./host.ts";
import { describeForDebugging } from "./masked-debug.ts";
import { bold, createOutput, type Output } from "./output/index.ts";
import { buildProgram, type Call } from "./program.ts";
import { canPrompt } from "./prompt.ts";
import { text } from "./text.ts";

/** Words of the command line that decide about output, read before the rest so that its mistakes are shown rightly. */
interface Manner {
  readonly color: boolean;
  readonly isJson: boolean;
  readonly isDebugging: boolean;
}

/** Runs one command line. Never ends the process, and never throws: what goes wrong is explained on stderr. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  const manner: Manner = {
    color: !argv.includes("--no-color"),
    isJson: argv.some((word) => word === "--json" || word.startsWith("--json=")),
    isDebugging: argv.includes("--debug"),
  };
  const output = createOutput({
    stdout: context.stdout,
    stderr: context.stderr,
    env: context.env,
    color: manner.color ? undefined : false,
    now: () => context.runtime.now(),
  });
  const hasTokenVariable = context.secrets.tokens.length > 0;
  let situation: Situation = { command: "dgt", host: defaultHost, hasTokenVariable };
  let exitCode: ExitCode = exitCodes.ok;
  try {
    const program = buildProgram({
      onCall: async (call) => {
        situation = { ...situation, command: call.name };
        situation = { ...situation, host: parseHost(call.flags.host || context.env.DGT_HOST || undefined) };
        await perform(call, { context, output, manner, situation });
      },
      print: (printed) => printHelp(printed, output),
      columns: context.stdout.columns,
    });
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    exitCode = await report(error, { context, output, manner, situation });
  }
  await output.flush();
  return exitCode;
}

interface Setting {
  readonly context: Context;
  readonly output: Output;
  readonly manner: Manner;
  readonly situation: Situation;
}

async function perform({ flags, load }: Call, { context, output, manner, situation }: Setting): Promise<void> {
  if (flags.clientSecret !== undefined) {
    throw new UsageError("other users of this machine can read a command line, so no option takes a secret", {
      code: "secret_on_command_line",
      hint: "GITHUB_CLIENT_SECRET in the environment or in .env",
    });
  }
  const act = await load();
  const { env, runtime, stdin, stderr, signal } = context;
  // A program that reads JSON is told nothing on the side: stderr then holds one JSON object, or nothing.
  const talk: Output = manner.isJson ? { ...output, note: () => {} } : output;
  const mayAsk = canPrompt({ stdin, stderr, env }, !flags.input) && !manner.isJson;
  const color = manner.color && !env.NO_COLOR;
  const onDebugEvent = manner.isDebugging ? (event: TraceEvent) => output.note(text.debug.event(event)) : undefined;
  await act({
    ...context,
    output: talk,
    host: situation.host,
    situation,
    account: flags.account,
    mayWait: flags.input && !env.DGT_NO_INPUT,
    asking: mayAsk ? { stdin, stderr, signal, color, accessible: output.accessible } : undefined,
    onDebugEvent,
    trace: onDebugEvent && createTrace({ runtime, onEvent: onDebugEvent }),
  } satisfies CommandContext);
}

async function report(error: unknown, { context, output, manner, situation }: Setting): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) {
    return exitCodes.ok;
  }
  const format = manner.isJson ? "json" : "lines";
  if (context.signal.aborted || error instanceof Interrupted) {
    if (manner.isJson) {
      output.error({ message: text.cancelled, reason: text.cancelled, code: "interrupted", next: [] }, format);
    } else {
      output.note(text.cancelled);
    }
    return exitCodes.interrupted;
  }
  if (error instanceof ChecksFailed) {
    return exitCodes.failure;
  }
  const cause = error instanceof CommanderError ? toUsageError(error) : error;
  // All that is known about errors: a command that succeeds does without it.
  const { explain } = await import("./explain.ts");
  const { report, exitCode } = explain(cause, situation);
  if (manner.isDebugging && !manner.isJson) {
    for (const line of describeForDebugging(error, context.secrets)) {
      output.note(text.debug.line(line));
    }
  }
  output.error(report, format);
  return exitCode;
}

/** Commander's words without its prefix, and without the values of options: one may be a secret that was put there. */
function toUsageError({ message }: CommanderError): UsageError {
  const [first = "", suggestion = ""] = message.replace(/^error: /, "").split("\n");
  return new UsageError(first.replaceAll(/(--[\w-]+)=[^']*/g, "$1"), {
    code: "invalid_arguments",
    hint: /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(suggestion)?.[1],
  });
}

function printHelp(printed: string, output: Output): void {
  for (const line of printed.trimEnd().split("\n")) {
    output.line(/^\S.*:$/.test(line) ? bold(line) : line);
  }
}
