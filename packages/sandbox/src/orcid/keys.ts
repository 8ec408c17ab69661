import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** An RSA key pair for RS256: the private key, and the public one as the JWKS shows it. */
export type SigningKey = { kid: string; privateKey: CryptoKey; publicJwk: JWK };

const RSA_BITS = 2048;

/**
 * Makes a signing key, or reads the one in `file`; a missing file is written, readable by its owner only.
 * A kept key lets relying parties that cached the JWKS live through a restart.
 */
export async function loadSigningKey(file: string | null): Promise<SigningKey> {
  if (file === null) return toSigningKey(await makeJwk());
  if (existsSync(file)) return toSigningKey(JSON.parse(await readFile(file, 'utf8')) as JWK);
  const jwk = await makeJwk();
  await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  return toSigningKey(jwk);
}

async function makeJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: RSA_BITS, extractable: true });
  const kid = `orcid-stand-in-${randomUUID().replaceAll('-', '')}`;
  return { ...(await exportJWK(privateKey)), kid };
}

async function toSigningKey(jwk: JWK): Promise<SigningKey> {
  const privateKey = await importJWK(jwk, 'RS256');
  const { kid, e, n } = jwk;
  if (privateKey instanceof Uint8Array || kid === undefined || e === undefined || n === undefined) {
    throw new Error('The signing key file of the ORCID stand-in holds no RSA key.');
  }
  // ORCID's JWKS names no algorithm: relying parties must pin RS256 themselves.
  return { kid, privateKey, publicJwk: { kty: 'RSA', e, use: 'sig', kid, n } };
}
