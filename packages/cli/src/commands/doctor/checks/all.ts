import type { Check } from "../finding.ts";
import { clock } from "./clock.ts";
import { credentialsAccepted, credentialsPresent } from "./credentials.ts";
import { hiddenResults, repositoryVisible } from "./hidden.ts";
import { loopback } from "./loopback.ts";
import { network } from "./network.ts";
import { redirect } from "./redirect.ts";
import { reference } from "./reference.ts";
import { renewal } from "./renewal.ts";
import { authorizationRequest } from "./request.ts";
import { scopes } from "./scopes.ts";
import { store } from "./store.ts";
import { token, tokenCount } from "./token.ts";

/** Every check, in the order in which they are shown. */
export const checks: readonly Check[] = [
  credentialsPresent,
  credentialsAccepted,
  redirect,
  loopback,
  clock,
  authorizationRequest,
  scopes,
  token,
  reference,
  hiddenResults,
  repositoryVisible,
  store,
  renewal,
  tokenCount,
  network,
];

/** What explains the most comes first: without a network or with a wrong clock, much else fails too. */
export const likelihood: readonly string[] = [
  "network",
  "credentials",
  "credentials-accepted",
  "clock",
  "store",
  "token",
  "reference-request",
];
