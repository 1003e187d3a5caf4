import type { errorCodes, NetworkError, UnexpectedResponseError } from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import { type Advice, type Advices, type CodesOf, failure, reportIt } from "./advice.ts";

type Codes<Class extends keyof typeof errorCodes> = CodesOf<typeof errorCodes, Class>;

const network = (reason: string, next: readonly string[]): Advice => ({ reason, next, exitCode: exitCodes.network });

export const unexpectedResponse: Advices<Codes<"UnexpectedResponseError">, UnexpectedResponseError> = {
  not_json: (_, { host }) =>
    failure(`what answered is not the API of ${host.name}: a proxy, perhaps, or a sign-in page of this network.`, [
      `open ${host.baseUrl} in a browser`,
      "check --host",
    ]),
  field_missing: failure("a part that belongs into the answer is missing.", reportIt),
  field_invalid: failure("a part of the answer is not what it should be, so none of it was used.", reportIt),
  token_type_unsupported: failure("the server gave a token of a kind that GitHub does not have.", ["check --host"]),
  too_large: failure("the answer did not end where any sensible answer ends.", ["check --host", "check the proxy"]),
  redirected: failure("the server sent the request elsewhere; credentials do not follow.", ["check --host"]),
  unexpected_status: failure("the server answered with a status that means nothing here.", reportIt),
  unavailable: (error) =>
    failure("GitHub cannot answer at the moment.", [
      error.retryAfterSeconds === undefined
        ? "run the same command again later"
        : `run the same command again in ${error.retryAfterSeconds} seconds`,
    ]),
  issuer_mismatch: failure("the server names itself differently than it was called.", ["check --host"]),
  pkce_unsupported: failure("the server does not protect codes with PKCE (S256).", ["use another server"]),
};

export const wire: Advices<Codes<"NetworkError">, NetworkError> = {
  unreachable: (_, { host }) =>
    network(`no connection to ${host.name} could be made, so nothing was sent.`, [
      "check the network and HTTPS_PROXY",
      "check --host",
    ]),
  connection_lost: (_, { host }) =>
    network(`the connection to ${host.name} broke off before the answer was whole.`, ["run the same command again"]),
  timed_out: (_, { host }) => network(`${host.name} did not answer in time.`, ["run the same command again"]),
  certificate_expired: network("the server's certificate is out of date, or this machine's clock is wrong.", [
    "check the clock",
  ]),
  certificate_untrusted: network("the server's certificate is signed by nobody this machine trusts.", [
    "set NODE_EXTRA_CA_CERTS to your organisation's certificate, if it inspects traffic",
  ]),
  certificate_wrong_host: network("the server's certificate is for another host.", ["check --host"]),
  tls: (_, { host }) => network(`${host.name} does not answer over TLS.`, ["check --host and HTTPS_PROXY"]),
  insecure_endpoint: network("credentials are sent over https, or to this machine, and nowhere else.", [
    "check --host",
  ]),
  tls_verification_off: network(
    "NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody answer in GitHub's name, so no credentials were sent.",
    ["unset NODE_TLS_REJECT_UNAUTHORIZED", "set NODE_EXTRA_CA_CERTS for a certificate of your own"],
  ),
};
