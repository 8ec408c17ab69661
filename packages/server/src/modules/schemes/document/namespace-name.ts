import { gs1ConvenienceNames } from '@mintmark/identifiers';

export const NAMESPACE_LIMIT = 63;
const NAME = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;
/** Read as the address of another site where it opens a path, such as `doi.org/10.5072/abc`. */
const HOST = /\.[A-Za-z]{2,}$/;

/** First segments of addresses that are, or may become, something else; names are compared without their case. */
const RESERVED: ReadonlySet<string> = new Set([
  ...`api api-docs api-docs-json app assets auth context contexts docs export ezid health health-check identifiers import linkset links
  login manage metrics oai oauth openapi problems ready resolve resolver schemes server static terrain voc vocabularies
  well-known null undefined`.split(/\s+/),
  // GS1 Digital Link lets these open a path in place of an AI.
  ...Object.keys(gs1ConvenienceNames),
]);

/** Why a text cannot be the name of a namespace, or null if it can. */
export function findNamespaceProblem(namespace: string): string | null {
  if (namespace.length > NAMESPACE_LIMIT) return `A namespace has at most ${NAMESPACE_LIMIT} characters.`;
  if (!NAME.test(namespace)) {
    return 'A namespace starts with a letter and has letters, digits, “-”, “_” and single dots between them.';
  }
  if (RESERVED.has(namespace.toLowerCase())) {
    return `“${namespace}” opens other addresses of this service; choose another name.`;
  }
  if (HOST.test(namespace)) return 'A namespace does not end as a host or file name does, such as “.org”.';
  return null;
}

/** Namespaces named like a kind of identifier that is resolved here without one. */
const LABELS: ReadonlySet<string> = new Set(['ark', 'doi', 'handle', 'hdl', 'igsn', 'info', 'urn']);

/**
 * Whether `ai` and `shortcode` of a namespace must start with a letter: `/doi/10.5072/abc` is the DOI itself, and must
 * not become an identifier `10.5072` of a scheme `doi`.
 */
export function needsLetters(namespace: string): boolean {
  return LABELS.has(namespace.toLowerCase());
}
