import { isLoopback } from "@dev-github-tool/oauth";
import { UsageError } from "./errors.ts";

/** The GitHub to talk to: github.com unless the person names another. */
export interface Host {
  /** `github.com`, or host and port of an Enterprise Server or a sandbox: what people see and sessions are kept under. */
  readonly name: string;
  /** The origin of its web pages, without a slash at the end. */
  readonly baseUrl: string;
}

export const defaultHost: Host = { name: "github.com", baseUrl: "https://github.com" };

/** The host whose authorization server has this issuer; undefined for an issuer that is no GitHub's. */
export function hostOfIssuer(issuer: string): Host | undefined {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  return url?.pathname === "/login/oauth" ? { name: url.host, baseUrl: url.origin } : undefined;
}

/**
 * Reads `--host` or `DGT_HOST`: a host name, or the address of its web pages.
 *
 * @throws UsageError `invalid_value` unless it is a bare https origin, or http on a loopback address.
 */
export function parseHost(value: string = defaultHost.name): Host {
  const address = value.includes("://") ? value : `https://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isBare = url !== undefined && url.href === `${url.origin}/`;
  if (!isBare || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)))) {
    throw new UsageError("the host is neither a host name, nor an https address, nor http on a loopback address", {
      code: "invalid_value",
      hint: "--host github.example.com",
    });
  }
  return { name: url.host, baseUrl: url.origin };
}
