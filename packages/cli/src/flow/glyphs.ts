import type { Environment } from "../environment.ts";

/** What stands for the few characters of the views that are not ASCII. */
const ASCII: Readonly<Record<string, string>> = {
  "→": "->",
  "…": "...",
  "·": "-",
  "✓": "OK",
  "✗": "FAILED",
  "├": "|",
  "┤": "|",
  "─": "-",
  "●": "o",
};

/** `text` for a terminal that knows ASCII only; what has no counterpart becomes a question mark. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^\n -~]/gu, (character) => ASCII[character] ?? "?");
}

/**
 * Whether the surroundings say that text is UTF-8. Without a word about it, POSIX means ASCII; Windows and macOS do not
 * depend on these variables.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_02
 */
export function knowsUtf8(env: Environment, platform: NodeJS.Platform = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return locale === "" ? platform === "win32" || platform === "darwin" : /utf-?8/i.test(locale);
}
