import type { Mutant } from "./mutant.ts";

const sandbox = "packages/sandbox/src";

/** The defences of the sandbox's port and of what steers it. */
const defences: readonly Omit<Mutant, "folder">[] = [
  {
    threat: "A-12",
    file: `${sandbox}/host-check.ts`,
    defence: "=== plate.port && isNameOfUs(name, plate);",
    without: "=== plate.port;",
  },
  {
    threat: "A-12",
    file: `${sandbox}/host-check.ts`,
    defence: "URL.canParse(target) && isNameOfUs(new URL(target).hostname, plate)",
    without: "URL.canParse(target)",
  },
  {
    threat: "A-12",
    file: `${sandbox}/host-check.ts`,
    defence: "/^(?:[a-z0-9-]+\\.)*localhost$/i",
    without: "/localhost/i",
  },
  {
    threat: "A-12",
    file: `${sandbox}/listen.ts`,
    defence: "if (isExposed && !exposed) throw",
    without: "if (isExposed && host === undefined) throw",
  },
  {
    threat: "A-12",
    file: `${sandbox}/listen.ts`,
    defence: "if (isExposed) process.emitWarning(",
    without: "if (!isExposed) process.emitWarning(",
  },
  {
    threat: "A-12",
    file: `${sandbox}/listen.ts`,
    defence: "chmodSync(unix, 0o600)",
    without: "chmodSync(unix, 0o666)",
  },
  {
    threat: "A-12",
    file: `${sandbox}/control/http.ts`,
    defence: "if (!isPrivateName(url.hostname)) return",
    without: 'if (url.hostname === "") return',
  },
  {
    threat: "A-13",
    file: `${sandbox}/control/http.ts`,
    defence: "if (!sameText(token, sent)) return",
    without: 'if (sent === "never") return',
  },
  {
    threat: "A-13",
    file: `${sandbox}/create-sandbox.ts`,
    defence: 'randomBytes(20).toString("hex")',
    without: 'randomBytes(20).toString("hex").replaceAll(/./g, "0")',
  },
  {
    threat: "A-13",
    file: `${sandbox}/journal-page/door.ts`,
    defence: "if (!sameText(token, tokenOf(header, cookieName))) return",
    without: 'if (tokenOf(header, cookieName) === "never") return',
  },
  {
    threat: "A-13",
    file: `${sandbox}/journal-page/door.ts`,
    defence: `sameSite: "Strict"`,
    without: `sameSite: "Lax"`,
  },
  {
    threat: "a terminal would obey",
    file: `${sandbox}/command-line/lines.ts`,
    defence: "lines.replaceAll(unprintable,",
    without: 'lines.replaceAll("never",',
  },
];

export const controlMutants: readonly Mutant[] = defences.map((each) => ({ ...each, folder: "packages/sandbox/test" }));
