import type { Core } from "../core.ts";
import { rateWindow } from "../rate-window.ts";
import type { DeviceRequest } from "../state.ts";
import { findWaitingDevice } from "./device-request.ts";

/** GitHub's limit per app and hour. Codes that are nobody's count together, and with them all guessing. */
const mostSubmissions = 50;
const hourMs = 3_600_000;

/** Judges a code a person typed; wrong ones are counted, so that nobody finds one by trying. */
export function submitUserCode(
  core: Core,
  typed: string,
): DeviceRequest | "user_code_unknown" | "user_codes_exhausted" {
  const device = findWaitingDevice(core, spelled(typed));
  const countOf = (whose: string) => rateWindow(core, { name: `user codes of ${whose}`, lengthMs: hourMs });
  const guesses = countOf("nobody");
  const window = device === undefined ? guesses : countOf(device.app.clientId);
  // Guesses are counted first of all: beyond the limit a right one must not be told from a wrong one.
  if (guesses.used >= mostSubmissions || window.used >= mostSubmissions) return "user_codes_exhausted";
  window.used += 1;
  return device ?? "user_code_unknown";
}

/** Capitals and the hyphen are there to be read, not to be typed (RFC 8628, section 6.1). */
function spelled(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
