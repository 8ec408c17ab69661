import { AppError } from '../../../errors.ts';

/**
 * The SHA-256 of a Content-Digest header (RFC 9530 section 2), in hexadecimal; null where there is none. Other
 * algorithms are left alone, as the RFC says.
 * @throws AppError invalid-input when it cannot be read
 */
export function readContentDigest(header: string | string[] | undefined): string | null {
  const text = Array.isArray(header) ? header.join(', ') : header;
  const digest = /(?:^|,)\s*sha-256\s*=\s*([^,]*)/i.exec(text ?? '')?.[1]?.trim();
  if (digest === undefined) return null;
  const bytes = Buffer.from(/^:([A-Za-z0-9+/]{43}=):$/.exec(digest)?.[1] ?? '', 'base64');
  if (bytes.length === 32) return bytes.toString('hex');
  throw new AppError('invalid-input', 'Content-Digest cannot be read.', {
    problems: [{ pointer: '/headers/content-digest', detail: 'Write it as sha-256=:…:, in Base64.' }],
  });
}
