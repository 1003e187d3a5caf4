import { createKey } from "@dev-github-tool/vault";
import { recordSecret } from "../canary/ledger.ts";

/** A key for the tool's vault, as a variable: with it the tool has no need to ask where the key shall rest. */
export function plantVaultKey(): { readonly DGT_VAULT_KEY: string } {
  const DGT_VAULT_KEY = createKey().reveal();
  recordSecret(DGT_VAULT_KEY, { kind: "vault key" });
  return { DGT_VAULT_KEY };
}
