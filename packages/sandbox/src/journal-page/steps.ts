import type { JournalEntry } from "../journal.ts";
import { webOperations } from "../oauth/routes.ts";

/** Who takes part in a flow, from left to right. */
export type Lane = "person" | "client" | "sign-in" | "api";

/** One arrow of the diagram. */
export interface Step {
  readonly from: Lane;
  readonly to: Lane;
  readonly label: string;
  /** What came of it. */
  readonly note: string;
  readonly tone: "good" | "bad" | "plain";
}

/** Decisions by which a browser is sent back to the client. */
const backToClient = new Set(["code_issued", "access_denied", "challenge_refused"]);

/** Decisions that are as they should be, though nothing was served. */
const ordinary = /^(?:served|not_modified|\w+_(?:shown|needed|issued|done)|signed_in|refreshed|authorization_pending)/;

/** Draws one request: an arrow for what was asked, and one more where the browser is sent on to the client. */
export function stepsOf(entry: JournalEntry): readonly Step[] {
  const { operation, method, path, decision, fault } = entry;
  const note = noteOf(entry);
  const tone = toneOf(entry);
  const [bare = ""] = path.split("?");
  const label = `${method} ${bare}`;
  if (operation === "oauth/access-token" || operation === "oauth/device-code" || operation === "oauth/revoke") {
    return [{ from: "client", to: "sign-in", label, note, tone }];
  }
  if (!pages.has(operation)) return [{ from: "client", to: "api", label, note, tone }];
  const asked = { from: "person", to: "sign-in", label, note, tone } as const;
  if (decision === undefined || !backToClient.has(decision)) return [asked];
  return [asked, { from: "sign-in", to: "client", ...redirectOf(decision, fault) }];
}

function redirectOf(decision: string, fault: string | undefined): Pick<Step, "label" | "note" | "tone"> {
  if (fault === "eve")
    return { label: "redirect with Eve’s code and state", note: "by way of the browser", tone: "bad" };
  if (fault === "state-tamper")
    return { label: "redirect with another state", note: "by way of the browser", tone: "bad" };
  if (fault === "wrong-iss")
    return { label: "redirect with a wrong issuer", note: "by way of the browser", tone: "bad" };
  const isCode = decision === "code_issued";
  return {
    label: isCode ? "redirect with code [masked] and state" : "redirect with an error",
    note: "by way of the browser",
    tone: isCode ? "good" : "plain",
  };
}

/** Of what is no page, only the token endpoint and its neighbours are drawn otherwise. */
const pages = new Set(webOperations.map(({ id }) => id));

function noteOf({ status, decision, fault, grant, scopes, generation, login }: JournalEntry): string {
  const parts = [
    status === 0 ? "no answer" : String(status),
    decision?.replaceAll("_", " "),
    grant?.replaceAll("_", " "),
    login,
    scopes !== undefined && scopes.length > 0 ? `scopes ${scopes.join(", ")}` : undefined,
    generation === undefined || generation === 0 ? undefined : `refresh ${generation}`,
    fault === undefined ? undefined : `fault ${fault}`,
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function toneOf({ status, decision = "", fault }: JournalEntry): Step["tone"] {
  if (fault !== undefined || status === 0 || status >= 400) return "bad";
  if (decision === "token_issued" || decision === "code_issued" || decision === "refreshed") return "good";
  return ordinary.test(decision) || status < 400 ? "plain" : "bad";
}
