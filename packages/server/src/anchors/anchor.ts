/** One identifier or qualifier with its value in canonical form. */
export type AnchorElement = { ai: string; value: string };

/**
 * An identifier of a registered scheme, with its qualifiers: what links are registered for. (RFC 9264 calls the
 * subject of a linkset its anchor.)
 */
export type Anchor = { namespace: string; key: AnchorElement; qualifiers: readonly AnchorElement[] };

/**
 * The canonical text of an anchor, its key in every table: `gs1/01/09506000134352/10/ABC`. Values are percent-encoded
 * as by `encodeURIComponent`, so `/` separates and `^` never occurs.
 */
export function formatAnchor({ namespace, key, qualifiers }: Anchor): string {
  return [
    namespace,
    ...[key, ...qualifiers].flatMap(({ ai, value }) => [ai, encodeURIComponent(value)]),
  ].join('/');
}

/** The anchor of a canonical text that `formatAnchor` made, or null for any other text. */
export function parseAnchor(text: string): Anchor | null {
  const [namespace = '', ...parts] = text.split('/');
  if (namespace === '' || parts.length < 2 || parts.length % 2 === 1) return null;
  const elements: AnchorElement[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const value = decode(parts[at + 1] ?? '');
    if (value === null) return null;
    elements.push({ ai: parts[at] ?? '', value });
  }
  const [key, ...qualifiers] = elements;
  if (key === undefined) return null;
  const anchor = { namespace, key, qualifiers };
  return formatAnchor(anchor) === text ? anchor : null;
}

/** How many keys may have been corrected one after the other; more would be a mistake. */
export const SUCCESSORS_LIMIT = 20;

/** An anchor and every less granular one above it, most granular first. */
export function listLevels(anchor: Anchor): Anchor[] {
  return Array.from({ length: anchor.qualifiers.length + 1 }, (_, dropped) => ({
    ...anchor,
    qualifiers: anchor.qualifiers.slice(0, anchor.qualifiers.length - dropped),
  }));
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
