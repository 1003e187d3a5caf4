import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const NOT_COPIED = /^(\.git|node_modules|dist|release|coverage)$/;

/** Copies the project, plants files in the copy and returns its folder: the offences never touch the real tree. */
export function plantInCopy(files: Readonly<Record<string, string>>): string {
  const copy = mkdtempSync(join(tmpdir(), "planted-"));
  cpSync(repository, copy, { recursive: true, filter: (source) => !NOT_COPIED.test(basename(source)) });
  symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  return copy;
}
