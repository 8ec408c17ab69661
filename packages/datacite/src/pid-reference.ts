import { arkToUrl, doiToUrl, handleToUrl, InvalidIdentifierError, parsePid } from '@mintmark/identifiers';

/** The identifier that a representation is about. */
export type PidReference = {
  /** As DataCite's identifierType names it. */
  type: 'DOI' | 'ARK' | 'Handle';
  /** Canonical form: '10.5072/abc', 'ark:99999/fk44w2s', '20.500.12345/x'. */
  name: string;
  /** The URL that is shown and cited, and that stands as @id: 'https://doi.org/10.5072/abc'. */
  id: string;
  /** Where the identifier leads: landing page or target. Null when there is none; then `id` stands for it. */
  url: string | null;
};

/**
 * Builds a reference from an identifier in any accepted spelling.
 *
 * @param text a DOI, ARK or Handle.
 * @param options.id the URL to cite; left out, the scheme's own resolver (doi.org, n2t.net, hdl.handle.net).
 * @param options.url where the identifier leads.
 * @throws InvalidIdentifierError when `text` is none of the three.
 */
export function createPidReference(
  text: string,
  options: { id?: string; url?: string | null } = {},
): PidReference {
  const parsed = parsePid(text);
  if (!parsed.ok) throw new InvalidIdentifierError(parsed.problem);
  const { scheme, canonical } = parsed.value;
  const url = options.url ?? null;
  switch (scheme) {
    case 'doi':
      return { type: 'DOI', name: canonical, id: options.id ?? doiToUrl(canonical), url };
    case 'ark':
      return { type: 'ARK', name: canonical, id: options.id ?? arkToUrl(canonical), url };
    case 'handle':
      return { type: 'Handle', name: canonical, id: options.id ?? handleToUrl(canonical), url };
    default:
      return scheme satisfies never;
  }
}

/** @returns `pid` itself, or the reference to the identifier it spells. */
export function toPidReference(pid: string | PidReference): PidReference {
  return typeof pid === 'string' ? createPidReference(pid) : pid;
}
