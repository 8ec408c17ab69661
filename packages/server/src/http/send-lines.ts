import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { discardRest } from './discard-rest.ts';

/**
 * What may wait to be read: many clients send everything before they read anything, and would wait for us for ever if
 * we waited for them. It is more than the answers to all rows of most uploads.
 */
const WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Answers an upload with JSON Lines while it is being read. What `answers` throws before the first of them is thrown here,
 * and can be told as a refusal.
 */
export async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  answers: AsyncGenerator<unknown>,
): Promise<FastifyReply> {
  const first = await answers.next();
  const out = new PassThrough({ writableHighWaterMark: WAITING_BYTES });
  writeAnswers(first, answers, out)
    .catch((error: unknown) => {
      request.log.error({ err: error }, 'a bulk upload broke off');
      out.destroy();
    })
    .finally(() => discardRest(request.raw));
  reply.type('application/x-ndjson; charset=utf-8').header('cache-control', 'no-store');
  return reply.send(out);
}

async function writeAnswers(
  first: IteratorResult<unknown>,
  rest: AsyncGenerator<unknown>,
  out: PassThrough,
): Promise<void> {
  const gone = finished(out).catch(() => {});
  for (let next = first; next.done !== true && !out.destroyed; next = await rest.next()) {
    const hasRoom = out.write(`${JSON.stringify(next.value)}\n`);
    if (!hasRoom) await Promise.race([new Promise((resolve) => out.once('drain', resolve)), gone]);
  }
  out.end();
}

/** The media type of an upload of lines, such as `text/csv`; null where its charset is not UTF-8. */
export function readLinesType(request: FastifyRequest): string | null {
  const header = request.headers['content-type'] ?? '';
  const charset = /;\s*charset="?([^";\s]+)/i.exec(header)?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) return null;
  return header.split(';')[0]?.trim().toLowerCase() ?? '';
}
