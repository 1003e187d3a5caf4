// The door. The flow, in the order it runs:

export {
  type AuthorizationRequest,
  type AuthorizationRequestOptions,
  buildAuthorizationRequest,
  buildCodeChallenge,
} from "./authorization-request.ts";
export { type AuthorizationCode, judgeAuthorizationResponse } from "./authorization-response.ts";
export { type Bounds, createBoundedFetch } from "./bounded-fetch.ts";
export { authorizeDevice, type DeviceSignInOptions, requestDeviceTokenSet } from "./device.ts";
export { type DeviceAuthorizationRequest, requestDeviceAuthorization } from "./device-authorization.ts";
export type { DeviceAuthorization } from "./device-response.ts";
export { discoverProvider } from "./discovery.ts";
export { isLoopback, parseEndpoint } from "./endpoint.ts";
// What goes wrong, and what happens:
export {
  AuthorizationResponseError,
  CallbackError,
  DevGitHubError,
  type ErrorDetails,
  errorCodes,
  LoginError,
  NetworkError,
  type ServerWords,
  type Step,
  steps,
  type TokenRefusal,
  TokenRequestError,
  TokenStoreError,
  UnexpectedResponseError,
} from "./errors.ts";
export { maskOccurrences, maskSecret } from "./mask.ts";
export { type Client, type Provider, type ProviderTraits, rfcTraits } from "./provider.ts";
export { readRetryAfter } from "./retry-after.ts";
// What the library takes from its surroundings:
export { type Fetch, type Runtime, systemRuntime } from "./runtime.ts";
// Secrets, and what may be shown of them:
export { Secret } from "./secret.ts";
export { readServerText } from "./server-words.ts";
export { refuseUnverifiedTls } from "./tls.ts";
export type { TokenRequestOptions } from "./token-endpoint.ts";
export { requestRefreshedTokenSet, requestTokenSet } from "./token-request.ts";
export { isTokenText, type TokenSet } from "./tokens.ts";
export {
  type Actor,
  createTrace,
  type EventName,
  eventNames,
  isShareable,
  type Trace,
  type TraceEvent,
  type TraceInput,
} from "./trace.ts";

// Where tokens rest:

export type {
  Lease,
  LeaseAnswer,
  LeaseHolder,
  RecordWriter,
  TokenKey,
  TokenRecord,
  TokenStore,
} from "./token-store.ts";

// One token that works, for any number of callers, processes and machines:

export { refreshWith } from "./refresh-with.ts";
export type { RefreshPolicy } from "./refresher.ts";
export { type RevocationRequest, requestRevocation, revokeWith } from "./revocation.ts";
export type { RevocationVerdict, Revoke } from "./revoker.ts";
export type { Refresh } from "./timed-refresh.ts";
export {
  createTokenManager,
  type TokenManager,
  type TokenManagerOptions,
  type TokenQuestion,
} from "./token-manager.ts";
export { requireToken, TokenUnavailableError } from "./token-unavailable.ts";
export {
  type Disconnected,
  describeDisconnection,
  type Fresh,
  hasToken,
  type LockedOut,
  type Misconfigured,
  type StoreFailed,
  type Transient,
  type Verdict,
} from "./verdict.ts";
