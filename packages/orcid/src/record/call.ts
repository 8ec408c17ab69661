import { assertOrcid } from '@mintmark/identifiers';
import { type Answer, noAnswer } from '../answer.ts';
import type { OrcidClient } from '../client.ts';
import { MEDIA_TYPES, type MessageFormat, readMessage, writeMessage } from '../messages/format.ts';
import { createExchange, type Exchange, type RecordAnswer, type RecordApiOptions } from './exchange.ts';

/** What the parts of the record API share: where to send, how to send, how to read. */
export type RecordCall = {
  /** With its version, without trailing slash. */
  base: string;
  api: 'public' | 'member';
  format: MessageFormat;
  accessToken: string | null;
  exchange: Exchange;
};

/** Makes what the parts of one record API share. No network call. */
export function createRecordCall(client: OrcidClient, options: RecordApiOptions): RecordCall {
  const { memberApi, publicApi } = client.environment;
  return {
    base: options.api === 'member' ? memberApi : publicApi,
    api: options.api,
    format: options.format ?? 'json',
    accessToken: options.accessToken,
    exchange: createExchange(client, options),
  };
}

/** The address of something of a record. Throws `InvalidIdentifierError` when `orcid` is no iD. */
export function recordUrl(call: RecordCall, orcid: string, path: string): string {
  return `${call.base}/${assertOrcid(orcid).canonical}/${path}`;
}

/** Asks for a message and reads it. */
export async function readFrom<T>(call: RecordCall, url: string): Promise<Answer<{ message: T }>> {
  const answer = await call.exchange({ method: 'GET', url, accept: MEDIA_TYPES[call.format] });
  return answer.ok ? readAnswer<T>(call, answer) : answer;
}

/** Sends a message; the answer's body is left to the caller. */
export function sendTo(
  call: RecordCall,
  method: 'POST' | 'PUT',
  url: string,
  name: string,
  message: object,
): Promise<Answer<RecordAnswer>> {
  return call.exchange({
    method,
    url,
    accept: MEDIA_TYPES[call.format],
    contentType: MEDIA_TYPES[call.format],
    body: writeMessage(call.format, name, message),
  });
}

/** Reads a message of an answer. Nothing readable with status 200 comes from something in front of ORCID. */
export function readAnswer<T>(call: RecordCall, answer: RecordAnswer): Answer<{ message: T }> {
  const message = readMessage(call.format, answer.text);
  if (message === null) return noAnswer('Something other than ORCID answered');
  return { ok: true, message: message as T };
}

/**
 * Reads the put code of something new: the last segment of Location, whose host and prefix are not reliable.
 * Without one the item may be there nevertheless: sent again, it is answered as a duplicate that names it.
 */
export function readPutCode(answer: RecordAnswer): Answer<{ putCode: number }> {
  const digits = /\/(\d{1,15})\/?$/.exec(answer.headers.get('location') ?? '')?.[1];
  if (answer.status !== 201 || digits === undefined) {
    return noAnswer('ORCID answered without saying where the new item is');
  }
  return { ok: true, putCode: Number(digits) };
}

/** Deletes what is at an address; 200 and 204 are the same. */
export async function deleteAt(call: RecordCall, url: string): Promise<Answer<object>> {
  const answer = await call.exchange({ method: 'DELETE', url, accept: MEDIA_TYPES[call.format] });
  return answer.ok ? { ok: true } : answer;
}

/** Throws `TypeError` unless a number can be a put code. */
export function assertPutCode(putCode: number): number {
  if (!Number.isSafeInteger(putCode) || putCode < 0) throw new TypeError('A put code is a whole number.');
  return putCode;
}
