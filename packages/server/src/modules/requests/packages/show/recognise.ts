/** What a file's own bytes show it to be; names and declared media types are what anybody wrote. */
export type Recognised =
  | { kind: 'image'; mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' }
  | { kind: 'text'; text: string }
  | { kind: 'other' };

/** How many bytes of a file are read to show it. */
export const START_BYTES = 65_536;

/**
 * Recognises a file by its first bytes. Only raster images count as images: SVG is a document that can carry scripts,
 * so it is text here, as HTML is.
 * @param start the first bytes, at most START_BYTES
 * @param isWhole whether that is all of it; a character cut in two at the end of a start is no mistake
 */
export function recogniseFile(start: Uint8Array, isWhole: boolean): Recognised {
  const mediaType = recogniseImage(start);
  if (mediaType !== null) return { kind: 'image', mediaType };
  const text = readText(start, isWhole);
  return text === null ? { kind: 'other' } : { kind: 'text', text };
}

type ImageType = Extract<Recognised, { kind: 'image' }>['mediaType'];

/** Signatures as in the WHATWG MIME Sniffing standard, section 6.1. */
export function recogniseImage(start: Uint8Array): ImageType | null {
  const latin = Buffer.from(start.subarray(0, 16)).toString('latin1');
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (latin.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (latin.startsWith('GIF87a') || latin.startsWith('GIF89a')) return 'image/gif';
  if (latin.startsWith('RIFF') && latin.slice(8, 14) === 'WEBPVP') return 'image/webp';
  return null;
}

/** Text in UTF-8, or in UTF-16 with a byte order mark; null for bytes that are no text. */
function readText(start: Uint8Array, isWhole: boolean): string | null {
  const encoding =
    start[0] === 0xff && start[1] === 0xfe
      ? 'utf-16le'
      : start[0] === 0xfe && start[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: !isWhole });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
