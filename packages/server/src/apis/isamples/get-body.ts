import type { FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import { findUnstorableTexts } from '../../http/body.ts';

const LIMIT_BYTES = 16_384;

/**
 * The JSON object in the body of a GET, which the framework leaves unread; null when there is none.
 * @throws AppError body-too-large, malformed-body
 */
export async function readGetBody(request: FastifyRequest): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.raw) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT_BYTES)
      throw new AppError('body-too-large', 'The body is larger than this address takes.');
    chunks.push(bytes);
  }
  if (size === 0) return null;
  const value = parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('malformed-body', 'Send one JSON object.');
  }
  const problems = findUnstorableTexts(value);
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some texts hold characters that cannot be stored.', { problems });
  }
  return value as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('malformed-body', 'The body is not JSON that can be read.', { cause: error });
  }
}
