import { unexpectedResponse } from "./answers.ts";
import { authorizationResponse } from "./authorization-response.ts";
import { callback } from "./callback.ts";
import { device } from "./device.ts";
import type { Family } from "./entry.ts";
import { gitHubApi } from "./github-api.ts";
import { graphql } from "./graphql.ts";
import { login, tokenStore, tokenUnavailable } from "./machine.ts";
import { network } from "./network.ts";
import { restStatuses } from "./rest.ts";
import { restMessages, validationCodes } from "./rest-messages.ts";
import { sandbox } from "./sandbox.ts";
import { authorizationPage, tokenEndpoint } from "./sign-in-statuses.ts";
import { bearer, otherServers } from "./strict-servers.ts";
import { tokenRequest } from "./token-request.ts";
import { configuration, ending, session, usage } from "./tool.ts";
import { traceFile } from "./trace-file.ts";

/** Errors that the packages throw, by their class. */
export const thrownFamilies: readonly Family[] = [
  authorizationResponse,
  callback,
  tokenRequest,
  unexpectedResponse,
  network,
  login,
  tokenStore,
  tokenUnavailable,
  gitHubApi,
  usage,
  configuration,
  session,
  traceFile,
  sandbox,
];

/** What GitHub and other servers say, and what `dgt` says beside its classes. */
export const spokenFamilies: readonly Family[] = [
  authorizationPage,
  tokenEndpoint,
  device,
  restStatuses,
  restMessages,
  validationCodes,
  graphql,
  bearer,
  otherServers,
  ending,
];
