// npm run lesson            lists the lessons
// npm run lesson 1          runs one, by its number or name
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DevGitHubError } from "@dev-github-tool/oauth";
import { readAppValues, setGitHubStage } from "./github-stage.ts";
import { setSandboxStage } from "./sandbox-stage.ts";
import { Interrupted, say } from "./speech.ts";
import type { BreakIt, Lesson, Stage } from "./stage.ts";

const contents: Readonly<Record<string, string>> = {
  "1-authorization-url": "the address that asks for access, part by part",
  "2-callback-exchange": "the way back: state, code, and a token for it",
  "3-github-request": "requests with the token, and what scopes allow",
  "token-manager": "hours 0, 1 and 2, day 60, and the end of access",
  "dev-github-tool": "the whole tool",
  "checkpoint-1-code": "why a code comes back, and not a token",
  "checkpoint-2-scope": "a private repository, and a token that may not see it",
  "checkpoint-3-redirect-uri": "the slash at the end of a redirect URI",
  "checkpoint-4-eve": "Eve's code in Alice's browser",
  "checkpoint-5-eight-hours": "eight hours on one-hour tokens",
};

// "checkpoint 3" is what a hand types that means checkpoint-3.
const wanted = process.argv.slice(2).join("-");
const name = Object.keys(contents).find((each) => each === wanted || labelOf(each) === wanted);

// Whoever pipes into `head` has seen enough.
process.stdout.on("error", () => process.exit());

if (name !== undefined) {
  // A lesson that was ended may still be waiting for a browser.
  process.exit(await run(name));
} else {
  if (wanted !== "") {
    say(`There is no lesson "${wanted}".\n`);
    process.exitCode = 1;
  }
  say("npm run lesson NAME runs a lesson. The course around them: lessons/README.md\n");
  for (const [each, title] of Object.entries(contents)) {
    say(`  ${labelOf(each).padEnd(16)}  ${title}`);
  }
}

/** The least that has to be typed: `1`, `checkpoint-1`, or the whole name. */
function labelOf(lessonName: string): string {
  return /^(?:checkpoint-)?\d/.exec(lessonName)?.[0] ?? lessonName;
}

/** Returns the exit code. */
async function run(lessonName: string): Promise<number> {
  const file = `lessons/${lessonName}.ts`;
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  let stage: Stage | undefined;
  let advice: BreakIt | undefined;
  try {
    say(`Lesson ${labelOf(lessonName)}: ${contents[lessonName]}`);
    const { lesson, sandbox, breakIt }: Lesson = await import(new URL(`${lessonName}.ts`, import.meta.url).href);
    advice = breakIt;
    // A checkpoint needs somebody who attacks, and a clock that can be moved.
    const values = lessonName.startsWith("checkpoint-") ? undefined : readAppValues();
    stage = values === undefined ? await setSandboxStage(folder, sandbox) : setGitHubStage(folder, values);
    await Promise.race([lesson(stage), interruption()]);
    await sayWhatToBreak(file, advice);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      say("\nYou ended the lesson. Nothing of it is kept.");
      return 130;
    }
    if (error instanceof DevGitHubError) {
      say(`\nThe lesson ends here, at the ${error.step}: ${error.message} (${error.code}).`);
      say(`What that means: npm run dgt -- explain ${error.code}`);
      await sayWhatIsBroken(file, advice);
      return 1;
    }
    if (error instanceof Error && error.name === "TransformError") {
      say(`Node cannot read it: ${error.message}\nTo begin again: git checkout ${file}`);
      return 1;
    }
    throw error;
  } finally {
    await stage?.close();
  }
}

function interruption(): Promise<never> {
  return new Promise((_, reject) => process.once("SIGINT", () => reject(new Interrupted())));
}

async function sayWhatToBreak(file: string, advice: BreakIt | undefined): Promise<void> {
  if (advice === undefined || (await sayWhatIsBroken(file, advice))) {
    return;
  }
  const { change, into, see } = advice;
  const program = await readProgram(file);
  const line = program.slice(0, program.indexOf(change)).split("\n").length;
  say(`\nBreak it: in line ${line} of ${file} change\n`);
  say(`    ${change.trim()}\n\ninto\n\n    ${into.trim()}\n\nand run it again. ${see}`);
  say(`To mend it: git checkout ${file}`);
}

/** Returns whether the line that is to be changed has been. */
async function sayWhatIsBroken(file: string, advice: BreakIt | undefined): Promise<boolean> {
  if (advice === undefined || (await readProgram(file)).includes(advice.change)) {
    return false;
  }
  say(`\nYou changed the line. ${advice.see}\nTo mend it: git checkout ${file}`);
  return true;
}

/** Without the advice, which stands below the program and names the same line. */
async function readProgram(file: string): Promise<string> {
  return (await readFile(file, "utf8")).split("export const breakIt")[0] ?? "";
}
