/*
 * Compressed GS1 Digital Links are strings of bits, six to a character of base64url (RFC 4648 section 5), filled up with
 * zeros at the end. Here such a string is a text of "0" and "1": links are short, and texts need no care at the seams.
 */
export const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const BITS_PER_CHARACTER = 6;

/** Bits being read; `next` is the index of the first that was not taken yet. */
export type BitSource = { readonly bits: string; next: number };

/** The bits of a base64url text, or null if it holds another character. */
export function unpackBits(text: string): string | null {
  let bits = '';
  for (const character of text) {
    const value = BASE64URL.indexOf(character);
    if (value === -1) return null;
    bits += writeBits(value, BITS_PER_CHARACTER);
  }
  return bits;
}

/** The base64url text for these bits. */
export function packBits(bits: string): string {
  let text = '';
  for (let start = 0; start < bits.length; start += BITS_PER_CHARACTER) {
    const part = bits.slice(start, start + BITS_PER_CHARACTER).padEnd(BITS_PER_CHARACTER, '0');
    text += BASE64URL.charAt(Number.parseInt(part, 2));
  }
  return text;
}

/** A whole number in so many bits, the highest first. The caller knows that it fits. */
export function writeBits(value: number | bigint, width: number): string {
  return value.toString(2).padStart(width, '0');
}

/** Takes the next bits as a whole number, or answers null if there are not so many left. */
export function takeNumber(source: BitSource, width: number): number | null {
  const value = takeBigInt(source, width);
  return value === null ? null : Number(value);
}

/** {@link takeNumber} for more bits than a number holds exactly. */
export function takeBigInt(source: BitSource, width: number): bigint | null {
  const end = source.next + width;
  if (end > source.bits.length) return null;
  const bits = source.bits.slice(source.next, end);
  source.next = end;
  return BigInt(`0b0${bits}`);
}
