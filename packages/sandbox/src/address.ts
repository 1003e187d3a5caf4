/** Where a request arrived, in GitHub's terms. */
export interface Address {
  readonly surface: "web" | "rest";
  /** Origin of the pages, such as `http://127.0.0.1:4010`. */
  readonly webOrigin: string;
  /** What REST paths are appended to, such as `http://127.0.0.1:4010/api/v3`. */
  readonly apiBase: string;
  /** The path within the surface, such as `/user`. */
  readonly path: string;
}

const enterprisePrefix = "/api/v3";
const enterpriseGraphql = "/api/graphql";

/**
 * Reads both of GitHub's layouts: an API host of its own (`api.HOST/user`, `api.HOST/graphql`), and Enterprise Server's
 * prefixes (`HOST/api/v3/user`, `HOST/api/graphql`).
 *
 * @see https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function readAddress(url: URL): Address {
  if (url.hostname.startsWith("api.")) {
    const webOrigin = url.origin.replace("://api.", "://");
    return { surface: "rest", webOrigin, apiBase: url.origin, path: url.pathname };
  }
  const addresses = { webOrigin: url.origin, apiBase: `${url.origin}${enterprisePrefix}` };
  if (url.pathname === enterprisePrefix || url.pathname.startsWith(`${enterprisePrefix}/`)) {
    return { ...addresses, surface: "rest", path: url.pathname.slice(enterprisePrefix.length) || "/" };
  }
  // The API of a host of its own has it beside the REST paths, and so has it here.
  if (url.pathname === enterpriseGraphql) return { ...addresses, surface: "rest", path: "/graphql" };
  return { ...addresses, surface: "web", path: url.pathname };
}

/** The issuer identifier GitHub puts into redirects (RFC 9207). */
export function issuerOf(address: Address): string {
  return `${address.webOrigin}/login/oauth`;
}
