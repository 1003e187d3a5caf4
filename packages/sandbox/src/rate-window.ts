import type { Core } from "./core.ts";
import type { RateWindow } from "./state.ts";

/** Returns the window that counts under this name now; the first to be counted begins one. */
export function rateWindow(
  { state: { rateWindows }, now }: Pick<Core, "state" | "now">,
  { name, lengthMs }: { name: string; lengthMs: number },
): RateWindow {
  const current = rateWindows.get(name);
  if (current !== undefined && now() < current.resetAt) return current;
  const fresh = { used: 0, resetAt: now() + lengthMs };
  rateWindows.set(name, fresh);
  return fresh;
}
