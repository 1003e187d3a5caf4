import type { AuthorizationRequest } from "../authorization-request.ts";
import type { Trace } from "../trace.ts";

/** What is read of a redirect. Other names are the sender's own words, and a name is never masked. */
const REDIRECT_PARAMETERS = ["code", "state", "iss", "error", "error_description"];

/** Records what happens up to the moment the person is in their browser, where nobody but them sees what they do. */
export function recordDeparture(trace: Trace | undefined, { url, state, codeVerifier }: AuthorizationRequest): void {
  const params = { ...Object.fromEntries(new URL(url).searchParams), state };
  const step = "authorization URL";
  trace?.record({
    name: "secrets_made",
    step,
    from: "client",
    to: "client",
    channel: "local",
    kind: "note",
    title: "make state, verifier and challenge",
    params: {
      state,
      code_verifier: codeVerifier,
      code_challenge: new URL(url).searchParams.get("code_challenge") ?? "",
    },
  });
  trace?.record({
    name: "page_opened",
    step,
    from: "client",
    to: "browser",
    channel: "front",
    kind: "redirect",
    title: "open the authorization page in the person's own browser",
    url,
    params,
  });
  trace?.record({
    name: "approval_asked",
    step,
    from: "browser",
    to: "authorization server",
    channel: "front",
    kind: "note",
    title: "the person signs in and decides, unseen by this program",
  });
}

/** Records a redirect. One that is not foreign was sent by the server, which is known from its state alone. */
export function recordRedirect(
  trace: Trace | undefined,
  query: URLSearchParams,
  { isForeign }: { readonly isForeign: boolean },
): void {
  const params = Object.fromEntries([...query].filter(([name]) => REDIRECT_PARAMETERS.includes(name)));
  const arrival = { step: "callback validation", to: "client", channel: "front", params } as const;
  if (!isForeign) {
    trace?.record({
      ...arrival,
      name: "redirect_sent",
      from: "authorization server",
      to: "browser",
      kind: "redirect",
      title: "send the browser back to this program",
    });
  }
  trace?.record({
    ...arrival,
    name: "redirect_received",
    from: "browser",
    kind: "request",
    method: "GET",
    title: "the redirect arrives",
  });
  trace?.record({
    name: "state_checked",
    step: arrival.step,
    from: "client",
    to: "client",
    channel: "local",
    kind: "check",
    title: "compare the state of the redirect with the one that was sent",
    params: { state: params.state },
    passed: !isForeign,
  });
}
