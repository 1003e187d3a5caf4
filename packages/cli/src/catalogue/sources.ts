/** Where a fact can be looked up. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

/** A section of an RFC. */
export function rfc(number: number, section: string): Source {
  return {
    title: `RFC ${number}, section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

function gitHubPage(title: string, path: string): Source {
  return { title: `GitHub Docs, ${title}`, url: `https://docs.github.com/en/${path}` };
}

/** The pages of GitHub's documentation that say what its servers answer. */
export const gitHubDocs = {
  authorizationErrors: gitHubPage(
    "Troubleshooting authorization request errors",
    "apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors",
  ),
  tokenErrors: gitHubPage(
    "Troubleshooting OAuth app access token request errors",
    "apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors",
  ),
  flows: gitHubPage("Authorizing OAuth apps", "apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps"),
  scopes: gitHubPage("Scopes for OAuth apps", "apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps"),
  refreshing: gitHubPage(
    "Refreshing user access tokens",
    "apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens",
  ),
  tokenEnds: gitHubPage(
    "Token expiration and revocation",
    "authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation",
  ),
  rest: gitHubPage("Troubleshooting the REST API", "rest/using-the-rest-api/troubleshooting-the-rest-api"),
  rateLimits: gitHubPage("Rate limits for the REST API", "rest/using-the-rest-api/rate-limits-for-the-rest-api"),
  singleSignOn: gitHubPage("Authenticating to the REST API", "rest/authentication/authenticating-to-the-rest-api"),
  restrictions: gitHubPage(
    "About OAuth app access restrictions",
    "organizations/managing-oauth-access-to-your-organizations-data/about-oauth-app-access-restrictions",
  ),
  versions: gitHubPage("API versions", "rest/about-the-rest-api/api-versions"),
  graphql: gitHubPage("Forming calls with GraphQL", "graphql/guides/forming-calls-with-graphql"),
} as const;
