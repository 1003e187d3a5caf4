// Bundles the tool, so that it installs in seconds and each command is loaded only when it is called; and joins the files
// behind each door of a library, since an import pays for every file it reads.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "packages/cli");

/** Stay outside: native parts (keyring, libsql), scripts lying beside the code (open), and what should follow security releases (undici). */
const EXTERNAL = ["@napi-rs/keyring", "libsql", "open", "undici"];

/** Writes the tool's bundle into `folder`: `main.js`, its chunks, and the licences of all that went in. */
export async function bundleTool(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(cli, "src/main.ts")],
    outdir: folder,
    bundle: true,
    splitting: true,
    // Chunks lie flat beside main.js, so that a path relative to a module means the same in all of them.
    chunkNames: "[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["source"],
    external: EXTERNAL,
    minifySyntax: true,
    legalComments: "eof",
    metafile: true,
    logLevel: "warning",
    // CommonJS packages inside the bundle ask for Node's own modules by `require`, which ES modules do not have.
    banner: {
      js: 'import { createRequire as createRequireForBundle } from "node:module"; const require = createRequireForBundle(import.meta.url);',
    },
  });
  writeFileSync(join(folder, "third-party-licenses.txt"), licensesOf(metafile));
}

/** The libraries whose doors are joined. */
export const libraries = ["oauth", "vault", "github", "sandbox"] as const;

/** Writes the doors and programs of a library into `folder`, each as one file beside what several of them share. */
export async function joinDoors(name: (typeof libraries)[number], folder: string): Promise<void> {
  const library = join(root, "packages", name);
  const { exports, bin = {} } = JSON.parse(readFileSync(join(library, "package.json"), "utf8"));
  const programs = Object.values<string>(bin).map((path) => path.replace(/^dist\/(.*)\.js$/, "src/$1.ts"));
  await build({
    absWorkingDir: library,
    entryPoints: [...Object.values<{ source: string }>(exports).map(({ source }) => source), ...programs],
    outbase: "src",
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    format: "esm",
    platform: "node",
    target: "es2023",
    packages: "external",
    logLevel: "warning",
  });
}

/** The licences of the packages whose code the bundle carries ask to travel with it. */
function licensesOf(metafile: Metafile): string {
  const folders = Object.keys(metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const sections = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) {
      throw new Error(`${name} is bundled but brings no licence text`);
    }
    return `${name} ${version}\n\n${readFileSync(join(root, folder, file), "utf8").trim()}\n`;
  });
  return sections.join(`\n${"-".repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleTool(join(cli, "dist"));
  for (const name of libraries) {
    await joinDoors(name, join(root, "packages", name, "dist"));
  }
}
