import { createServer, type Server } from "node:https";
import { makeCertificate } from "./certificate.ts";

/** Creates a server that speaks TLS under these names, and returns the certificate of whom its clients have to trust, in PEM. */
export function createTlsServer(names: readonly string[]): { server: Server; authority: string } {
  const { key, certificate, authority } = makeCertificate(names, Date.now());
  return { server: createServer({ key, cert: certificate }), authority };
}
