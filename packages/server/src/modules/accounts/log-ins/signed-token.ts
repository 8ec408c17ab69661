import { randomUUID } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import type { AppContext } from '../../../context.ts';
import { type LogInSubject, OPERATOR_ID, subjectOf } from './subject.ts';

const ALGORITHM = 'HS256';
/** No log-in is longer; who sends more means to cost us something. */
const LENGTH_LIMIT = 2048;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a log-in says: whose it is, and for people by which of their access tokens. */
export type LogInClaims =
  | { kind: 'service-account'; id: string }
  | { kind: 'person'; id: string; tokenId: string }
  | { kind: 'operator' };

/** What a log-in is for: to be sent with every request, or once in the address of a download. */
export type LogInUse = 'session' | 'short-lived';

type SigningContext = Pick<AppContext, 'config' | 'now' | 'secrets'>;

/**
 * Signs a log-in as a JWT (RFC 7519).
 * @param salt of the subject: a new one makes every log-in signed before worthless
 */
export function signLogIn(
  ctx: SigningContext,
  claims: LogInClaims,
  salt: Uint8Array,
  options: { use: LogInUse; lifeSeconds: number },
): Promise<string> {
  const issuedAt = Math.floor(ctx.now().getTime() / 1000);
  return (
    new SignJWT({
      // DSpace's name for the person.
      eid: idOf(claims),
      kind: claims.kind,
      use: options.use,
      ...(claims.kind === 'person' ? { tid: claims.tokenId } : {}),
    })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + options.lifeSeconds)
      // Two log-ins of one second differ, too.
      .setJti(randomUUID())
      .sign(ctx.secrets.mac(describeKey(ctx, claims, salt)))
  );
}

/** What an unproven log-in says, to look up what proves it; null where it is nothing of ours. */
export function readLogInClaims(jwt: string): LogInClaims | null {
  if (jwt.length > LENGTH_LIMIT) return null;
  try {
    const { eid, kind, tid } = decodeJwt(jwt);
    if (typeof eid !== 'string' || !UUID.test(eid)) return null;
    if (kind === 'service-account') return { kind, id: eid };
    if (kind === 'operator' && eid === OPERATOR_ID) return { kind };
    if (kind === 'person' && typeof tid === 'string' && UUID.test(tid))
      return { kind, id: eid, tokenId: tid };
    return null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Whether a log-in was signed here with the salt, is not over, and is for this use. */
export async function isSignedLogIn(
  ctx: SigningContext,
  jwt: string,
  claims: LogInClaims,
  salt: Uint8Array,
  use: LogInUse,
): Promise<boolean> {
  for (const key of ctx.secrets.macs(describeKey(ctx, claims, salt))) {
    try {
      const { payload } = await jwtVerify(jwt, key, {
        algorithms: [ALGORITHM],
        currentDate: ctx.now(),
        requiredClaims: ['exp', 'iat', 'jti', 'eid', 'use'],
      });
      return payload.use === use;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return false;
}

/** What the key for a subject and salt is made of, with SECRET_KEY: the database alone signs nothing. */
function describeKey(ctx: SigningContext, claims: LogInClaims, salt: Uint8Array): string {
  const subject: LogInSubject = claims;
  // Another ADMIN_TOKEN ends what was done in the name of the one before.
  const credential = claims.kind === 'operator' ? (ctx.config.adminToken ?? '') : '';
  return JSON.stringify(['log-in', subjectOf(subject), Buffer.from(salt).toString('base64url'), credential]);
}

function idOf(claims: LogInClaims): string {
  return claims.kind === 'operator' ? OPERATOR_ID : claims.id;
}
