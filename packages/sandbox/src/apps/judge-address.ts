/** RFC 3986 allows no other characters in a URI; whitespace, controls and backslashes are where URL parsers disagree. */
const uriText = /^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;

const longestAddress = 1024;

/** Schemes under which a browser would run, read or show something of its own instead of going to an app. */
const schemesOfBrowsers = new Set([
  ...["about:", "blob:", "chrome:", "data:", "file:", "filesystem:", "ftp:", "javascript:", "mailto:", "tel:"],
  ...["vbscript:", "view-source:", "ws:", "wss:"],
]);

/** Says what is wrong with the address of an app's own page; undefined when nothing is. */
export function objectionToWebAddress(address: string): string | undefined {
  const general = objectionToAddress(address);
  if (general !== undefined) return general;
  return isWebAddress(address) ? undefined : "Begin with https:// or http://.";
}

/** Says what is wrong with an address that answers are sent to; undefined when nothing is. */
export function objectionToCallback(address: string): string | undefined {
  const general = objectionToAddress(address);
  if (general !== undefined) return general;
  const { protocol, username, password } = new URL(address);
  // RFC 6749, section 3.1.2: "The endpoint URI MUST NOT include a fragment component."
  if (address.includes("#")) return "Leave out the part that begins with #.";
  if (schemesOfBrowsers.has(protocol)) return `Addresses that begin with ${protocol} cannot be redirected to.`;
  if (username !== "" || password !== "") return "Leave out the user name and password.";
  return undefined;
}

/** Whether an address may become a link. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

function objectionToAddress(address: string): string | undefined {
  if (address.length > longestAddress) return `Use at most ${longestAddress} characters.`;
  if (!uriText.test(address) || !URL.canParse(address))
    return "This is no complete address, such as https://example.com/path.";
  return undefined;
}
