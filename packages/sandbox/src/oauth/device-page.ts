import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { recordGrant } from "../grants.ts";
import { mintHex } from "../mint.ts";
import { deviceCodePage, deviceConsentPage, deviceDonePage } from "../pages/device.ts";
import { type Page, respondWithPage } from "../pages/respond.ts";
import type { Parameters } from "../parameters.ts";
import type { SeedPerson } from "../seed.ts";
import { type DeviceTransaction, forgetOld } from "../state.ts";
import { deviceLifetimeSeconds, isWaiting } from "./device-request.ts";
import { scopesAskedFor, scopesLeftTicked } from "./grant.ts";
import { redirectWithin } from "./redirect.ts";
import { submitUserCode } from "./user-code.ts";
import { type FormVisit, refuseForm, type Visit } from "./visit.ts";
import { type Decider, type Decision, transactionOver, type WaitingRequests } from "./waiting.ts";

/** Devices whose code was typed. */
export const deviceRequests: WaitingRequests<DeviceTransaction> = {
  find(core, session, id) {
    const transaction = core.state.deviceTransactions.get(id ?? "");
    return transaction?.session === session && transaction !== undefined && isWaiting(core, transaction.device)
      ? transaction
      : undefined;
  },
  asker: ({ device }) => device,
  withoutPerson: (_core, c) => transactionOver(c),
};

/** `GET /login/device`: asks for the code that a device shows. */
export function showDevice(_core: Core, c: RequestContext, visit: Visit): Answer {
  return answerWithPage(c, "form_shown", deviceCodePage(visit));
}

const reasons = {
  user_code_unknown: "No device waits with this code. It may be mistyped, used or out of date.",
  user_codes_exhausted: "Too many codes were typed within an hour. Try again later.",
} as const;

/** `POST /login/device`: judges the code, and leads on to what the device asks for. */
export function submitDevice(core: Core, c: RequestContext, { session, person, form }: FormVisit): Answer {
  const typed = form.get("user_code") ?? "";
  const outcome = submitUserCode(core, typed);
  if (typeof outcome === "string") {
    return answerWithPage(
      c,
      outcome,
      deviceCodePage({ session, person, refused: { typed, reason: reasons[outcome] } }),
    );
  }
  const { deviceTransactions } = core.state;
  forgetOld(deviceTransactions, ({ startedAt }) => startedAt + deviceLifetimeSeconds * 1000 <= core.now());
  const transaction = { id: mintHex(core.random, 32), session, device: outcome, startedAt: core.now() };
  deviceTransactions.set(transaction.id, transaction);
  c.env.note.clientId = outcome.app.clientId;
  c.env.note.flow = outcome.flow;
  c.env.note.decision = "consent_needed";
  return redirectWithin(c, `/login/device/confirm?transaction=${transaction.id}`);
}

/** `GET /login/device/confirm`: asks whether the device may have what it asks for, also if all of it was granted before. */
export function showDeviceConsent(core: Core, c: RequestContext, decider: Decider<DeviceTransaction>): Answer {
  const { device } = decider.transaction;
  const scopes = scopesAskedFor(core, device, decider.person);
  return answerWithPage(c, "consent_shown", deviceConsentPage({ ...decider, scopes }));
}

/** `POST /login/device/confirm`: carries out the person's decision, once. */
export function decideDevice(
  core: Core,
  c: RequestContext,
  { transaction, person, form }: Decision<DeviceTransaction>,
): Answer {
  switch (form.get("decision")) {
    case "approve":
      c.env.note.scopes = approve(core, { transaction, person, form });
      return answerDone(core, c, { transaction, isApproved: true });
    case "cancel":
      transaction.device.status = "denied";
      return answerDone(core, c, { transaction, isApproved: false });
    default:
      return refuseForm(c);
  }
}

interface Approval {
  readonly transaction: DeviceTransaction;
  readonly person: SeedPerson;
  readonly form: Parameters;
}

function approve(core: Core, { transaction: { device }, person, form }: Approval): readonly string[] {
  const scopes = scopesLeftTicked(form, scopesAskedFor(core, device, person));
  recordGrant(core.state, { person, app: device.app, scopes, at: core.now() });
  device.status = "approved";
  device.approval = { person, scopes };
  return scopes;
}

interface Decided {
  readonly transaction: DeviceTransaction;
  readonly isApproved: boolean;
}

function answerDone(core: Core, c: RequestContext, { transaction, isApproved }: Decided): Answer {
  core.state.deviceTransactions.delete(transaction.id);
  const page = deviceDonePage({ app: transaction.device.app, isApproved });
  return answerWithPage(c, isApproved ? "device_approved" : "access_denied", page);
}

function answerWithPage(c: RequestContext, decision: string, page: Page): Answer {
  c.env.note.decision = decision;
  return respondWithPage(c, page);
}
