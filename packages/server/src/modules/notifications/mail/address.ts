/** The longest address that SMTP carries (RFC 5321 section 4.5.3.1.3, less its brackets). */
export const ADDRESS_LIMIT = 254;
/** What stands before the @ (RFC 5321 section 4.5.3.1.1), in octets. */
const LOCAL_PART_LIMIT = 64;

/** Dot-atoms of RFC 5322 in ASCII at a domain name: no quotes, comments or address literals, which no person needs. */
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Reads one mail address. @returns null when it is none that mail can be sent to */
export function readMailAddressText(text: string): string | null {
  const address = text.trim();
  // All of it is ASCII, so characters are octets.
  const localLength = address.lastIndexOf('@');
  return address.length <= ADDRESS_LIMIT && localLength <= LOCAL_PART_LIMIT && ADDRESS.test(address)
    ? address
    : null;
}

/**
 * What addresses of one mailbox have in common: without case, and without the "+tag" and the dots that some providers
 * ignore. Where a provider does not, two people share a limit, which harms neither.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const local = (address.slice(0, at).split('+')[0] ?? '').replaceAll('.', '');
  return `${local}${address.slice(at)}`.toLowerCase();
}
