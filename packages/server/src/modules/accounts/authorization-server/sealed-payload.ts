import type { AdapterPayload } from 'oidc-provider';
import type { Secrets } from '../../../secrets.ts';
import type { ArtifactKind } from './store.ts';

/** What belongs to an artifact, without the values by which its holder or a person names it. */
export type KeptPayload = Omit<AdapterPayload, 'jti' | 'userCode' | 'grantId'>;

/** Encrypted for its own row: the state of a client and the challenge of a code concern nobody who reads the table. */
export function sealPayload(
  secrets: Secrets,
  kind: ArtifactKind,
  valueHash: Buffer,
  payload: KeptPayload,
): string {
  return secrets.seal(JSON.stringify(payload), payloadContext(kind, valueHash));
}

/** @returns null when it was sealed with another SECRET_KEY: to its holder it is as if it had ended */
export function openPayload(
  secrets: Secrets,
  kind: ArtifactKind,
  row: { valueHash: Buffer; sealed: string },
): KeptPayload | null {
  let text: string;
  try {
    text = secrets.open(row.sealed, payloadContext(kind, row.valueHash));
  } catch {
    return null;
  }
  return JSON.parse(text) as KeptPayload;
}

/** The additional data that a payload is sealed with. */
export function payloadContext(kind: string, valueHash: Buffer): string {
  return `oauth_artifacts.sealed|${kind}|${valueHash.toString('hex')}`;
}
