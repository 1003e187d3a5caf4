import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import * as asn1 from "./der.ts";

/** What a server needs for TLS, and what its clients need to believe it. All in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
  /** Give this to clients (`NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE`, `curl --cacert`). Its key is thrown away. */
  readonly authority: string;
}

const dayMs = 86_400_000;
const lifetimeDays = 30;

const ids = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  alternativeNames: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuthentication: "1.3.6.1.5.5.7.3.1",
} as const;

/**
 * Makes a certificate for these host names and addresses, signed by an authority that is made for this one signature.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function makeCertificate(hosts: readonly string[], at: number): ServerCertificate {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const authorityName = "SANDBOX, for practice only";
  const signature = { at, issuer: authorityName, signer: authority.privateKey };
  const authorityId = keyIdOf(authority.publicKey);
  return {
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: sealed({
      ...signature,
      subject: hosts[0] ?? "localhost",
      publicKey: server.publicKey,
      extensions: [
        extension(ids.basicConstraints, asn1.sequence(), { isCritical: true }),
        extension(ids.keyUsage, asn1.bitString(Buffer.from([0x80]), 7), { isCritical: true }),
        extension(ids.extendedKeyUsage, asn1.sequence(asn1.objectId(ids.serverAuthentication))),
        extension(ids.alternativeNames, asn1.sequence(...hosts.map(alternativeName))),
        extension(ids.subjectKeyId, asn1.octetString(keyIdOf(server.publicKey))),
        extension(ids.authorityKeyId, asn1.sequence(asn1.tagged(0, authorityId, { primitive: true }))),
      ],
    }),
    authority: sealed({
      ...signature,
      subject: authorityName,
      publicKey: authority.publicKey,
      extensions: [
        extension(ids.basicConstraints, asn1.sequence(asn1.yes), { isCritical: true }),
        extension(ids.keyUsage, asn1.bitString(Buffer.from([0x04]), 2), { isCritical: true }),
        extension(ids.subjectKeyId, asn1.octetString(authorityId)),
      ],
    }),
  };
}

interface Plan {
  readonly at: number;
  readonly issuer: string;
  readonly signer: KeyObject;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function sealed({ at, issuer, signer, subject, publicKey, extensions }: Plan): string {
  const algorithm = asn1.sequence(asn1.objectId(ids.ecdsaWithSha256));
  const third = Buffer.from([2]);
  const content = asn1.sequence(
    asn1.tagged(0, asn1.integer(third)),
    asn1.integer(Buffer.from([0x40, ...randomBytes(15)])),
    algorithm,
    nameOf(issuer),
    asn1.sequence(asn1.utcTime(at - dayMs), asn1.utcTime(at + lifetimeDays * dayMs)),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    asn1.tagged(3, asn1.sequence(...extensions)),
  );
  const whole = asn1.sequence(content, algorithm, asn1.bitString(sign("sha256", content, signer)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function nameOf(commonName: string): Buffer {
  return asn1.sequence(asn1.setOf(asn1.sequence(asn1.objectId(ids.commonName), asn1.utf8String(commonName))));
}

function extension(id: string, value: Buffer, { isCritical = false } = {}): Buffer {
  return asn1.sequence(asn1.objectId(id), ...(isCritical ? [asn1.yes] : []), asn1.octetString(value));
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return asn1.tagged(2, Buffer.from(host), { primitive: true });
  return asn1.tagged(7, bytesOfAddress(host), { primitive: true });
}

function bytesOfAddress(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail = ""] = address.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}

/** RFC 5280, section 4.2.1.2: any method that makes different ones for different keys will do. */
function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}
