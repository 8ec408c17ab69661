import { normalizeOrcid } from '@mintmark/identifiers';
import { orcidErrorCodes } from './error-codes.ts';
import { isClientRefusal } from './oauth-failure.ts';

/**
 * What to do about an answer of the record API that is no success.
 * - `grant-revoked`: stop the person's queue, keep the iD as authenticated in the past, offer to connect again
 * - `token-of-other-record`: our mistake; quarantine the token
 * - `not-source`: another client added the item; never try again
 * - `scope-missing`: ask the person for more
 * - `gone`: ORCID says that the item or record is not there; see `isItemGone` for what the person deleted
 * - `duplicate`: adopt `putCode` and PUT
 * - `locked`, `deactivated`, `unclaimed`: park until the record changes
 * - `client-refused`: ORCID does not serve this client (locked, unknown, not allowed): stop all of its queue
 * - `moved`: the record was merged; follow to `movedTo`
 * - `invalid`: our data or request is wrong; show the reason, do not repeat
 * - `too-large`: more was answered than is read; the same call brings the same, until the record has shrunk
 * - `later`: repeat with jitter, not before `retryAfterMs`
 */
export type OrcidProblemKind =
  | 'grant-revoked'
  | 'token-of-other-record'
  | 'not-source'
  | 'scope-missing'
  | 'gone'
  | 'duplicate'
  | 'locked'
  | 'deactivated'
  | 'unclaimed'
  | 'moved'
  | 'client-refused'
  | 'invalid'
  | 'too-large'
  | 'later';

export type OrcidProblem = {
  kind: OrcidProblemKind;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** ORCID's own error code, such as 9021, or null. */
  code: number | null;
  /** What ORCID says about it, without tokens, at most 500 characters. */
  detail: string;
  putCode: number | null;
  /** Canonical iD of the record that replaces this one, or null. */
  movedTo: string | null;
  retryAfterMs: number | null;
};

const DETAIL_LIMIT = 500;
/** ORCID's code of an item that is not there. */
const NO_SUCH_ITEM = 9016;

/**
 * Classifies an answer of the record API (v3.0) that is no success.
 *
 * @param body the parsed error, or the text that came instead.
 * @param header `retryAfter` as sent, whose date form is counted from `now`; `location` of a merged record.
 */
export function classifyOrcidError(
  status: number,
  body: unknown,
  header: { retryAfter?: string | null; location?: string | null; now?: Date } = {},
): OrcidProblem {
  const code = readNumber(readMember(body, 'error-code'));
  const message = isPage(body)
    ? `The answer has the status ${status} and is a web page, which gives no reason.`
    : readMessage(body);
  return {
    kind: readKind(status, code, body),
    status,
    code,
    detail: redact(message).slice(0, DETAIL_LIMIT),
    putCode: readNumber(/put-code (\d+)/.exec(message)?.[1]),
    movedTo: status === 301 ? readMovedTo(message, header.location ?? '') : null,
    retryAfterMs: readRetryAfter(header.retryAfter ?? null, header.now ?? new Date()),
  };
}

function readKind(status: number, code: number | null, body: unknown): OrcidProblemKind {
  if (status === 429 || status === 408 || status >= 500) return 'later';
  const known = code === null ? undefined : orcidErrorCodes[code];
  if (known !== undefined) return known.kind;
  // A page of something in front of ORCID: its verdict is about the moment, not about the item or the record.
  if (isPage(body)) return 'later';
  const oauthError = readMember(body, 'error');
  if (oauthError === 'invalid_token' || oauthError === 'invalid_scope') return 'grant-revoked';
  if (isClientRefusal(oauthError)) return 'client-refused';
  if (status === 301) return 'moved';
  if (status > 301 && status < 400) return 'later';
  // Without a code of ORCID's it may be anything in front of it, such as a gateway, or a wrong base address.
  if (status === 401 || status === 403 || status === 404) return 'later';
  return 'invalid';
}

/**
 * Whether an answer says that the very item it was asked for is not on the record: whoever added it then knows that the
 * person has deleted it. "No such record or item" (9011) leaves open which of the two is missing.
 */
export function isItemGone(problem: OrcidProblem): boolean {
  return problem.code === NO_SUCH_ITEM;
}

function isPage(body: unknown): boolean {
  return typeof body === 'string' && /^\s*<(?:!doctype|html)/i.test(body);
}

/** The message names the record that replaces this one, and so does the address that ORCID points to. */
function readMovedTo(message: string, location: string): string | null {
  const named = /refer to account: (?:https?:\/\/\S*\/)?([\dX-]{19})/i.exec(message)?.[1];
  return normalizeOrcid(named ?? /\/([\dX-]{19})(?:\/|$)/i.exec(location)?.[1] ?? '');
}

function readMessage(body: unknown): string {
  if (typeof body === 'string') return body;
  for (const name of ['developer-message', 'user-message', 'error_description', 'error']) {
    const value = readMember(body, name);
    if (typeof value === 'string') return value;
  }
  return '';
}

/** ORCID's 401 repeats the whole access token; its tokens are UUIDs, but whatever follows the phrase is taken out. */
function redact(message: string): string {
  return message
    .replace(/(invalid (?:access|refresh) token:?\s*)\S+/gi, '$1[redacted]')
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, '[redacted]');
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : null;
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
