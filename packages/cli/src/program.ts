import { Command, Option } from "commander";
import { closest } from "./closest.ts";
import type { CommandContext } from "./command-context.ts";
import { type CommandSpec, commands, type Flags, mainRun } from "./commands.ts";
import { UsageError } from "./errors.ts";
import { formatHelp } from "./help.ts";
import { text } from "./text.ts";
import { VERSION } from "./version.ts";

/** Options that every command has. */
export interface GlobalFlags {
  readonly host?: string | undefined;
  readonly account?: string | undefined;
  readonly input: boolean;
  readonly clientSecret?: unknown;
}

/** A command line that was understood, apart from what its options mean to the command. */
export interface Call {
  readonly name: string;
  readonly flags: Flags & GlobalFlags;
  readonly load: () => Promise<(context: CommandContext) => Promise<void>>;
}

/** What the command line is parsed with. */
export interface ProgramOptions {
  readonly onCall: (call: Call) => Promise<void>;
  /** Called with help and version, which go to stdout when they were asked for. */
  readonly print: (text: string) => void;
  readonly columns: number | undefined;
}

/** Builds the tree of commands. Nothing of a command itself is loaded. Errors are thrown, never printed. */
export function buildProgram({ onCall, print, columns }: ProgramOptions): Command {
  const program = new Command("dgt")
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: () => {},
      outputError: () => {},
      ...(columns === undefined ? {} : { getOutHelpWidth: () => columns }),
    })
    .configureHelp({ formatHelp })
    .helpCommand(false)
    .helpOption("-h, --help", text.help.option)
    .version(VERSION, "-V, --version", text.help.version)
    .option("--host <host>", text.help.host)
    .option("--account <name>", text.help.account)
    .option("--no-color", text.help.noColor)
    .option("--no-input", text.help.noInput)
    .option("--debug", text.help.debug)
    .addOption(new Option("--client-secret [value]").hideHelp());

  const add = (spec: CommandSpec, isDefault: boolean): void => {
    const command = program.command(spec.name, isDefault ? { isDefault, hidden: true } : {}).argument("[words...]");
    for (const [flags, description] of spec.options) {
      command.option(flags, description);
    }
    command.action(async (words: readonly string[]) => {
      if (spec.words === undefined) {
        refuseWords(words, isDefault ? undefined : spec.name);
      }
      // Sound: Flags and GlobalFlags spell out the options declared above and in the list of commands.
      const flags = command.optsWithGlobals() as Flags & GlobalFlags;
      await onCall({ name: isDefault ? "dgt" : `dgt ${spec.name}`, flags, load: () => spec.load(flags, words) });
    });
  };
  add(mainRun, true);
  for (const spec of commands) {
    add(spec, false);
  }
  addHelpCommand(program, print);
  return program;
}

/** What other tools call it. */
const OTHER_NAMES: Readonly<Partial<Record<string, string>>> = {
  accounts: "status",
  auth: "status",
  whoami: "status",
  signin: "login",
  signout: "logout",
  repositories: "repos",
  pulls: "prs",
};

/** Most commands take no bare word, so a word where none belongs is a mistyped command or a forgotten `-R`. */
function refuseWords([word]: readonly string[], command: string | undefined): void {
  if (word === undefined) {
    return;
  }
  if (command === undefined) {
    const names = commands.map(({ name }) => name);
    const meant = OTHER_NAMES[word] ?? closest(word, names);
    throw new UsageError(`there is no command "${word}"`, {
      code: "unknown_command",
      hint: meant === undefined ? undefined : `dgt ${meant}`,
    });
  }
  throw new UsageError(`dgt ${command} takes options only, and no "${word}"`, {
    code: "invalid_arguments",
    hint: word.includes("/") ? `dgt ${command} -R owner/name` : `dgt ${command} --help`,
  });
}

function addHelpCommand(program: Command, print: (text: string) => void): void {
  program
    .command("help", { hidden: true })
    .argument("[topic]")
    .action((topic: string | undefined) => {
      if (topic === "exit-codes") {
        print(text.help.exitCodes);
        return;
      }
      const described = topic === undefined ? program : program.commands.find((command) => command.name() === topic);
      if (described === undefined) {
        refuseWords([topic ?? ""], undefined);
      }
      described?.outputHelp();
    });
}
