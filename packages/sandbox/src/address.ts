/** Where a request arrived, in GitHub's terms. */
export interface Address {
  readonly surface: "web" | "rest";
  /** Origin of the pages, such as `http://127.0.0.1:4010`. */
  readonly webOrigin: string;
  /**
   * Where a browser finds the pages. Differs for a request that was sent through the port as through a proxy: its host means
   * nothing to a browser that knows no proxy.
   */
  readonly pageOrigin: string;
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
 * @param portOrigin Of the port, for a request that was sent through it as through a proxy.
 * @see https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function readAddress(url: URL, portOrigin?: string): Address {
  if (url.hostname.startsWith("api.")) {
    const webOrigin = url.origin.replace("://api.", "://");
    return { surface: "rest", webOrigin, pageOrigin: portOrigin ?? webOrigin, apiBase: url.origin, path: url.pathname };
  }
  const webOrigin = url.origin;
  const addresses = { webOrigin, pageOrigin: portOrigin ?? webOrigin, apiBase: `${webOrigin}${enterprisePrefix}` };
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
