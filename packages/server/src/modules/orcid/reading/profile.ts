import type {
  ActivityKind,
  FuzzyDate,
  OrcidAffiliation,
  OrcidPerson,
  OrcidRecord,
  OrcidWorkSummary,
} from '@mintmark/orcid';
import { toSafeHref } from '../../../http/safe-href.ts';
import { isMembers, itemsIn } from '../deposits/likeness.ts';

/** What forms are filled in from. Mail addresses are not among it: nobody needs them here. */
export type OrcidProfile = {
  givenNames: string | null;
  familyName: string | null;
  creditName: string | null;
  otherNames: string[];
  affiliations: ProfileAffiliation[];
  works: ProfileWork[];
  keywords: string[];
  researcherUrls: { name: string | null; url: string }[];
};

type ProfileAffiliation = {
  kind: AffiliationKind;
  organisation: string;
  /** A ROR ID as an address; null: ORCID was told none. */
  ror: string | null;
  department: string | null;
  role: string | null;
  /** As far as it is known: `2012`, `2012-05` or `2012-05-17`. */
  startDate: string | null;
  /** Null: it goes on. */
  endDate: string | null;
};

type ProfileWork = {
  title: string;
  type: string | null;
  date: string | null;
  identifiers: { type: string; value: string }[];
  url: string | null;
};

const affiliationKinds = {
  employment: 'employments',
  education: 'educations',
  qualification: 'qualifications',
  'invited-position': 'invited-positions',
  distinction: 'distinctions',
  membership: 'memberships',
  service: 'services',
} as const satisfies Partial<Record<ActivityKind, string>>;
type AffiliationKind = keyof typeof affiliationKinds;
export const profileAffiliationKinds = Object.keys(affiliationKinds) as readonly AffiliationKind[];

/** More than anybody chooses from; a record may have ten thousand works. */
const MOST_WORKS = 1000;
const MOST_OTHERS = 200;

/** What a record says of its person, as far as the permission that read it goes. Pure. */
export function toProfile(record: OrcidRecord): OrcidProfile {
  const person = record.person ?? {};
  const { name } = person;
  return {
    givenNames: textOf(name?.['given-names']),
    familyName: textOf(name?.['family-name']),
    creditName: textOf(name?.['credit-name']),
    otherNames: contentsOf(person['other-names']?.['other-name']),
    affiliations: affiliationsOf(record),
    works: worksOf(record),
    keywords: contentsOf(person.keywords?.keyword),
    researcherUrls: linksOf(person),
  };
}

/** Those that go on before those that ended, employment before the rest. */
function affiliationsOf(record: OrcidRecord): ProfileAffiliation[] {
  const activities = record['activities-summary'] ?? {};
  const all = profileAffiliationKinds.flatMap((kind) =>
    [...itemsIn(activities[affiliationKinds[kind]])].flatMap((item) => toAffiliation(kind, item) ?? []),
  );
  const ended = (each: ProfileAffiliation): number => (each.endDate === null ? 0 : 1);
  return all.toSorted((one, other) => ended(one) - ended(other)).slice(0, MOST_OTHERS);
}

function toAffiliation(kind: AffiliationKind, item: OrcidAffiliation): ProfileAffiliation | null {
  const organisation = item.organization?.name?.trim() ?? '';
  if (organisation === '') return null;
  const disambiguated = item.organization?.['disambiguated-organization'];
  const isRor = disambiguated?.['disambiguation-source'] === 'ROR';
  return {
    kind,
    organisation,
    ror: isRor ? disambiguated['disambiguated-organization-identifier'] : null,
    department: item['department-name'] ?? null,
    role: item['role-title'] ?? null,
    startDate: formatDate(item['start-date']),
    endDate: formatDate(item['end-date']),
  };
}

function worksOf(record: OrcidRecord): ProfileWork[] {
  const groups = record['activities-summary']?.works?.group ?? [];
  return groups.slice(0, MOST_WORKS).flatMap((group) => {
    // The first of a group is the one that the person prefers.
    const [preferred] = group['work-summary'];
    return preferred === undefined ? [] : toWork(preferred);
  });
}

function toWork(summary: OrcidWorkSummary): ProfileWork {
  const url = textOf(summary.url);
  return {
    title: textOf(summary.title?.title) ?? 'Untitled',
    type: summary.type ?? null,
    date: formatDate(summary['publication-date']),
    identifiers: (summary['external-ids']?.['external-id'] ?? [])
      .filter((id) => id['external-id-relationship'] === 'self')
      .map((id) => ({ type: id['external-id-type'], value: id['external-id-value'] })),
    url: url === null ? null : toSafeHref(url),
  };
}

function linksOf(person: OrcidPerson): OrcidProfile['researcherUrls'] {
  const links = person['researcher-urls']?.['researcher-url'] ?? [];
  return links.slice(0, MOST_OTHERS).flatMap((link) => {
    const url = toSafeHref(textOf(link.url) ?? '');
    return url === null ? [] : [{ name: link['url-name'] ?? null, url }];
  });
}

function contentsOf(items: readonly { content?: string | null }[] | undefined): string[] {
  return (items ?? []).slice(0, MOST_OTHERS).flatMap(({ content }) => content ?? []);
}

/** ORCID's date as people write it in ISO 8601, as far as it goes. */
export function formatDate(date: FuzzyDate | null | undefined): string | null {
  const parts: string[] = [];
  for (const part of [date?.year, date?.month, date?.day]) {
    const text = textOf(part);
    if (text === null) break;
    parts.push(text.padStart(2, '0'));
  }
  return parts.length === 0 ? null : parts.join('-');
}

export function textOf(value: unknown): string | null {
  const text = isMembers(value) ? value.value : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}
