/** How requests name the program unless told otherwise; the version is this package's. */
const DEFAULT_USER_AGENT = "dev-github-tool/0.1.0";

/**
 * Gives the headers that every request to the API carries. GitHub refuses those without a `User-Agent`.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#headers
 */
export function buildApiHeaders(userAgent = DEFAULT_USER_AGENT): Readonly<Record<string, string>> {
  return {
    accept: "application/vnd.github+json",
    "user-agent": userAgent,
    "x-github-api-version": "2022-11-28",
  };
}
