import type { DataciteMetadata } from './metadata.ts';
import { createProblemList, type MetadataProblem, type ProblemList } from './problems.ts';
import { readMetadata } from './schema.ts';

/**
 * How much is asked of a description.
 * - 'structure': what the XSD of kernel 4.7 itself asks of the properties present: names, types, vocabularies.
 *   For reading records of other people, which are then corrected.
 * - 'draft': also the forms of identifiers, dates, languages, addresses and places.
 * - 'complete': also the mandatory properties, so that DataCite can make the identifier public.
 */
export type MetadataLevel = 'structure' | 'draft' | 'complete';

export type ValidationResult =
  | { ok: true; metadata: DataciteMetadata }
  | { ok: false; problems: MetadataProblem[] };

/**
 * Checks a description against DataCite Metadata Schema 4.7 and what DataCite and ORCID make of it.
 *
 * @param input any JSON value, for example a parsed request body. It is not changed.
 * @param options.level how much is asked; see `MetadataLevel`.
 * @returns the description in normal form (known properties only, text trimmed, publisher and affiliations as
 *   objects, ORCID iDs and ROR IDs as https URIs, years and degrees as numbers, nothing empty), or every
 *   problem at once: at most 100, each with a JSON pointer into `input` and one sentence, and a last one at ''
 *   that says how many were left out. Never throws on a JSON value.
 *
 * Limits: 10,000 entries a list (dates: 500), 65,535 bytes of UTF-8 a text, nesting as deep as the kernel goes.
 */
export function validateMetadata(input: unknown, options: { level: MetadataLevel }): ValidationResult {
  const problems = createProblemList();
  if (input === null || typeof input !== 'object') {
    problems.add('', 'A description must be an object ({ … }) with properties such as titles and creators.');
    return { ok: false, problems: problems.list() };
  }
  const metadata = readMetadata(input, '', { problems, forms: options.level !== 'structure' });
  if (options.level === 'complete') reportMissing(input, metadata ?? {}, problems);
  if (problems.count() > 0) return { ok: false, problems: problems.list() };
  return { ok: true, metadata: metadata ?? {} };
}

/** The mandatory properties 2 to 5 and 10. One that is present but wrong has been reported already. */
function reportMissing(input: object, metadata: DataciteMetadata, problems: ProblemList): void {
  const wrong = new Set(problems.list().map(({ pointer }) => pointer.split('/')[1]));
  const report = (name: keyof DataciteMetadata, detail: string): void => {
    if (metadata[name] === undefined && !wrong.has(name)) problems.add(`/${name}`, detail);
  };
  if (Array.isArray(input)) return;
  report('creators', 'Name at least one creator: a person as "Family name, Given name", or an organisation.');
  report('titles', 'Give the resource a title.');
  report('publisher', 'Name the publisher: the organisation that makes the resource available.');
  report(
    'publicationYear',
    'Give the year in which the resource was or will be published, for example 2024.',
  );
  if (metadata.types?.resourceTypeGeneral === undefined && !wrong.has('types')) {
    problems.add(
      '/types/resourceTypeGeneral',
      'Say what kind of resource this is, for example Dataset, Software or Text.',
    );
  }
}
