import { NetworkError, type Step } from "./errors.ts";

/**
 * Refuses to go on while the environment tells Node not to verify certificates: whoever answers then would get the
 * credentials.
 *
 * @throws NetworkError `tls_verification_off`.
 */
export function refuseUnverifiedTls(env: Readonly<Record<string, string | undefined>>, step: Step): void {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    throw new NetworkError("NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off", {
      code: "tls_verification_off",
      step,
    });
  }
}
