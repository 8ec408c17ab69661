import { parseArk } from './ark.ts';
import { parseDoi } from './doi.ts';
import { parseHandle } from './handle.ts';
import { parseIgsn } from './igsn.ts';
import { type IdentifierProblem, ok, type ParseResult, problem } from './parse-result.ts';

/** A persistent identifier of one of the schemes that are resolved; `canonical` is its scheme's canonical form. */
export type Pid = { scheme: 'doi' | 'ark' | 'handle'; canonical: string };

/** Problems that only say “not of this scheme”; any other one means the scheme was recognised. */
const FOREIGN_CODES: ReadonlySet<string> = new Set([
  'not-a-doi',
  'not-an-igsn',
  'not-a-handle',
  'not-an-ark',
]);

/**
 * Reads a DOI, an ARK or a Handle in any spelling its own `parse…` function accepts. Every DOI is also a
 * Handle; a name that begins with `10.` is always answered as a DOI. An IGSN is answered as the DOI or Handle it is.
 * Problem codes: those of the scheme the text looks like, else `unknown-scheme`.
 */
export function parsePid(text: string): ParseResult<Pid> {
  const doi = parseDoi(text);
  if (doi.ok) return ok({ scheme: 'doi', canonical: doi.value.canonical });
  const igsn = parseIgsn(text);
  if (igsn.ok) return igsn;
  const handle = parseHandle(text);
  if (handle.ok) return readHandle(handle.value.canonical);
  const ark = parseArk(text);
  if (ark.ok) return ok({ scheme: 'ark', canonical: ark.value.canonical });
  const recognised = [doi, igsn, handle, ark].find((result) => !FOREIGN_CODES.has(result.problem.code));
  return recognised ?? unknownScheme(doi.problem);
}

/** A Handle under `10.` is a DOI or nothing: `hdl:10.5072/abc`, or `…/handle/10.5072/abc` at a repository. */
function readHandle(canonical: string): ParseResult<Pid> {
  if (!canonical.startsWith('10.')) return ok({ scheme: 'handle', canonical });
  const doi = parseDoi(canonical);
  return doi.ok ? ok({ scheme: 'doi', canonical: doi.value.canonical }) : doi;
}

function unknownScheme({ position }: IdentifierProblem): ParseResult<never> {
  return problem('unknown-scheme', 'This is neither a DOI, nor an ARK, nor a Handle.', position);
}
