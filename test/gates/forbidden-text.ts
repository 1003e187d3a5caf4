// Put together from parts, so that this file does not hold what it forbids.
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "a path of one machine": /(?<![\w.:/-])\/(?:root|work|home\/\w+|Users\/\w+)\/[\w.]|[A-Z]:\\Users\\/,
  "the host of a package registry": /registry\.(?:npmjs|yarnpkg)\.|npm\.pkg\.github\./,
  "a token in GitHub's shape": /\b(?:gh[oprsu]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/,
  "a private key": /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  "a loose end": new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME", "X".repeat(3)].join("|")})\\b`),
};

/** P-10 and the house rules: what no file of the project may hold. */
export function judgeText(path: string, text: string): string[] {
  return Object.entries(FORBIDDEN)
    .filter(([, pattern]) => pattern.test(text))
    .map(([what]) => `${path} holds ${what}`);
}
