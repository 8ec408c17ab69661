/** A link as RFC 8288 writes it. `anchor` is its subject where that is not what was asked for. */
export type WebLink = {
  href: string;
  rel: string;
  anchor?: string;
  type?: string | undefined;
  title?: string;
  /** The title in other languages, by BCP 47 tag. */
  titles?: Readonly<Record<string, string>>;
  hreflang?: readonly string[];
};

/** Servers and proxies refuse larger headers. */
export const LINK_HEADER_LIMIT_BYTES = 8192;

/** After as many that did not fit, the rest of an identifier's links is not even looked at. */
const LEFT_OUT_LIMIT = 10;

/**
 * The value of a `Link` header. Links that would make it longer than 8,192 bytes are left out, and after ten of them all
 * that follow; all of it is ASCII.
 */
export function writeLinkHeader(links: Iterable<WebLink>): string {
  let value = '';
  let leftOut = 0;
  for (const link of links) {
    const longer = value === '' ? writeLink(link) : `${value}, ${writeLink(link)}`;
    if (longer.length <= LINK_HEADER_LIMIT_BYTES) value = longer;
    else leftOut += 1;
    if (leftOut === LEFT_OUT_LIMIT) break;
  }
  return value;
}

/** Joins lists without looking at more of them than is asked for. */
export function* joinLinks(...lists: Iterable<WebLink>[]): Generator<WebLink> {
  for (const list of lists) yield* list;
}

/** A document of type `application/linkset`: the same syntax, one link a line (RFC 9264, section 4.1). */
export function writeLinksetText(links: readonly WebLink[]): string {
  return links.length === 0 ? '' : `${links.map(writeLink).join(',\n')}\n`;
}

function writeLink({ href, rel, anchor, type, title, titles = {}, hreflang = [] }: WebLink): string {
  return [
    `<${escapeUri(href)}>`,
    `rel=${quote(rel)}`,
    ...(anchor === undefined ? [] : [`anchor="${escapeUri(anchor)}"`]),
    ...(type === undefined ? [] : [`type=${quote(type)}`]),
    ...(title === undefined ? [] : writeTitle(title)),
    // One title* is all that RFC 8288 allows, so the others stand in the JSON form alone.
    ...(title !== undefined && !isPlain(title) ? [] : writeFirstTitle(titles)),
    ...hreflang.map((tag) => `hreflang=${quote(tag)}`),
  ].join('; ');
}

function writeTitle(title: string): string[] {
  return isPlain(title) ? [`title=${quote(title)}`] : [`title*=UTF-8''${encodeExtended(title)}`];
}

function writeFirstTitle(titles: Readonly<Record<string, string>>): string[] {
  const [first] = Object.entries(titles);
  return first === undefined ? [] : [`title*=UTF-8'${first[0]}'${encodeExtended(first[1])}`];
}

/** Printable ASCII, which a quoted string can hold. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function quote(text: string): string {
  return `"${text.replace(/[^ -~]/g, '').replace(/["\\]/g, '\\$&')}"`;
}

/** RFC 8187, section 3.2.1: everything but `attr-char` is percent-encoded. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What cannot stand between angle brackets or quotes; targets come here with all else encoded. */
function escapeUri(uri: string): string {
  return uri.replace(/[^!-~]|[<>"\\^`{|}]/g, (character) => encodeURIComponent(character));
}
