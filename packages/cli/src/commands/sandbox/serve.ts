import { runSandboxCommand } from "@dev-github-tool/sandbox";
import type { CommandContext } from "../../command-context.ts";
import { SandboxError, UsageError } from "../../errors.ts";
import { exitCodes } from "../../exit-codes.ts";
import { VERSION } from "../../version.ts";

/** Options as commander hands them over. */
export interface SandboxFlags {
  readonly port?: string | undefined;
  readonly unix?: string | undefined;
  readonly seed?: string | undefined;
  readonly clock?: string | undefined;
  readonly randomness?: string | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly switch?: readonly string[] | undefined;
  readonly tls?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly json?: string | true | undefined;
}

const withValue = ["port", "unix", "seed", "clock", "randomness"] as const;

/** Spells the options as `dgt-sandbox` takes them, which judges them. Beyond this machine only that one goes. */
export function parseSandbox(flags: SandboxFlags): readonly string[] {
  return [
    ...withValue.flatMap((name) => (flags[name] === undefined ? [] : [`--${name}=${flags[name]}`])),
    ...(["fault", "switch"] as const).flatMap((name) => (flags[name] ?? []).map((value) => `--${name}=${value}`)),
    ...(["tls", "strict", "json"] as const).flatMap((name) => (flags[name] === undefined ? [] : [`--${name}`])),
  ];
}

/** Runs a sandbox until the person has had enough. */
export async function runSandbox(args: readonly string[], { env, output, signal }: CommandContext): Promise<void> {
  const complaints: string[] = [];
  const exitCode = await runSandboxCommand(args, {
    environment: env,
    print: (lines) => {
      for (const line of lines.split("\n")) output.line(line);
    },
    complain: (lines) => void complaints.push(lines.replace(/^dgt-sandbox: /, "")),
    signal,
    version: VERSION,
  });
  const complaint = complaints.join("\n");
  if (exitCode === exitCodes.usage) throw new UsageError(complaint, { code: "invalid_value" });
  if (exitCode !== exitCodes.ok) throw new SandboxError(complaint);
  signal.throwIfAborted();
}
