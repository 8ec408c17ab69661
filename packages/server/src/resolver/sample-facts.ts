import {
  type DataciteMetadata,
  isPhysicalObject,
  type ParentSample,
  type SamplePlace,
  toSample,
} from '@mintmark/datacite';
import { arkToUrl, doiToUrl, handleToUrl, parsePid } from '@mintmark/identifiers';
import { showAgent } from '../http/agents.ts';
import type { OrcidBases } from '../http/orcids.ts';
import { toSafeHref } from '../http/safe-href.ts';
import type { ResolutionDocument } from './store.ts';

/** What a landing page tells of a physical sample, in plain words; null for what is none. */
export function presentSample(
  metadata: DataciteMetadata,
  page: { document: ResolutionDocument; orcid: OrcidBases; publicUrl: string },
) {
  const { document, orcid, publicUrl } = page;
  if (!isPhysicalObject(metadata)) return null;
  const { material = [], sampleType, collectors = [], collectionDate, ...where } = toSample(metadata);
  const { collectionPlace, parentSample } = where;
  const facts = {
    kind: sampleType ?? null,
    material: material.map(({ name, uri }) => ({ text: name, href: toSafeHref(uri) })),
    collectors: collectors.map((each) => showAgent(each, document.authenticatedOrcids, orcid)),
    date: collectionDate === undefined ? null : tellDate(collectionDate),
    place: collectionPlace === undefined ? null : presentPlace(collectionPlace),
    parent: parentSample === undefined ? null : presentParent(parentSample, publicUrl),
  };
  const isEmpty = Object.values(facts).every((fact) =>
    Array.isArray(fact) ? fact.length === 0 : fact === null,
  );
  return isEmpty ? null : facts;
}

function presentPlace({ name, point, box }: SamplePlace): { name: string | null; coordinates: string[] } {
  return {
    name: name ?? null,
    coordinates: [
      ...(point === undefined ? [] : [tellPoint(point.latitude, point.longitude)]),
      ...(box === undefined
        ? []
        : [`between ${tellPoint(box.south, box.west)} and ${tellPoint(box.north, box.east)}`]),
    ],
  };
}

/** `47.3769° N, 8.5417° E` */
function tellPoint(latitude: number, longitude: number): string {
  const latitudeLetter = latitude < 0 ? 'S' : 'N';
  const longitudeLetter = longitude < 0 ? 'W' : 'E';
  return `${Math.abs(latitude)}° ${latitudeLetter}, ${Math.abs(longitude)}° ${longitudeLetter}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `14 July 2025`, `July 2025 to June 2026`; any form but a plain date stays as it is. */
function tellDate(date: string): string {
  const parts = date.split('/');
  const told = parts.map(tellDay);
  return parts.length <= 2 && told.every((part) => part !== null) ? told.join(' to ') : date;
}

function tellDay(date: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date) ?? [];
  if (year === undefined) return null;
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  if (month !== undefined && name === undefined) return null;
  return [day === undefined ? undefined : String(Number(day)), name, year].filter(Boolean).join(' ');
}

/**
 * The parent with its address: an ARK's at this service, which knows its own and where to send others on; all else at
 * its scheme's resolver. A DOI is shown as its address (DOI display guidelines).
 */
function presentParent({ identifier, relation }: ParentSample, publicUrl: string) {
  const label = relation === 'IsPartOf' ? 'Part of' : 'Taken from';
  const parsed = parsePid(identifier);
  if (!parsed.ok) return { label, text: identifier, href: toSafeHref(identifier) };
  const { scheme, canonical } = parsed.value;
  switch (scheme) {
    case 'doi':
      return { label, text: doiToUrl(canonical), href: doiToUrl(canonical) };
    case 'ark':
      return { label, text: canonical, href: arkToUrl(canonical, publicUrl) };
    case 'handle':
      return { label, text: canonical, href: handleToUrl(canonical) };
    default:
      return scheme satisfies never;
  }
}
