import { lstat } from "node:fs/promises";
import { platform } from "node:process";
import type { RestingPlace } from "../../sign-ins/stores.ts";

/** What anybody but the owner may do. */
const OTHERS = 0o077;

/** Says which of the vault's files others can reach; undefined when none, or where rights are kept in another way. */
export async function findLooseFile({
  path,
  key,
}: Extract<RestingPlace, { readonly kind: "vault" }>): Promise<string | undefined> {
  for (const file of platform === "win32" ? [] : [path, ...(key.kind === "file" ? [key.path] : [])]) {
    const mode = (await lstat(file).catch(() => undefined))?.mode ?? 0;
    if ((mode & OTHERS) !== 0) {
      return `${file} has mode ${(mode & 0o777).toString(8).padStart(4, "0")}`;
    }
  }
  return undefined;
}
