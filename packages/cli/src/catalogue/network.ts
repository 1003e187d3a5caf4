import type { errorCodes, NetworkError } from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import type { CodesOf, Family } from "./entry.ts";
import { rfc } from "./sources.ts";

const exitCode = exitCodes.network;

export const network: Family<CodesOf<typeof errorCodes, "NetworkError">, NetworkError> = {
  title: "NetworkError",
  intro: "The wire failed.",
  steps: ["API request", "token exchange"],
  entries: {
    unreachable: {
      meaning: "no connection was made, so nothing was sent",
      reason: "no connection to {host} could be made, so nothing was sent.",
      causes: ["no network", "a name that does not exist", "a proxy that is not there, or is needed and not named"],
      fix: "check the network, the name and the proxy",
      next: ["check the network and HTTPS_PROXY", "check --host"],
      exitCode,
    },
    connection_lost: {
      meaning: "the connection broke; the request may have been carried out",
      reason: "the connection to {host} broke off before the answer was whole.",
      fix: "try again",
      next: ["run the same command again"],
      exitCode,
    },
    timed_out: {
      meaning: "no whole answer in time",
      reason: "{host} did not answer in time.",
      fix: "try again later",
      next: ["run the same command again"],
      exitCode,
    },
    certificate_expired: {
      meaning: "the server's certificate is past its end, or this clock is wrong",
      reason: "the server's certificate is out of date, or this machine's clock is wrong.",
      fix: "check the clock",
      next: ["check the clock"],
      exitCode,
    },
    certificate_untrusted: {
      meaning: "nobody this machine trusts vouches for the server",
      reason: "the server's certificate is signed by nobody this machine trusts.",
      fix: "set `NODE_EXTRA_CA_CERTS` when a company proxy is in the way",
      next: ["set NODE_EXTRA_CA_CERTS to your organisation's certificate, if it inspects traffic"],
      exitCode,
    },
    certificate_wrong_host: {
      meaning: "the certificate is for another name",
      reason: "the server's certificate is for another host.",
      fix: "check the address",
      next: ["check --host"],
      exitCode,
    },
    tls: {
      meaning: "no secure connection could be made",
      reason: "{host} does not answer over TLS.",
      fix: "the server or a proxy does not speak TLS 1.2",
      next: ["check --host and HTTPS_PROXY"],
      exitCode,
      source: rfc(6749, "1.6"),
    },
    insecure_endpoint: {
      meaning: "an endpoint is neither https nor http on a loopback address",
      reason: "credentials are sent over https, or to this machine, and nowhere else.",
      fix: "use https",
      next: ["check --host"],
      exitCode,
      source: rfc(6749, "3.2"),
    },
    tls_verification_off: {
      meaning: "`NODE_TLS_REJECT_UNAUTHORIZED=0` is set",
      reason: "NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody answer in GitHub's name, so no credentials were sent.",
      fix: "unset it: anybody could pose as the server",
      next: ["unset NODE_TLS_REJECT_UNAUTHORIZED", "set NODE_EXTRA_CA_CERTS for a certificate of your own"],
      exitCode,
    },
  },
};
