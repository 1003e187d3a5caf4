import type { Runtime } from "./runtime.ts";
import type { TokenKey, TokenStore } from "./token-store.ts";
import type { TokenSet } from "./tokens.ts";

/** Gives both tokens of a set back at the server, the refresh token first. Unknown tokens count as given back. */
export type Revoke = (tokens: TokenSet) => Promise<void>;

/** How a sign-out ended. */
export type RevocationVerdict =
  /** Both tokens are dead at the server, and removed here. */
  | { readonly kind: "revoked" }
  /** There was no sign-in. */
  | { readonly kind: "signed_out" }
  /** Removed here; this manager knows no way to end the tokens at the server, where they live on. */
  | { readonly kind: "forgotten" }
  /** Signed out here; the server could not be told yet. The next `revoke()`, in any process, tries again. */
  | { readonly kind: "pending"; readonly error: unknown };

const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 40;

/** Creates the part that signs out. A refresh that is under way ends first: its tokens are the ones to revoke. */
export function createRevoker(options: {
  readonly store: TokenStore;
  readonly key: TokenKey;
  readonly runtime: Runtime;
  readonly revoke: Revoke | undefined;
}): { revoke(): Promise<RevocationVerdict> } {
  const { store, key, runtime, revoke } = options;

  async function signOut(): Promise<RevocationVerdict> {
    for (;;) {
      const record = await store.read(key);
      if (record === undefined) {
        return { kind: "signed_out" };
      }
      const { generation } = record;
      if (record.state === "active" && !(await store.markRevoking(key, generation))) {
        continue;
      }
      const answer = await store.acquireLease(key, { generation, durationMs: LEASE_MS });
      if (answer.kind === "held") {
        await runtime.sleep(LOOK_AGAIN_MS);
      } else if (answer.kind === "acquired") {
        try {
          await revoke?.(answer.record.tokens);
        } catch (error) {
          await store.release(answer.lease, "unspent");
          return { kind: "pending", error };
        }
        await store.remove(key, generation);
        return { kind: revoke === undefined ? "forgotten" : "revoked" };
      }
    }
  }

  return { revoke: signOut };
}
