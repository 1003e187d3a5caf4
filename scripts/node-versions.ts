// Runs the quick part of the suite under the other supported versions of Node. The package `node` would choose the binary
// in an install script, and install scripts are off here; the packages it chooses from hold nothing but the binary.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const VERSIONS = ["22.23.3", "24.21.0"];
/** What does not depend on the version of Node: browsers, and what a server, a disk, another program or a text does. */
const LEFT_OUT = [
  "**/*.browser.test.ts",
  "**/readme.test.ts",
  "packages/vault/test/disk-*.test.ts",
  "packages/vault/test/pass.test.ts",
  // Of each endpoint other tests stay, bad input included: what is left out are the ten thousand variations of it.
  "packages/sandbox/test/*fuzz*.test.ts",
  // Whether the driver works shows in the conformance suite, which stays.
  "packages/vault/test/postgres-*.test.ts",
];
const QUICK_PART = ["packages", "test/attacks", "test/tokens", ...LEFT_OUT.flatMap((path) => ["--exclude", path])];

function installNode(version: string): string {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const folder = join(root, "node_modules/.cache/node-versions", version);
  const binary = join(folder, "node_modules", name, "bin/node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    execFileSync("npm", ["install", "--prefix", folder, "--no-save", "--no-package-lock", `${name}@${version}`], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return binary;
}

for (const version of VERSIONS) {
  const node = installNode(version);
  console.log(`\nNode ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
  execFileSync(node, [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "scripts/test.ts"), ...QUICK_PART], {
    cwd: root,
    stdio: "inherit",
  });
}
