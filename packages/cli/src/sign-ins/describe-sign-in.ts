import { missingScopes } from "@dev-github-tool/github";
import type { RecordWriter, Secret } from "@dev-github-tool/oauth";
import { scopeFor } from "../scopes.ts";
import type { SignIn } from "./accounts.ts";

/** What kind of token something is, as its prefix says. */
export type TokenKind = "oauth_app" | "github_app_user" | "personal_classic" | "personal_fine_grained" | "other";

const PREFIXES: readonly (readonly [string, TokenKind])[] = [
  ["gho_", "oauth_app"],
  ["ghu_", "github_app_user"],
  ["ghp_", "personal_classic"],
  ["github_pat_", "personal_fine_grained"],
];

/**
 * Tells the kind of a token by its prefix.
 *
 * @see https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
export function judgeTokenKind(token: Secret): TokenKind {
  const text = token.reveal();
  return PREFIXES.find(([prefix]) => text.startsWith(prefix))?.[1] ?? "other";
}

/** One sign-in as far as the store knows it. Instants are milliseconds since the epoch. */
export interface SignInDescription {
  readonly account: string;
  /** `ended`: signed out here, and not yet at GitHub. */
  readonly state: "kept" | "revocation_pending";
  readonly kind: TokenKind;
  /** Undefined when the server did not say: an app with permissions in place of scopes. */
  readonly scopes: readonly string[] | undefined;
  /** Those that `dgt login --private` would ask for in addition. */
  readonly missing: readonly string[];
  readonly expiresAt: number | undefined;
  readonly refreshTokenExpiresAt: number | undefined;
  /** Whether it can be renewed without the person. */
  readonly isRenewable: boolean;
  readonly signedInAt: number | undefined;
  /** When it was renewed last; undefined when that is not on record. */
  readonly renewedAt: number | undefined;
  /** The process that stored the tokens that are there now, where that is on record. */
  readonly writtenBy: RecordWriter | undefined;
  readonly clientId: string;
}

/** Describes a sign-in from what is stored of it. */
export function describeSignIn({ key, record }: SignIn): SignInDescription {
  const { tokens, attributes, writtenAt, writtenBy, state } = record;
  const signedInAt = typeof attributes.signedInAt === "number" ? attributes.signedInAt : undefined;
  const kind = judgeTokenKind(tokens.accessToken);
  const scopes = kind === "github_app_user" ? undefined : tokens.scope;
  return {
    account: key.account,
    state: state === "active" ? "kept" : "revocation_pending",
    kind,
    scopes,
    missing: scopes === undefined ? [] : missingScopes(scopes, scopeFor({ isPrivate: true })),
    expiresAt: tokens.expiresAt,
    refreshTokenExpiresAt: tokens.refreshTokenExpiresAt,
    isRenewable: tokens.refreshToken !== undefined,
    signedInAt,
    renewedAt: writtenBy?.occasion === "refresh" ? writtenAt : undefined,
    writtenBy,
    clientId: key.clientId,
  };
}
