import type { SeedLabel } from "../seed.ts";
import { type MakeItems, makeIssue, makePullRequest } from "./items.ts";

/** Text that attacks a terminal or a reader, as anybody may write it into a repository. Each is neutral as JSON and HTML. */

export const hostileDescription =
  "\u001b[2J\u001b[1;1HAll is well.\u001b[8m \u202egnihton tsurt\u202c \u009b31mred\u009b0m \u001b]0;pwned\u0007";

const hostileTitles = [
  "\u001b[2J\u001b[HThe screen was cleared",
  "\u001b]8;;http://127.0.0.1/phish\u001b\\Click me\u001b]8;;\u001b\\",
  "\u001b]0;Another window title\u0007and a bell\u0007",
  "\u001b]52;c;cm0gLXJmIH4=\u0007Your clipboard",
  "\u009b31mC1 control sequence\u009b0m",
  "invoice\u202efdp.exe",
  "\u2066isolated\u2069 and zero\u200bwidth\u200djoined",
  "first line\r\nsecond line that looks like output",
  "back\u0008\u0008\u0008\u0008space and \ttab",
  "<script>alert(1)</script> \"quoted\" & 'quoted'",
  `very ${"long ".repeat(60)}title`,
] as const;

const hostileBranch = "fix/\u001b[31mred\u001b[0m";

export const hostileLabel: SeedLabel = {
  name: "\u001b[5mblink\u001b[0m",
  color: "000000",
  description: "\u202egnihton",
};

/** One open issue for each hostile title, and a pull request from a hostile branch. */
export const hostileItems: MakeItems = (random, until) => {
  const issues = hostileTitles.map((title, index) => ({
    ...makeIssue(random, { number: index + 1, until, age: 40 - index, isOpen: true }),
    title,
    body: title,
    labels: [hostileLabel.name],
  }));
  const number = issues.length + 1;
  const issue = { ...makeIssue(random, { number, until, age: 1, isOpen: true }), author: "juno-jelly" };
  const pull = { ...makePullRequest(random, issue), title: hostileTitles[0], headBranch: hostileBranch };
  return { issues, pullRequests: [pull] };
};
