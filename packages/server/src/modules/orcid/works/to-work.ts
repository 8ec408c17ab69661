import type { Contributor, Creator, DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid } from '@mintmark/identifiers';
import { checkItem, type ExternalId, type OrcidWork } from '@mintmark/orcid';
import { addressPid } from '../../../http/pid-addresses.ts';
import { describedIds, toExternalId, uniqueIds } from './external-ids.ts';
import { workTypes } from './work-types.ts';

/** What goes into a work beside the description of the thing. */
export type WorkFacts = {
  metadata: DataciteMetadata;
  /** Announced identifiers of the thing itself, the one to cite first. */
  pids: readonly string[];
  /** The DOI of a work that has versions: it stands for all of them. */
  conceptPid: string | null;
  /** Announced identifiers of its other versions. */
  otherVersions: readonly string[];
  /** Where people read about it. */
  pageUrl: string;
  /** Origin of this service, for identifiers that no global resolver knows. */
  publicUrl: string;
  /**
   * The iDs among its people that were authenticated, each with its address at its own registry: that of another iD where its
   * record was merged into another one.
   */
  authenticated: ReadonlyMap<string, string>;
};

const TEXT_LIMIT = 1000;
const DESCRIPTION_LIMIT = 5000;
const URL_LIMIT = 2084;
const NAME_LIMIT = 500;
/** ORCID shows the first fifty of a work's contributors. */
const MOST_CONTRIBUTORS = 50;

/**
 * A described thing as a work of an ORCID record (v3.0 JSON, without put code and visibility). Pure; what is too long is
 * cut at a word, and what ORCID has no place for is left out. It always has an identifier of its own, since ORCID takes no
 * work without: where none was announced, the address of its page is one.
 */
export function toWork(facts: WorkFacts): OrcidWork {
  const { metadata } = facts;
  const title = toTitle(metadata);
  const container = journalOf(metadata);
  const description = metadata.descriptions?.find(({ descriptionType }) => descriptionType === 'Abstract');
  const date = toDate(metadata);
  const language = knownLanguage(toLanguage(metadata.language));
  const contributors = toContributors(facts);
  const url = facts.pids[0] === undefined ? facts.pageUrl : addressPid(facts.pids[0], facts.publicUrl).cite;
  return {
    title,
    ...(container === null ? {} : { 'journal-title': { value: cutText(container, TEXT_LIMIT) } }),
    ...(description === undefined || clean(description.description) === ''
      ? {}
      : { 'short-description': cutText(description.description, DESCRIPTION_LIMIT) }),
    type: workTypes[metadata.types?.resourceTypeGeneral ?? 'Other'],
    ...(date === null ? {} : { 'publication-date': date }),
    'external-ids': { 'external-id': externalIdsOf(facts) },
    ...(url.length > URL_LIMIT ? {} : { url: { value: url } }),
    ...(contributors.length === 0 ? {} : { contributors: { contributor: contributors } }),
    ...(language === null ? {} : { 'language-code': language }),
  };
}

/** The title that people know a thing by. */
export function mainTitleOf(metadata: DataciteMetadata): string {
  const titles = metadata.titles ?? [];
  const title = (titles.find(({ titleType }) => titleType === undefined) ?? titles[0])?.title ?? '';
  return cutText(title, TEXT_LIMIT) || 'Untitled';
}

function toTitle(metadata: DataciteMetadata): NonNullable<OrcidWork['title']> {
  const titles = metadata.titles ?? [];
  const subtitle = titles.find(({ titleType }) => titleType === 'Subtitle')?.title;
  const translated = titles.find(
    ({ titleType, lang }) => titleType === 'TranslatedTitle' && knownLanguage(toLanguage(lang)) !== null,
  );
  const language = knownLanguage(toLanguage(translated?.lang));
  return {
    title: { value: mainTitleOf(metadata) },
    ...(subtitle === undefined || clean(subtitle) === ''
      ? {}
      : { subtitle: { value: cutText(subtitle, TEXT_LIMIT) } }),
    ...(translated === undefined || language === null
      ? {}
      : { 'translated-title': { value: cutText(translated.title, TEXT_LIMIT), 'language-code': language } }),
  };
}

/** What it appeared in; else who published it, which is what ORCID's own imports of data sets show there. */
function journalOf(metadata: DataciteMetadata): string | null {
  const whole = metadata.relatedItems?.find(
    ({ relationType }) => relationType === 'IsPublishedIn' || relationType === 'IsPartOf',
  );
  const name = whole?.titles?.[0]?.title ?? metadata.publisher?.name ?? '';
  return clean(name) === '' || name.startsWith(':') ? null : name;
}

/** The day it was issued, as far as it is known; else its year of publication. */
function toDate(metadata: DataciteMetadata): NonNullable<OrcidWork['publication-date']> | null {
  const issued = metadata.dates?.find(({ dateType }) => dateType === 'Issued')?.date ?? '';
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:$|[T/?~%])/.exec(issued) ?? [];
  if (year === undefined || Number(year) < 1) {
    const { publicationYear } = metadata;
    if (publicationYear === undefined || publicationYear < 1000 || publicationYear > 9999) return null;
    return { year: { value: String(publicationYear) } };
  }
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return { year: { value: year } };
  // A day that its month does not have would be one of the next month.
  const isDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return {
    year: { value: year },
    month: { value: month },
    ...(isDay && day !== undefined ? { day: { value: day } } : {}),
  };
}

function externalIdsOf(facts: WorkFacts): ExternalId[] {
  const own = facts.pids.map((pid) => toOwnId(pid, facts.publicUrl, 'self'));
  const concept = facts.conceptPid === null ? [] : [toOwnId(facts.conceptPid, facts.publicUrl, 'self')];
  const versions = facts.otherVersions.map((pid) => toOwnId(pid, facts.publicUrl, 'version-of'));
  const ids = uniqueIds([...own, ...concept, ...versions, ...describedIds(facts.metadata)]);
  if (ids.some((each) => each['external-id-relationship'] === 'self')) return ids;
  const page = toExternalId('URL', facts.pageUrl, 'self');
  return page === null ? ids : [page, ...ids];
}

function toOwnId(pid: string, publicUrl: string, relationship: 'self' | 'version-of'): ExternalId {
  const { type, name, cite } = addressPid(pid, publicUrl);
  return {
    'external-id-type': type.toLowerCase(),
    'external-id-value': name,
    'external-id-url': { value: cite },
    'external-id-relationship': relationship,
  };
}

/** Creators first, then who else is named, each once. An iD that nobody signed in with is not passed on. */
function toContributors({
  metadata,
  authenticated,
}: WorkFacts): NonNullable<OrcidWork['contributors']>['contributor'] {
  const people: { person: Creator | Contributor; role: string | null }[] = [
    ...(metadata.creators ?? []).map((person) => ({ person, role: 'author' })),
    ...(metadata.contributors ?? [])
      .filter(({ nameType }) => nameType !== 'Organizational')
      .map((person) => ({ person, role: person.contributorType === 'Editor' ? 'editor' : null })),
  ];
  return people
    .filter(({ person }) => clean(person.name) !== '' && !person.name.startsWith(':'))
    .slice(0, MOST_CONTRIBUTORS)
    .map(({ person, role }, index) => {
      const orcid = orcidsOf(person).find((each) => authenticated.has(each));
      const uri = orcid === undefined ? undefined : authenticated.get(orcid);
      return {
        ...(orcid === undefined || uri === undefined
          ? {}
          : { 'contributor-orcid': { uri, path: new URL(uri).pathname.slice(1), host: new URL(uri).host } }),
        'credit-name': { value: cutText(creditName(person), NAME_LIMIT) },
        'contributor-attributes': {
          'contributor-sequence': index === 0 ? ('first' as const) : ('additional' as const),
          ...(role === null ? {} : { 'contributor-role': role }),
        },
      };
    });
}

function creditName({ name, givenName, familyName }: Creator): string {
  return givenName !== undefined && familyName !== undefined ? `${givenName} ${familyName}` : name;
}

/** The iDs that a description gives somebody, in canonical form. */
function orcidsOf(person: Creator): string[] {
  return (person.nameIdentifiers ?? [])
    .filter(({ nameIdentifierScheme }) => nameIdentifierScheme.toUpperCase() === 'ORCID')
    .map(({ nameIdentifier }) => normalizeOrcid(nameIdentifier))
    .filter((each) => each !== null);
}

/** The iDs of everybody whom a description names as its creator or contributor. */
export function orcidsNamed(metadata: DataciteMetadata): string[] {
  return [...new Set([...(metadata.creators ?? []), ...(metadata.contributors ?? [])].flatMap(orcidsOf))];
}

/** Codes that ISO 639-1 once had, which ORCID still has, and Chinese by its script. */
const otherLanguages: Readonly<Record<string, string>> = { he: 'iw', id: 'in', yi: 'ji', zh: 'zh_CN' };

/** The code of a language as ORCID has them. */
function toLanguage(tag: string | undefined): string | null {
  if (/^zh[-_](?:tw|hk|mo|hant)/i.test(tag ?? '')) return 'zh_TW';
  const code = /^([a-z]{2})(?:[-_]|$)/i.exec(tag ?? '')?.[1]?.toLowerCase();
  return code === undefined ? null : (otherLanguages[code] ?? code);
}

/** Null for a language that ORCID does not know. */
function knownLanguage(code: string | null): string | null {
  if (code === null) return null;
  const problems = checkItem('work', { 'language-code': code });
  return problems.some(({ pointer }) => pointer === '/language-code') ? null : code;
}

function clean(text: string): string {
  // XML 1.0 has no place for other control characters, and ORCID stores XML.
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text without line breaks, cut at a word where it is too long. Lengths are UTF-16 units, as Java counts them. */
function cutText(text: string, limit: number): string {
  const cleaned = clean(text);
  if (cleaned.length <= limit) return cleaned;
  const cut = cleaned.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > limit / 2 ? cut.slice(0, space) : cut}…`;
}
