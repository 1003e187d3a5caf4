import { NetworkError, type Refresh, Secret, TokenRequestError, type TokenSet } from "@dev-github-tool/oauth";
import { plant } from "../canary/ledger.ts";

/** How a token endpoint treats refresh tokens. */
export interface RotationRules {
  /** `rotate`: each refresh brings a new refresh token. `keep`: the answer holds none, the old one stays good. */
  readonly rotation?: "rotate" | "keep";
  /** What a refresh token that was spent already does: nothing, or the end of all tokens of its family. */
  readonly reuse?: "refuse" | "revoke_family";
  readonly graceMs?: number;
  readonly lifetimeSeconds?: number | undefined;
  readonly now: () => number;
}

/** A token endpoint reduced to its rules, with faults on demand. Knows nothing of any client. */
export interface RotatingServer {
  issue(): TokenSet;
  readonly refresh: Refresh;
  /** How often a refresh token arrived. */
  readonly arrived: number;
  /** How often one was taken and answered with new tokens. */
  readonly refreshed: number;
  /** How often one arrived that was spent already, outside any grace. */
  readonly reused: number;
  accepts(accessToken: Secret | undefined): boolean;
  revokeAll(): void;
  /** Ends the access tokens; the next ones are taken. */
  forgetAccess(): void;
  /** Takes no access token any more, whatever is granted. */
  refuseAccess(): void;
  /** Faults of the next requests, one each, in order. */
  readonly faults: Fault[];
}

export type Fault =
  | { readonly kind: "unreachable" }
  | { readonly kind: "drop_before" }
  | { readonly kind: "drop_after" }
  | { readonly kind: "error"; readonly error: Error }
  | { readonly kind: "hold"; readonly until: Promise<void>; readonly arrived?: () => void };

interface Family {
  access: string;
  current: string;
  previous: string | undefined;
  rotatedAt: number;
  revoked: boolean;
}

export function createRotatingServer(rules: RotationRules): RotatingServer {
  const { rotation = "rotate", reuse = "refuse", graceMs = 0, now } = rules;
  const lifetimeSeconds = "lifetimeSeconds" in rules ? rules.lifetimeSeconds : 3600;
  const families: Family[] = [];
  const spent = new Map<string, Family>();
  const counts = { arrived: 0, refreshed: 0, reused: 0 };
  const faults: Fault[] = [];
  let refusing = false;

  const grant = (family: Family, withRefreshToken: boolean): TokenSet => ({
    accessToken: new Secret(family.access),
    tokenType: "bearer",
    scope: undefined,
    expiresAt: lifetimeSeconds === undefined ? undefined : now() + lifetimeSeconds * 1000,
    refreshToken: withRefreshToken ? new Secret(family.current) : undefined,
    refreshTokenExpiresAt: undefined,
  });

  function take(refreshToken: string): TokenSet {
    const family = families.find(({ current }) => current === refreshToken);
    if (family !== undefined && !family.revoked) {
      counts.refreshed += 1;
      family.access = plant("access token");
      if (rotation === "keep") {
        return grant(family, false);
      }
      spent.set(family.current, family);
      family.previous = family.current;
      family.current = plant("client secret");
      family.rotatedAt = now();
      return grant(family, true);
    }
    const used = spent.get(refreshToken);
    if (used !== undefined && !used.revoked && used.previous === refreshToken && now() - used.rotatedAt < graceMs) {
      return grant(used, true);
    }
    if (used !== undefined) {
      counts.reused += 1;
      used.revoked ||= reuse === "revoke_family";
    }
    throw new TokenRequestError({ providerCode: "invalid_grant", description: "" }, 400);
  }

  return {
    faults,
    get arrived() {
      return counts.arrived;
    },
    get refreshed() {
      return counts.refreshed;
    },
    get reused() {
      return counts.reused;
    },
    issue() {
      const family: Family = {
        access: plant("access token"),
        current: plant("client secret"),
        previous: undefined,
        rotatedAt: 0,
        revoked: false,
      };
      families.push(family);
      return grant(family, true);
    },
    accepts: (token) => !refusing && families.some(({ access, revoked }) => access === token?.reveal() && !revoked),
    forgetAccess() {
      for (const family of families) {
        family.access = "";
      }
    },
    refuseAccess() {
      refusing = true;
    },
    revokeAll() {
      for (const family of families) {
        family.revoked = true;
      }
    },
    refresh: async (tokens) => {
      const fault = faults.shift();
      if (fault?.kind === "unreachable") {
        throw lost("unreachable");
      }
      counts.arrived += 1;
      if (fault?.kind === "error") {
        throw fault.error;
      }
      if (fault?.kind === "drop_before") {
        throw lost("connection_lost");
      }
      const granted = take(tokens.refreshToken?.reveal() ?? "");
      if (fault?.kind === "drop_after") {
        throw lost("connection_lost");
      }
      if (fault?.kind === "hold") {
        fault.arrived?.();
        await fault.until;
      }
      return granted;
    },
  };
}

function lost(code: "unreachable" | "connection_lost"): NetworkError {
  return new NetworkError("the connection broke off", { code, step: "token exchange" });
}
