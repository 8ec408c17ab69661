import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import { isBlank, isSilent } from './blank.ts';
import type { AttributeProblem, FolderAttribute } from './folder-attribute.ts';
import { keepReadable } from './keep-readable.ts';
import { nameLicence } from './licences.ts';
import { hintAtNearName } from './near-name.ts';
import { type PlacedAttribute, placeAttributes } from './places.ts';
import { type Collected, type Draft, findPlace, readOne } from './read-attributes.ts';
import { createExtras, readExtra, type TemplateExtras } from './read-extras.ts';
import { isFunder, readFunder } from './read-funder.ts';
import type { Row } from './row.ts';
import { LOCAL_CONTEXTS, localContextsRow, rows } from './rows.ts';

/** More problems than this are counted, not listed. */
const PROBLEM_LIMIT = 100;

/** What the service adds to what a requester says. */
export type MetadataContext = {
  /** The year of publication: the current one, until the folder is published. */
  publicationYear: number;
  /** Whether identifier, year and date on the folder are the service's own; else they have to be blank. */
  isPublished?: boolean;
  /** The language of titles, descriptions and subjects that name none. CyVerse takes en-us; we take none. */
  defaultLang?: string;
};

export type MetadataReading = {
  /** In normal form (kernel 4.7). With problems, what could be read. */
  metadata: DataciteMetadata;
  /** All of them at once; empty: complete and ready for DataCite. */
  problems: readonly AttributeProblem[];
  extras: TemplateExtras;
  /** The attribute that a JSON pointer into the metadata is about: `/creators/1` is `creator[2]`. */
  placeOf: (pointer: string) => string;
};

/**
 * Reads the attributes of a folder as DataCite metadata. Whatever is wrong with them comes back as a problem; it never
 * throws. Attributes that the template does not know are passed over.
 */
export function toMetadata(
  attributes: readonly FolderAttribute[],
  context: MetadataContext,
): MetadataReading {
  const draft: Draft = {};
  const collected: Collected = { origins: new Map(), problems: [] };
  const extras = createExtras();
  for (const placed of placeAttributes(attributes)) {
    const row = rows.find(({ name }) => name === placed.attribute.name);
    if (row === undefined || isSilent(placed.attribute, row)) continue;
    if (row.member !== null) readDescribed(draft, placed, { ...row, member: row.member }, collected);
    else if (row.filledBy !== 'service') readExtra(extras, placed, collected.problems);
    else if (context.isPublished !== true) collected.problems.push(askForBlank(placed));
  }
  addPublication(draft, attributes, context, collected);
  const placeOf = (pointer: string): string => findPlace(pointer, rows, collected.origins);
  const checked = validateMetadata(draft, { level: 'complete' });
  const found = checked.ok ? [] : checked.problems;
  const problems = [
    ...collected.problems,
    ...found.map(({ pointer, detail }) => {
      const attribute = placeOf(pointer);
      const [name = ''] = attribute.split('/');
      const isThere = name === '' || attributes.some((each) => each.name === name);
      return { attribute, detail: isThere ? detail : `${detail}${hintAtNearName(attributes, name)}` };
    }),
  ];
  const metadata = checked.ok ? checked.metadata : keepReadable(draft);
  return { metadata: complete(metadata, context), problems: limit(problems), extras, placeOf };
}

/** The identifier that a requester filled in although the service does; null: blank, as it should be. */
export function findGivenIdentifier(
  attributes: readonly FolderAttribute[],
): { attribute: string; value: string } | null {
  const given = placeAttributes(attributes).find(
    ({ attribute: { name, value } }) => name === 'identifier' && !isBlank(value),
  );
  return given === undefined ? null : { attribute: given.place, value: given.attribute.value.trim() };
}

function readDescribed(
  draft: Draft,
  placed: PlacedAttribute,
  row: Row & { member: string },
  collected: Collected,
): void {
  if (isFunder(placed.attribute, row)) {
    readFunder(draft, placed, collected);
    return;
  }
  readOne(draft, '', { ...placed, row, member: row.member }, collected);
  if (row.name !== localContextsRow.name) return;
  const list = draft[row.member];
  const statement: unknown = Array.isArray(list) ? list.at(-1) : undefined;
  if (typeof statement !== 'object' || statement === null) return;
  Object.assign(statement, {
    rightsIdentifierScheme: LOCAL_CONTEXTS.scheme,
    schemeUri: LOCAL_CONTEXTS.address,
    ...statement,
  });
  if ('rightsUri' in statement) return;
  const detail = 'Give the address of the project in the Local Contexts Hub, or remove LocalContexts.';
  collected.problems.push({ attribute: `${placed.place}/rightsURI`, detail });
}

function askForBlank({ attribute, place }: PlacedAttribute): AttributeProblem {
  const detail = `Leave ${attribute.name} blank; it is filled in when the folder is published.`;
  return { attribute: place, detail };
}

/** Year and date of publication: the service's own, from the folder once they are there. */
function addPublication(
  draft: Draft,
  attributes: readonly FolderAttribute[],
  { publicationYear, isPublished = false }: MetadataContext,
  { origins }: Collected,
): void {
  const find = (wanted: string): string | undefined =>
    isPublished ? attributes.find(({ name, value }) => name === wanted && !isBlank(value))?.value : undefined;
  draft.publicationYear = find('publicationYear') ?? publicationYear;
  origins.set('/publicationYear', { place: 'publicationYear', rows: [], own: null });
  const date = find('datePublished');
  if (date === undefined) return;
  const dates: unknown[] = Array.isArray(draft.dates) ? draft.dates : [];
  const isIssued = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && 'dateType' in each && each.dateType === 'Issued';
  if (dates.some(isIssued)) return;
  origins.set(`/dates/${dates.length}`, { place: 'datePublished', rows: [], own: 'date' });
  draft.dates = [...dates, { date, dateType: 'Issued' }];
}

function complete(metadata: DataciteMetadata, { defaultLang }: MetadataContext): DataciteMetadata {
  const withLang = <T extends { lang?: string }>(entries: T[] | undefined): T[] | undefined =>
    defaultLang === undefined ? entries : entries?.map((entry) => ({ lang: defaultLang, ...entry }));
  const completed: DataciteMetadata = { ...metadata };
  if (metadata.titles !== undefined) completed.titles = withLang(metadata.titles) ?? [];
  if (metadata.subjects !== undefined) completed.subjects = withLang(metadata.subjects) ?? [];
  if (metadata.descriptions !== undefined) completed.descriptions = withLang(metadata.descriptions) ?? [];
  if (metadata.rightsList !== undefined) completed.rightsList = metadata.rightsList.map(nameLicence);
  return completed;
}

function limit(problems: readonly AttributeProblem[]): readonly AttributeProblem[] {
  if (problems.length <= PROBLEM_LIMIT) return problems;
  const detail = 'There are more problems than this list holds; correct these first.';
  return [...problems.slice(0, PROBLEM_LIMIT), { attribute: '', detail }];
}
