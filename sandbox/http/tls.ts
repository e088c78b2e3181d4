import "reflect-metadata"; // @peculiar/x509 needs it to be there first
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type PublicKeyType,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** What a server needs to speak TLS, and what its clients need to trust it, each as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Certificate of the authority that signed `cert`. Its key is thrown away: nobody can sign another with it. */
  readonly ca: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const AUTHORITY = "CN=ConnectWise PSA sandbox";
const DAY = 24 * 60 * 60 * 1000;

/**
 * A certificate for this machine's own names and for `hosts`, signed by an authority made for it alone.
 * Key identifiers are there because strict clients (Python ≥ 3.13) refuse certificates without them (RFC 5280, 4.2.1).
 */
export async function certificateFor(hosts: readonly string[]): Promise<Certificate> {
  const [authority, server] = await Promise.all([newKeys(), newKeys()]);
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) };
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: AUTHORITY,
    keys: authority,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: await authorityExtensions(authority.publicKey),
  });
  const cert = await X509CertificateGenerator.create({
    subject: "CN=localhost",
    issuer: AUTHORITY,
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: await serverExtensions(server.publicKey, authority.publicKey, [
      "localhost",
      "127.0.0.1",
      "::1",
      ...hosts,
    ]),
  });
  return { key: await privateKeyPem(server.privateKey), cert: cert.toString("pem"), ca: ca.toString("pem") };
}

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

const authorityExtensions = async (key: PublicKeyType) => [
  new BasicConstraintsExtension(true, 0, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  await SubjectKeyIdentifierExtension.create(key),
];

const serverExtensions = async (key: PublicKeyType, issuer: PublicKeyType, hosts: readonly string[]) => [
  new BasicConstraintsExtension(false, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  new SubjectAlternativeNameExtension(
    [...new Set(hosts)].map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
  ),
  await SubjectKeyIdentifierExtension.create(key),
  await AuthorityKeyIdentifierExtension.create(issuer),
];

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${base64.replaceAll(/(.{64})/g, "$1\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
