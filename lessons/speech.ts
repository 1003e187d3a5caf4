// How a lesson talks with the person who runs it.
import { createInterface } from "node:readline/promises";

/** The person pressed Ctrl-C, or closed the terminal, instead of answering. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Longer lines are hard to read, however wide the window is. */
const LONGEST_LINE = 100;

/** What the lessons write beyond ASCII, for terminals that do not say that they know more. */
const inAscii: Readonly<Record<string, string>> = {
  "→": "->",
  "…": "...",
  "✔": "ok",
  "✖": "x",
  "★": "*",
  "—": "-",
  "·": "-",
};
const { LC_ALL, LC_CTYPE, LANG } = process.env;
const isPlain = !/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || (/win32|darwin/.test(process.platform) ? "UTF-8" : ""));

/** What cannot be seen, but for the ends of lines, and for the joiner that makes one picture of two. */
const INVISIBLE =
  /(?!\n|(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Prints lines, broken between words. Text from GitHub may hold terminal escapes, so what cannot be seen is replaced. */
export function say(text = ""): void {
  const width = Math.min(process.stdout.columns ?? 80, LONGEST_LINE);
  const visible = text.replaceAll(INVISIBLE, isPlain ? "?" : "\ufffd");
  const lines = (isPlain ? visible.replaceAll(/\P{ASCII}/gu, (sign) => inAscii[sign] ?? "?") : visible).split("\n");
  console.log(lines.map((line) => wrap(line, width)).join("\n"));
}

/** Lines that follow begin under the first word, after a number. A word that is too long stays whole. */
function wrap(line: string, width: number): string {
  const [start = ""] = /^ *(?:#?\d+\.? )?/.exec(line) ?? [];
  const lines: string[] = [];
  let current = start;
  for (const word of line.slice(start.length).split(" ")) {
    if (current.length > start.length && current.length + word.length > width) {
      lines.push(current.trimEnd());
      current = " ".repeat(start.length);
    }
    current += `${word} `;
  }
  return [...lines, current.trimEnd()].join("\n");
}

/** Asks for a number from 1 to `count`; without a terminal, and where there is no choice, it is 1. */
export async function choose(question: string, count: number): Promise<number> {
  while (count > 1) {
    const answer = (await ask(`${question} (1-${count}, Enter for 1) `)).trim();
    if (answer === "") {
      return 1;
    }
    const number = Number(answer);
    if (Number.isInteger(number) && number >= 1 && number <= count) {
      return number;
    }
    say(`"${answer}" is no number from 1 to ${count}.`);
  }
  return 1;
}

/** Asks a question of yes or no; without a terminal the answer is no. */
export async function confirm(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await ask(`${question} (y/N) `)).trim());
}

/** Waits for Enter; false without a terminal, where nobody could press it. */
export async function waitForEnter(question: string): Promise<boolean> {
  await ask(question);
  return process.stdin.isTTY;
}

/** @throws Interrupted when the terminal is closed before there is an answer. */
async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    return "";
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<never>((_, reject) => terminal.once("close", () => reject(new Interrupted())));
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    closed.catch(() => {});
    terminal.close();
  }
}
