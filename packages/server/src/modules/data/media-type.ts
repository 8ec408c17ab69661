/** A type and a subtype (RFC 6838 section 4.2), with parameters whose values need no quotes. */
const MEDIA_TYPE =
  /^([a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126})\s*((?:;\s*[a-z0-9!#$&^_.+-]+=[a-z0-9!#$&^_.+-]+)*)/i;
const PARAMETERS_LIMIT = 100;

/**
 * A media type as it may be repeated in headers, pages and records; null for one that says nothing, and for what is none.
 * Whoever uploads can write anything there.
 */
export function readMediaType(claimed: string | null | undefined): string | null {
  const text = claimed?.trim() ?? '';
  const [all = '', type = '', parameters = ''] = MEDIA_TYPE.exec(text) ?? [];
  if (type === '' || type.toLowerCase() === 'application/octet-stream') return null;
  const rest = text.slice(all.length);
  if (rest !== '' && !rest.trimStart().startsWith(';')) return null;
  const isKept = rest === '' && parameters.length <= PARAMETERS_LIMIT;
  return isKept ? `${type}${parameters.replaceAll(/;\s*/g, '; ')}` : type;
}
