const mask = "[masked]";

/** Query parameters whose values are shown; `state` only where it filters issues and is not OAuth's. */
const shownOnPages = new Set([
  "allow_signup",
  "client_id",
  "code_challenge_method",
  "grant_type",
  "login",
  "prompt",
  "redirect_uri",
  "response_type",
  "scope",
]);
const shownOnRest = new Set([
  ...["affiliation", "assignee", "base", "before", "creator", "direction", "head", "labels", "page"],
  ...["per_page", "since", "sort", "state", "type", "visibility"],
]);

/** The code that brings the secrets of a new GitHub App, and the id under which its manifest waits. */
const secretPart = /(\/app-manifests\/|\/settings\/apps\/new\/)[^/]+/;

const tokenLike = /\b(?:gh[a-z]_|github_pat_)\w+/g;

/** Returns path and query with everything hidden that could be a secret, wherever a careless client put it. */
export function maskedPath(url: URL): string {
  const shown = url.pathname.startsWith("/login") ? shownOnPages : shownOnRest;
  const path = url.pathname.replace(secretPart, `$1${mask}`);
  const query = url.search === "" ? [] : [...url.searchParams];
  const parameters = query.map(([name, value]) => `${name}=${shown.has(name) ? value : mask}`);
  return (query.length === 0 ? path : `${path}?${parameters.join("&")}`).replaceAll(tokenLike, mask);
}
