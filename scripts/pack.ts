// Stages each package as it is published, checks its shape, and packs it: `npm run pack -- [folder]`.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { bundleTool, joinDoors, libraries } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** In the order in which they rest on one another. */
export const publishedPackages = [...libraries, "cli"] as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
}

/** Makes the tarballs of all packages in `folder` and returns their paths. Throws when a package's shape is wrong. */
export async function packAll(folder: string): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true });
  // Types come from the compiler; what runs is bundled from the sources.
  const folders = libraries.map((name) => join("packages", name));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", ...folders], {
    cwd: root,
    stdio: "inherit",
  });
  const tarballs: string[] = [];
  for (const name of publishedPackages) {
    const stage = join(folder, name);
    await stagePackage(name, stage);
    await checkShape(name, stage);
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: stage, encoding: "utf8" }),
    );
    tarballs.push(join(folder, packed.filename));
  }
  return tarballs;
}

async function stagePackage(name: (typeof publishedPackages)[number], stage: string): Promise<void> {
  const source = join(root, "packages", name);
  mkdirSync(stage, { recursive: true });
  if (name === "cli") {
    await bundleTool(join(stage, "dist"));
  } else {
    copyTypes(source, stage);
    await joinDoors(name, join(stage, "dist"));
  }
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(publishedManifest(readManifest(name)), null, 2)}\n`);
  copyFileSync(join(source, "README.md"), join(stage, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(stage, "LICENSE"));
}

/** Takes the types of what the sources hold and nothing else: a build folder may still have those of files that are gone. */
function copyTypes(source: string, stage: string): void {
  const sources = readdirSync(join(source, "src"), { recursive: true, encoding: "utf8" });
  for (const path of sources.filter((name) => name.endsWith(".ts"))) {
    const built = join("dist", path.replace(/\.ts$/, ".d.ts"));
    mkdirSync(dirname(join(stage, built)), { recursive: true });
    cpSync(join(source, built), join(stage, built));
  }
}

/** The manifest without what only this repository understands: the condition that points at sources, and tools. */
function publishedManifest(manifest: Manifest): object {
  const { exports, devDependencies: _, ...published } = manifest as Manifest & { devDependencies?: object };
  if (exports === undefined) {
    return published;
  }
  const doors = Object.entries(exports).map(([door, { source: __, ...targets }]) => [door, targets]);
  return { ...published, exports: Object.fromEntries(doors) };
}

async function checkShape(name: string, stage: string): Promise<void> {
  const { messages, pkg } = await publint({ pkgDir: stage, strict: true, pack: false });
  if (messages.length > 0) {
    const lines = messages.map((message) => `  ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
    throw new Error(`packages/${name} is not ready to be published:\n${lines.join("\n")}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const tarball of await packAll(resolve(process.argv[2] ?? join(root, "release")))) {
    console.log(tarball);
  }
}
