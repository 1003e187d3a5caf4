import { nextId } from "../apps/registry.ts";
import type { JournalNote } from "../journal.ts";
import type { Parameters } from "../parameters.ts";
import type { State } from "../state.ts";

/** Names an authorization or device request in the journal: `flow-1`, `flow-2`, in their order. */
export function nextFlow(state: State): string {
  return `flow-${nextId(state, "flow")}`;
}

/** Notes which request the code or device code of a token request goes back to, whatever comes of it. */
export function noteFlow({ codes, deviceRequests }: State, note: JournalNote, parameters: Parameters): void {
  const code = codes.get(parameters.get("code") ?? "");
  const device = deviceRequests.get(parameters.get("device_code") ?? "");
  const flow = code?.request.flow ?? device?.flow;
  if (flow !== undefined) note.flow = flow;
}
