import { parseArk } from './ark.ts';
import { parseDoi } from './doi.ts';
import { parseHandle } from './handle.ts';
import { parseIgsn } from './igsn.ts';
import { parseIsbn } from './isbn.ts';
import { parseIssn } from './issn.ts';
import { parseOrcid } from './orcid.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';
import { parseRaid } from './raid.ts';
import { parseRor } from './ror.ts';

/** The grammars that an identifier scheme may name instead of a pattern, each with a `parse…` function of its own. */
export const grammarNames = ['doi', 'ark', 'handle', 'igsn', 'orcid', 'ror', 'isbn', 'issn', 'raid'] as const;

/** The name of a grammar (list above). */
export type GrammarName = (typeof grammarNames)[number];

/** The Handle prefix of the IGSNs from before 2021. */
const OLD_IGSN_PREFIX = '10273/';

/**
 * Reads any spelling that the grammar's own `parse…` function accepts, and the bare identifier without its label, as it
 * stands in the path of a resolver after the name of its scheme. Answers the canonical text:
 *
 *   doi     10.5072/abc             the name, in lower case
 *   ark     ark:99999/fk44w2s       with its label, which belongs to an ARK; given bare, it is put in front
 *   handle  20.500.12345/x          case kept; under 10. it is a DOI and written as one
 *   igsn    10.5072/abc, 10273/AU1  the DOI, or of an old one the Handle
 *   orcid   0000-0002-1825-0097
 *   ror     05dxps055
 *   isbn    9780306406157
 *   issn    0378-5955
 *   raid    10.5072/a1b2c           the DOI
 *
 * Problem codes: those of the grammar's own function. Positions are in the text as given.
 */
export function parseByGrammar(name: GrammarName, text: string): ParseResult<string> {
  switch (name) {
    case 'doi':
      return toCanonical(parseDoi(text));
    case 'ark':
      return parseBareArk(text);
    case 'handle':
      return parseAnyHandle(text);
    case 'igsn':
      return parseBareIgsn(text);
    case 'orcid':
      return toCanonical(parseOrcid(text));
    case 'ror':
      return toCanonical(parseRor(text));
    case 'isbn':
      return toCanonical(parseIsbn(text));
    case 'issn':
      return toCanonical(parseIssn(text));
    case 'raid':
      return toCanonical(parseRaid(text));
    default:
      return name satisfies never;
  }
}

function toCanonical(result: ParseResult<{ canonical: string }>): ParseResult<string> {
  return result.ok ? ok(result.value.canonical) : result;
}

function parseBareArk(text: string): ParseResult<string> {
  const labelled = parseArk(text);
  if (labelled.ok || labelled.problem.code !== 'not-an-ark') return toCanonical(labelled);
  return parseWithLabel('ark:', text, parseArk);
}

/** One DOI would have two canonical forms if the case of its Handle were kept. */
function parseAnyHandle(text: string): ParseResult<string> {
  const handle = parseHandle(text);
  if (!handle.ok) return handle;
  const doi = parseDoi(handle.value.canonical);
  return toCanonical(doi.ok ? doi : handle);
}

/** The form of a bare DOI or of a Handle under 10273 does not say that it is an IGSN; the name of the grammar does. */
function parseBareIgsn(text: string): ParseResult<string> {
  const labelled = parseIgsn(text);
  if (labelled.ok || labelled.problem.code !== 'not-an-igsn') return toCanonical(labelled);
  const doi = parseDoi(text);
  if (doi.ok) return toCanonical(doi);
  const handle = parseHandle(text);
  if (handle.ok && handle.value.canonical.startsWith(OLD_IGSN_PREFIX)) return toCanonical(handle);
  return parseWithLabel('igsn:', text, parseIgsn);
}

function parseWithLabel(
  label: string,
  text: string,
  parse: (text: string) => ParseResult<{ canonical: string }>,
): ParseResult<string> {
  const result = parse(label + text);
  if (result.ok) return toCanonical(result);
  const { code, message, position } = result.problem;
  return problem(code, message, Math.max(position - label.length, 0));
}
