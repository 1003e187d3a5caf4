import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { mintHex } from "../mint.ts";
import { sameText } from "../same-text.ts";
import type { SeedPerson } from "../seed.ts";
import type { Session } from "../state.ts";
import { redirectWithin } from "./redirect.ts";

/** Where the pages are that know who looks at them. */
const pathsOfPerson = ["/login", "/logout", "/settings", "/apps", "/organizations"];

export function findSession(core: Core, c: RequestContext): Session | undefined {
  const session = core.state.sessions.get(c.cookie(cookieName(c)) ?? "");
  if (session?.person !== undefined) c.env.note.login = session.person.login;
  return session;
}

/** Returns the browser's session; a browser without one gets an empty session and its cookie. */
export function openSession(core: Core, c: RequestContext): Session {
  const known = findSession(core, c);
  if (known !== undefined) return known;
  const session: Session = { id: "", csrf: "", person: undefined, people: [], returnTo: undefined };
  renewSession(core, c, session);
  return session;
}

/**
 * Goes on as a person, beside whom others may stay signed in; without one, signs everybody out. Renews cookie and form value:
 * one learned before is worthless after.
 */
export function changePerson(
  core: Core,
  c: RequestContext,
  { session, person }: { session: Session; person: SeedPerson | undefined },
): void {
  session.person = person;
  if (person === undefined) session.people = [];
  else {
    c.env.note.login = person.login;
    if (!session.people.includes(person)) session.people = [...session.people, person];
  }
  renewSession(core, c, session);
}

/** Sends a browser in which nobody is signed in to the sign-in page, which leads back to the page that was asked for. */
export function askToSignIn(core: Core, c: RequestContext): Answer {
  const session = openSession(core, c);
  const { pathname, search } = c.req.url;
  session.returnTo = `${pathname}${search}`;
  c.env.note.decision = "sign_in_needed";
  return redirectWithin(c, "/login");
}

/** Judges the hidden value of a form against the session whose page it must have come from. */
export function isOwnForm(session: Session | undefined, csrf: string | undefined): session is Session {
  return session !== undefined && csrf !== undefined && sameText(session.csrf, csrf);
}

/** As many browsers are remembered at least; of more, those that signed in longest ago have to do it again. */
const rememberedSessions = 10_000;

/** Forgetting in batches: the beginning of a large table is slow to find. */
const batch = 500;

function forgetOldSessions({ sessions }: Core["state"]): void {
  if (sessions.size < rememberedSessions + batch) return;
  for (const id of sessions.keys()) {
    if (sessions.size <= rememberedSessions) return;
    sessions.delete(id);
  }
}

function renewSession(core: Core, c: RequestContext, session: Session): void {
  core.state.sessions.delete(session.id);
  forgetOldSessions(core.state);
  session.id = mintHex(core.random, 64);
  session.csrf = mintHex(core.random, 32);
  core.state.sessions.set(session.id, session);
  core.reportSecret(session.id);
  // Lax: the browser comes here from the client's page or terminal, and Strict would hide the cookie then.
  // The paths keep it from other programs on this address, since browsers do not tell ports apart in cookies.
  c.setCookie({ name: cookieName(c), value: session.id, paths: pathsOfPerson });
}

/** Named by port, so that two sandboxes on one machine do not sign each other out. */
function cookieName(c: RequestContext): string {
  return `sandbox_session_${c.req.url.port}`;
}
