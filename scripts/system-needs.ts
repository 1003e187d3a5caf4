// What the test suite needs beside Node and npm, and how to get it.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

interface SystemNeed {
  readonly what: string;
  readonly why: string;
  /** Debian's packages that bring it. */
  readonly packages: readonly string[];
  isThere(): boolean;
}

const CHROMIUM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser named by `DGT_CHROMIUM`, or the first one found where systems put them. */
export function findChromium(): string | undefined {
  return [process.env.DGT_CHROMIUM ?? "", ...CHROMIUM_PLACES].find((path) => path !== "" && existsSync(path));
}

const needs: readonly SystemNeed[] = [
  {
    what: "Chromium",
    why: "the sign-in pages are tested in a real browser",
    packages: ["chromium"],
    isThere: () => findChromium() !== undefined,
  },
  {
    what: "gnome-keyring, dbus-run-session and gdbus",
    why: "tokens are stored in a real keyring",
    packages: ["gnome-keyring", "dbus-daemon", "libglib2.0-bin"],
    isThere: () => ["gnome-keyring-daemon", "dbus-run-session", "gdbus"].every(isOnPath),
  },
  {
    what: "pass and gpg",
    why: "the vault's key is asked of a real password manager",
    packages: ["pass", "gnupg"],
    isThere: () => isOnPath("pass") && isOnPath("gpg"),
  },
  {
    what: "PgBouncer",
    why: "the store for PostgreSQL is tested behind a pooler",
    packages: ["pgbouncer"],
    isThere: () => isOnPath("pgbouncer") || existsSync("/usr/sbin/pgbouncer"),
  },
  {
    what: "strace",
    why: "the vault is tested on disks that fail",
    packages: ["strace"],
    isThere: () => isOnPath("strace"),
  },
  {
    what: "gh",
    why: "the sandbox is tested with GitHub's own command line",
    packages: ["gh"],
    isThere: () => isOnPath("gh"),
  },
  {
    what: "script and stty",
    why: "the tool is tested in a real pseudo terminal",
    packages: ["bsdutils", "coreutils"],
    isThere: () => isOnPath("script") && isOnPath("stty"),
  },
];

/** Installs what is missing where that is possible without asking, else throws a sentence that says what to do. */
export function ensureSystemNeeds(): void {
  const missing = needs.filter((need) => !need.isThere());
  if (missing.length === 0) {
    return;
  }
  const packages = missing.flatMap((need) => need.packages);
  const list = missing.map((need) => `${need.what} (${need.why})`).join(", ");
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(" ")}`;
  if (!isOnPath("apt-get")) {
    throw new Error(
      `The tests need ${list}. Install it with your system's package manager; DGT_CHROMIUM names another Chromium.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`The tests need ${list}. Run as root: ${install}`);
  }
  console.error(`Installing ${list}: ${install}`);
  execFileSync("sh", ["-c", install], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const stillMissing = needs.filter((need) => !need.isThere());
  if (stillMissing.length > 0) {
    throw new Error(
      `Installed ${packages.join(", ")}, and yet ${stillMissing.map((need) => need.what).join(", ")} cannot be found.`,
    );
  }
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
