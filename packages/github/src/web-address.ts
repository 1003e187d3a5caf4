import { UnexpectedResponseError } from "@dev-github-tool/oauth";
import type { GitHubProvider } from "./provider.ts";

/**
 * Builds the address of a page from what the API says it is: its path, on the provider's own web site. An answer can
 * name a page, and never another host or scheme, so that the result may be opened in a browser.
 *
 * @throws UnexpectedResponseError `field_invalid` when there is no address at all.
 */
export function buildWebAddress(claimed: string, { webUrl }: GitHubProvider): string {
  if (!URL.canParse(claimed)) {
    throw new UnexpectedResponseError("the address of a page in the answer is no address", {
      code: "field_invalid",
      step: "API request",
    });
  }
  const address = new URL(webUrl);
  address.pathname = new URL(claimed).pathname;
  return address.href;
}
