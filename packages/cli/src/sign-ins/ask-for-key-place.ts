import type { NoKeyringReason } from "@dev-github-tool/vault";
import type { CommandContext } from "../command-context.ts";
import type { Environment } from "../environment.ts";
import { askFor, askWhich } from "../prompt.ts";
import { text } from "../text.ts";
import type { ConfigFile } from "./config-file.ts";
import { type KeyPlace, keyFileBeside } from "./key-place.ts";

/**
 * Lets the person choose where the key rests when there is no keyring, and remembers it. The memory of this run is chosen
 * for this run. Undefined when there is nobody to ask: then nothing is decided for them.
 */
export async function askForKeyPlace(
  reason: NoKeyringReason,
  question: Pick<CommandContext, "asking" | "output"> & { readonly env: Environment; readonly config: ConfigFile },
): Promise<KeyPlace | "memory" | undefined> {
  const { asking, output, env, config } = question;
  if (asking === undefined) {
    return undefined;
  }
  output.note(text.keyPlace.noKeyring(reason));
  const kind = await askWhich(text.keyPlace.which, {
    choices: [
      { value: "memory", label: text.keyPlace.memory, hint: text.keyPlace.memoryHint },
      { value: "file", label: text.keyPlace.file, hint: text.keyPlace.fileHint },
      { value: "command", label: text.keyPlace.command, hint: text.keyPlace.commandHint },
    ],
    asking,
  });
  if (kind === "memory") {
    return "memory";
  }
  if (kind === "file") {
    await config.update((before) => ({ ...before, vaultKey: { kind: "file" } }));
    return { kind: "file", path: keyFileBeside(env) };
  }
  const words = await askFor(text.keyPlace.whichCommand, { judge: judgeCommand, asking });
  const [program = "", ...args] = words.trim().split(/\s+/);
  const place = { kind: "command", command: [program, ...args] } as const satisfies KeyPlace;
  await config.update((before) => ({ ...before, vaultKey: place }));
  return place;
}

function judgeCommand(words: string): string | undefined {
  return /^\s*(?:\/|[A-Za-z]:\\)\S/.test(words) ? undefined : text.keyPlace.commandNotAbsolute;
}
