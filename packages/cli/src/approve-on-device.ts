import {
  authorizeDevice,
  type DeviceAuthorization,
  refuseUnverifiedTls,
  TokenRequestError,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import type { CommandContext } from "./command-context.ts";
import { askWhether } from "./prompt.ts";
import type { ApprovalRequest, Approved } from "./sign-in.ts";
import { text } from "./text.ts";
import { createWaiting, type Waiting } from "./waiting.ts";

/** What servers and apps say that do not offer device codes; older Enterprise Servers have the last one. */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  "device_flow_disabled",
  "device_flow_unsupported",
  "unauthorized_client",
]);

/**
 * Has the person approve in a browser anywhere, where they type a code that is shown here. GitHub wants no secret for that, so
 * none is sent. Undefined when the app does not offer it, and it is not required either.
 *
 * @throws what `authorizeDevice` throws.
 */
export async function approveOnDevice(
  { scope, credentials, provider, runtime }: ApprovalRequest,
  { isRequired, context }: { readonly isRequired: boolean; readonly context: CommandContext },
): Promise<Approved | undefined> {
  const { output, signal, trace, env } = context;
  refuseUnverifiedTls(env, "token exchange");
  const waiting = createWaiting(provider, { runtime, output, words: text.device.waiting });
  let isShown = false;
  let isDone = false;
  try {
    const tokens = await authorizeDevice({
      provider,
      client: { clientId: credentials.client.clientId },
      scope,
      onUserCode: async (authorization) => {
        isShown = true;
        waiting.begin(authorization.expiresAt);
        showCode(authorization, context);
        await offerToOpen(authorization, { waiting, context });
        waiting.start();
      },
      runtime,
      trace,
      signal,
    });
    isDone = true;
    return { tokens };
  } catch (error) {
    if (!isRequired && !isShown && isNotOffered(error)) {
      output.note(text.device.notOffered);
      return undefined;
    }
    throw error;
  } finally {
    waiting.end(isDone);
  }
}

function isNotOffered(error: unknown): boolean {
  return (
    (error instanceof TokenRequestError || error instanceof UnexpectedResponseError) && NOT_OFFERED.has(error.code)
  );
}

function showCode(
  { userCode, verificationUri, isExpectedSite }: DeviceAuthorization,
  { output, browser, host }: CommandContext,
): void {
  output.note("");
  output.note(text.device.open(browser.absence));
  output.note(text.url(verificationUri));
  if (!isExpectedSite) {
    output.note(text.device.otherSite(host.name));
  }
  output.note(text.device.enter);
  output.note("");
  output.note(text.device.code(userCode));
  output.note("");
  output.note(text.device.onlyYours);
}

/** Who asked for a device code may have meant the browser of another machine, so that none is opened unasked. */
async function offerToOpen(
  { verificationUri, isExpectedSite }: DeviceAuthorization,
  { waiting, context }: { readonly waiting: Waiting; readonly context: CommandContext },
): Promise<void> {
  const { asking, browser, output } = context;
  if (asking === undefined || browser.open === undefined || !isExpectedSite) {
    return;
  }
  const question = { ...asking, signal: AbortSignal.any([asking.signal, waiting.signal]) };
  if (await askWhether(text.device.offerToOpen, { initial: true, asking: question })) {
    await browser.open(verificationUri).catch(() => output.note(text.signIn.openedNothing));
  }
}
