import type { Contributor, Creator, DataciteMetadata, Name } from './metadata.ts';
import { type ContributorType, UNKNOWN_VALUE_CODES } from './vocabularies.ts';

/**
 * Facts that every representation draws from a description: who made it, what it is called, when it appeared
 * and in what. Drafts may lack any of them.
 */

/** A name as bibliographic formats want it: a person in two parts, or anything else as one text. */
export type CitedName = { family: string; given?: string } | { literal: string };

/** What a resource appeared in: a journal, a book, a series. */
export type Container = {
  title: string;
  volume?: string;
  issue?: string;
  firstPage?: string;
  lastPage?: string;
  identifier?: string;
  identifierType?: string;
};

/** @returns true for text that only says that the value is unknown, such as ':unav' or '(:unav)' (kernel 4.7, appendix 3). */
export function isUnknownValue(text: string): boolean {
  const bare = text.replace(/^\(|\)$/g, '').trim();
  return UNKNOWN_VALUE_CODES.some((code) => bare === code || bare.startsWith(`${code} `));
}

/** @returns the title without a titleType, else the first one, else null. */
export function mainTitle(metadata: DataciteMetadata): string | null {
  const titles = metadata.titles ?? [];
  return (titles.find(({ titleType }) => titleType === undefined) ?? titles[0])?.title ?? null;
}

/** @returns the creators whose names are known. */
export function knownCreators(metadata: DataciteMetadata): Creator[] {
  return (metadata.creators ?? []).filter(({ name }) => !isUnknownValue(name));
}

/** @returns the contributors in the role `type`. */
export function contributorsOf(
  { contributors = [] }: DataciteMetadata,
  type: ContributorType,
): Contributor[] {
  return contributors.filter(({ contributorType }) => contributorType === type);
}

/** @returns the contributors for whom bibliographic formats have no role of their own: all but editors and translators. */
export function otherContributors({ contributors = [] }: DataciteMetadata): Contributor[] {
  return contributors.filter(
    ({ contributorType }) => contributorType !== 'Editor' && contributorType !== 'Translator',
  );
}

/** @returns the abstract, else null. */
export function abstractOf(metadata: DataciteMetadata): string | null {
  return (
    metadata.descriptions?.find(({ descriptionType }) => descriptionType === 'Abstract')?.description ?? null
  );
}

/** @returns the publisher's name where it is known, else null. */
export function publisherName(metadata: DataciteMetadata): string | null {
  const name = metadata.publisher?.name;
  return name === undefined || isUnknownValue(name) ? null : name;
}

/** @returns the ORCID iD as https URI, else null. */
function orcidOf(agent: Creator): string | null {
  const found = agent.nameIdentifiers?.find(
    ({ nameIdentifierScheme }) => nameIdentifierScheme.toUpperCase() === 'ORCID',
  );
  return found?.nameIdentifier ?? null;
}

/** @returns true when the name is a person's: it says so, or it has a person's parts or an ORCID iD. */
export function isPerson(agent: Creator): boolean {
  if (agent.nameType !== undefined) return agent.nameType === 'Personal';
  return agent.familyName !== undefined || orcidOf(agent) !== null;
}

/** @returns the name in two parts for a person, taken from 'Family, Given' where the parts are not given. */
export function citeName(agent: Name & Creator): CitedName {
  if (!isPerson(agent)) return { literal: agent.name };
  const [familyPart = '', ...givenParts] = agent.name.split(',').map((part) => part.trim());
  const family = agent.familyName ?? familyPart;
  const given = agent.givenName ?? givenParts.join(', ');
  if (family === '') return { literal: agent.name };
  // 'Given Family' without a comma cannot be split safely.
  if (given === '' && family.includes(' ') && agent.familyName === undefined) return { literal: agent.name };
  return given === '' ? { family } : { family, given };
}

/**
 * @returns year, month and day of publication, as far as known: the date of type Issued (the beginning of a
 *   range), else the publication year, else null.
 */
export function issuedParts(metadata: DataciteMetadata): [number, ...number[]] | null {
  const issued = metadata.dates?.find(({ dateType }) => dateType === 'Issued')?.date;
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(issued ?? '');
  const [year, ...rest] = (match ?? [])
    .slice(1)
    .flatMap((part) => (part === undefined ? [] : [Number(part)]));
  if (year !== undefined) return [year, ...rest];
  return metadata.publicationYear === undefined ? null : [metadata.publicationYear];
}

/**
 * @returns what the resource was published in: the related item with IsPublishedIn, else what the description of
 *   type SeriesInformation says in the form 'title, volume(issue), first-last', else null.
 */
export function findContainer(metadata: DataciteMetadata): Container | null {
  const item = metadata.relatedItems?.find(({ relationType }) => relationType === 'IsPublishedIn');
  const title = item?.titles?.[0]?.title;
  if (item !== undefined && title !== undefined) {
    return dropAbsent({
      title,
      volume: item.volume,
      issue: item.issue,
      firstPage: item.firstPage,
      lastPage: item.lastPage,
      identifier: item.relatedItemIdentifier?.relatedItemIdentifier,
      identifierType: item.relatedItemIdentifier?.relatedItemIdentifierType,
    });
  }
  const series = metadata.descriptions?.find(
    ({ descriptionType }) => descriptionType === 'SeriesInformation',
  );
  return series === undefined ? null : readSeriesInformation(series.description);
}

function readSeriesInformation(text: string): Container {
  const parts = /^(.+?), ?(\w*\d\w*)(?: ?\(([^()]+)\))?(?:, ?(\w+)(?:-(\w+))?)?$/.exec(text.slice(0, 500));
  if (parts === null) return { title: text };
  const [, title = text, volume, issue, firstPage, lastPage] = parts;
  return dropAbsent({ title, volume, issue, firstPage, lastPage });
}

type WithoutAbsent<T> = { [K in keyof T]: Exclude<T[K], undefined | null> };

/** @returns a copy without the properties that are undefined or null. */
export function dropAbsent<T extends object>(
  record: T,
): Partial<WithoutAbsent<T>> & Pick<T, RequiredKeys<T>> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as Partial<WithoutAbsent<T>> & Pick<T, RequiredKeys<T>>;
}

type RequiredKeys<T> = {
  [K in keyof T]-?: undefined extends T[K] ? never : null extends T[K] ? never : K;
}[keyof T];
