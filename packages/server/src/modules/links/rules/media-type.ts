/** `type/subtype` by RFC 6838 section 4.2; names are compared without regard to case. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** A media type without parameters, in lower case, or null. */
export function readMediaType(text: string): string | null {
  const type = text.trim().toLowerCase();
  return MEDIA_TYPE.test(type) ? type : null;
}
