import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { Secrets } from '../../secrets.ts';
import { SECRET_PATTERN } from './secret.ts';

/** How long a session lasts, however much it is used. */
export const SESSION_LIFE_MS = 12 * 60 * 60 * 1000;
/** How long a person may take at ORCID. */
export const SIGN_IN_LIFE_MS = 10 * 60 * 1000;

type CookieConfig = Pick<Config, 'publicUrl'>;
type SealingContext = { config: CookieConfig; secrets: Secrets };

const USER_CODE_COOKIE = 'mintmark_user_code';

/** The secret of the browser's session, or null. */
export function readSessionSecret(config: CookieConfig, request: FastifyRequest): string | null {
  return readSecret(request, cookieName(config, 'mintmark_session'));
}

export function setSessionCookie(config: CookieConfig, reply: FastifyReply, secret: string): void {
  setSecret(config, reply, 'mintmark_session', secret, SESSION_LIFE_MS);
}

export function clearSessionCookie(config: CookieConfig, reply: FastifyReply): void {
  setSecret(config, reply, 'mintmark_session', '', 0);
}

/** The secret that tells one browser from another while a sign-in is under way, or null. */
export function readBrowserSecret(config: CookieConfig, request: FastifyRequest): string | null {
  return readSecret(request, cookieName(config, 'mintmark_sign_in'));
}

export function setBrowserCookie(config: CookieConfig, reply: FastifyReply, secret: string): void {
  setSecret(config, reply, 'mintmark_sign_in', secret, SIGN_IN_LIFE_MS);
}

/** The user code of a device that a person came with before signing in (RFC 8628 section 3.3.1), or null. */
export function readUserCodeCookie(ctx: SealingContext, request: FastifyRequest): string | null {
  const sealed = request.cookies[cookieName(ctx.config, USER_CODE_COOKIE)];
  if (sealed === undefined) return null;
  try {
    return ctx.secrets.open(sealed, USER_CODE_COOKIE);
  } catch {
    return null;
  }
}

export function setUserCodeCookie(ctx: SealingContext, reply: FastifyReply, userCode: string): void {
  const sealed = ctx.secrets.seal(userCode, USER_CODE_COOKIE);
  setSecret(ctx.config, reply, USER_CODE_COOKIE, sealed, SIGN_IN_LIFE_MS);
}

export function clearUserCodeCookie(ctx: SealingContext, reply: FastifyReply): void {
  setSecret(ctx.config, reply, USER_CODE_COOKIE, '', 0);
}

function readSecret(request: FastifyRequest, name: string): string | null {
  const value = request.cookies[name];
  return value !== undefined && SECRET_PATTERN.test(value) ? value : null;
}

/** With the prefix a browser takes the cookie from this very host over https only, so that no subdomain can plant one. */
function cookieName(config: CookieConfig, name: string): string {
  return isHttps(config) ? `__Host-${name}` : name;
}

function setSecret(
  config: CookieConfig,
  reply: FastifyReply,
  name: string,
  value: string,
  lifeMs: number,
): void {
  const options: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    // Not Strict: the browser comes back from ORCID's site and must still be known.
    sameSite: 'lax',
    secure: isHttps(config),
    maxAge: lifeMs / 1000,
  };
  reply.setCookie(cookieName(config, name), value, options);
}

function isHttps(config: CookieConfig): boolean {
  return config.publicUrl.startsWith('https:');
}
