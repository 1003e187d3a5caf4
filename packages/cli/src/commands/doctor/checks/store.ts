import { constants } from "node:fs";
import { access, lstat } from "node:fs/promises";
import { dirname } from "node:path";
import { DevGitHubError, TokenStoreError } from "@dev-github-tool/oauth";
import type { Advice } from "../../../advice/advice.ts";
import { tokenStore } from "../../../catalogue/machine.ts";
import { configuration } from "../../../catalogue/tool.ts";
import { ConfigurationError } from "../../../errors.ts";
import { findNoKeyringReason } from "../../../sign-ins/no-keyring.ts";
import type { RestingPlace } from "../../../sign-ins/stores.ts";
import { text } from "../../../text.ts";
import type { Examination } from "../examination.ts";
import { type Check, type Finding, ok } from "../finding.ts";

export const store: Check = {
  id: "store",
  title: "Where sign-ins rest",
  step: "token storage",
  run: async (examination) => {
    const { signIns, context } = examination;
    if (signIns instanceof DevGitHubError) {
      const { reason, next } = adviceOn(signIns);
      const loose = signIns.code === "insecure" ? /^(.+) has mode /.exec(signIns.message)?.[1] : undefined;
      const command = loose === undefined ? next[0] : `chmod 600 ${loose}`;
      return { mark: "fail", evidence: signIns.message, reason, command, code: signIns.code };
    }
    if (signIns.damaged.length > 0) {
      return {
        mark: "warn",
        evidence: `${signIns.damaged.length} damaged sign-in${signIns.damaged.length === 1 ? "" : "s"}, left as found`,
        reason: "its record could not be opened.",
        command: "dgt login with this account, which replaces it",
        code: "sign_in_damaged",
      };
    }
    const place = await context.stores.describe();
    return place.kind === "memory" ? ok(text.status.memory) : judgeVault(place, examination);
  },
};

function adviceOn(error: DevGitHubError): Advice {
  if (error instanceof TokenStoreError) return tokenStore.entries[error.code];
  if (error instanceof ConfigurationError) return configuration.entries[error.code];
  return { reason: "the sign-ins cannot be read.", next: ["dgt status"] };
}

async function judgeVault(
  place: Extract<RestingPlace, { readonly kind: "vault" }>,
  { context, signIns }: Examination,
): Promise<Finding> {
  const file = await lstat(place.path).catch(() => undefined);
  const folder = dirname(place.path);
  const isReadOnly = await access(file === undefined ? folder : place.path, constants.W_OK).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
  );
  if (isReadOnly) {
    return {
      mark: "fail",
      evidence: `${place.path} may not be written`,
      reason: "a renewed token could not be kept.",
      command: `chmod u+w ${file === undefined ? folder : place.path}`,
      code: "unavailable",
    };
  }
  // Sign-ins that were read had their key.
  const isProven = !(signIns instanceof DevGitHubError) && signIns.found.length > 0;
  const noKeyring = place.key.kind === "keyring" && !isProven ? await findNoKeyringReason(context.env) : undefined;
  if (noKeyring !== undefined) {
    return {
      mark: "warn",
      evidence: text.noStore[noKeyring],
      reason: "a sign-in lasts for one command, unless the vault's key gets another place (docs/storage.md).",
      command: "DGT_VAULT_KEY_FILE=~/.config/dgt/vault.key",
      code: "keyring_needed",
    };
  }
  const count = signIns instanceof DevGitHubError ? 0 : signIns.found.length;
  const what =
    file === undefined
      ? `no vault yet; it will be ${place.path}`
      : `${place.path}, ${count} sign-in${count === 1 ? "" : "s"} to this host`;
  const key = text.status.key[place.key.kind];
  if (place.key.kind === "file") {
    return {
      mark: "warn",
      evidence: `${what}, its key in the file ${place.key.path}`,
      reason: "whoever reads both can use the tokens.",
      command: "DGT_VAULT_KEY_COMMAND, as docs/storage.md shows",
    };
  }
  return ok(
    what,
    `its key: ${typeof key === "string" ? key : key(place.key.kind === "command" ? place.key.command[0] : "DGT_VAULT_KEY")}.`,
  );
}
