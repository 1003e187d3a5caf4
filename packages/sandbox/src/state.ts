import type { Installation, RegisteredApp } from "./apps/registered-app.ts";
import type { Core } from "./core.ts";
import type { Grant } from "./grants.ts";
import type { ManifestCode, PendingManifest } from "./manifest/pending.ts";
import type { SeedPerson } from "./seed.ts";
import type { TokenFamily } from "./token-record.ts";
import { createTokenTable, type TokenTable } from "./token-table.ts";

/** A browser that visits the pages, known by its cookie. Keeps its identity when the cookie is renewed at sign-in. */
export interface Session {
  /** The cookie's value. */
  id: string;
  /** Must come back with every form, so that another site cannot post one. */
  csrf: string;
  /** Whose pages these are now: one of those who signed in. */
  person: SeedPerson | undefined;
  /** Everybody who signed in in this browser. */
  people: readonly SeedPerson[];
  /** The page that asked for a sign-in, and comes after it. */
  returnTo: string | undefined;
  /** What the next page is to tell, once. */
  notice?: Notice | undefined;
}

/** Word from a form to the page that follows it. */
export interface Notice {
  readonly text: string;
  /** A client secret that was just made, and is shown on that page only. */
  readonly secretId: number | undefined;
}

/** An authorization request that was judged and accepted; what was judged is what will be granted. */
export interface AuthorizationRequest {
  /** As in the journal. */
  readonly flow: string;
  readonly app: RegisteredApp;
  readonly redirectUri: string;
  /** Undefined when the request named no scope at all: everything granted before is meant then. */
  readonly scopes: readonly string[] | undefined;
  readonly offlineAccess: boolean;
  /** Whether the address was in the request, and not only in the registration. */
  readonly namesRedirectUri: boolean;
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly loginHint: string | undefined;
  readonly selectAccount: boolean;
}

/** A request waiting for its person, reachable by a random id from the browser that brought it and from no other. */
export interface Transaction {
  readonly id: string;
  readonly session: Session;
  readonly request: AuthorizationRequest;
  readonly startedAt: number;
  /** Set once somebody has signed in, or chosen an account, for this very request. */
  accountChosen: boolean;
}

/** A device whose user code was typed in a browser, reachable like a transaction. */
export interface DeviceTransaction {
  readonly id: string;
  readonly session: Session;
  readonly device: DeviceRequest;
  readonly startedAt: number;
}

/** An authorization code. Stays known after its use, so that a second use can be told from a made-up code. */
export interface AuthorizationCode {
  readonly code: string;
  readonly request: AuthorizationRequest;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  used: boolean;
  /** The tokens it brought. */
  family?: TokenFamily;
}

/** A device that waits for its person (RFC 8628). Stays known after its end, so that the device can be told. */
export interface DeviceRequest {
  /** As in the journal. */
  readonly flow: string;
  readonly deviceCode: string;
  /** In capitals, with the hyphen. */
  readonly userCode: string;
  readonly app: RegisteredApp;
  /** As in an authorization request. */
  readonly scopes: readonly string[] | undefined;
  readonly offlineAccess: boolean;
  readonly issuedAt: number;
  /** How long the device must wait between two polls; grows when it does not. */
  intervalSeconds: number;
  lastPollAt: number | undefined;
  /** `over`: it brought its token, or what was approved was taken back. */
  status: "waiting" | "approved" | "denied" | "over";
  /** Who approved, and what. */
  approval?: { readonly person: SeedPerson; readonly scopes: readonly string[] };
}

/** What was counted since a window began, and when it is over. */
export interface RateWindow {
  used: number;
  readonly resetAt: number;
}

/**
 * Everything a running sandbox has learned since its seed, in tables of plain data: no functions and no classes, so that a
 * snapshot can hold it. Entries refer to each other, to apps and to the seed's people; what else the seed has, by id or name.
 */
export interface State {
  readonly sessions: Map<string, Session>;
  readonly transactions: Map<string, Transaction>;
  readonly codes: Map<string, AuthorizationCode>;
  readonly grants: Map<string, Grant>;
  readonly deviceTransactions: Map<string, DeviceTransaction>;
  /** By device code. */
  readonly deviceRequests: Map<string, DeviceRequest>;
  /** By what is counted, and whose it is. */
  readonly rateWindows: Map<string, RateWindow>;
  readonly tokens: TokenTable;
  /** By client id, in the order of their registration. */
  readonly apps: Map<string, RegisteredApp>;
  /** By app and account. */
  readonly installations: Map<string, Installation>;
  /** Manifests of GitHub Apps that wait for a person, by id. */
  readonly manifests: Map<string, PendingManifest>;
  /** Codes that bring the secrets of an app made from a manifest. */
  readonly manifestCodes: Map<string, ManifestCode>;
  /** The last number that was given to each kind of thing. */
  readonly sequences: Map<string, number>;
}

export function createState(ground: Pick<Core, "now" | "random">): State {
  return {
    sessions: new Map(),
    transactions: new Map(),
    codes: new Map(),
    grants: new Map(),
    deviceTransactions: new Map(),
    deviceRequests: new Map(),
    rateWindows: new Map(),
    tokens: createTokenTable(ground),
    apps: new Map(),
    installations: new Map(),
    manifests: new Map(),
    manifestCodes: new Map(),
    sequences: new Map(),
  };
}

/** Every table by its name. What is in them is what a snapshot holds. */
export function tablesOf({ tokens, ...tables }: State): Readonly<Record<string, Map<string, unknown>>> {
  return { ...tables, ...tokens.tables };
}

export function clearState(state: State): void {
  for (const table of Object.values(tablesOf(state))) table.clear();
}

/** Forgets the oldest entries of a table that are out of date; entries lie in the order in which they were made. */
export function forgetOld<Entry>(table: Map<string, Entry>, isOld: (entry: Entry) => boolean): void {
  for (const [key, entry] of table) {
    if (!isOld(entry)) return;
    table.delete(key);
  }
}
