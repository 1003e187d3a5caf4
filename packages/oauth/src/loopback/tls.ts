import { NetworkError } from "../errors.ts";

/**
 * Refuses to go on while Node is told not to verify certificates: whoever answers then would get the credentials.
 *
 * @throws NetworkError `tls_verification_off`.
 */
export function refuseUnverifiedTls(): void {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    throw new NetworkError("NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off", {
      code: "tls_verification_off",
      step: "authorization URL",
    });
  }
}
