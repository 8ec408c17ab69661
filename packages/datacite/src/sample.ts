import { parsePid } from '@mintmark/identifiers';
import type {
  Creator,
  DataciteMetadata,
  GeoLocation,
  RelatedIdentifier,
  ResourceDate,
  Subject,
} from './metadata.ts';
import type { RelatedIdentifierType } from './vocabularies.ts';

/**
 * What a physical sample is described by, in the words of people who collect them. It is a view of DataCite metadata
 * (kernel 4.7), which is what is kept and registered; `withSample` writes it there and `toSample` reads it back.
 *
 * | sample | kernel 4.7 |
 * |---|---|
 * | `material` | `subjects` with `subjectScheme` "Material", its address as `valueUri` |
 * | `sampleType` | `types.resourceType`, beside the `resourceTypeGeneral` PhysicalObject |
 * | `collectors` | `creators`, where the metadata names no others; else `contributors` of type DataCollector |
 * | `collectionDate` | the one of `dates` with `dateType` Collected |
 * | `collectionPlace` | the first of `geoLocations` |
 * | `parentSample` | the first of `relatedIdentifiers` that names a PhysicalObject, or does not say of what kind it is, with IsDerivedFrom or IsPartOf |
 *
 * IGSN's crosswalk to DataCite makes the collector the creator. IsDerivedFrom is the relation where none is given:
 * DataCite tells no one's ORCID record of a DOI that IsPartOf another.
 */
export type Sample = {
  material?: SampleMaterial[];
  sampleType?: string;
  collectors?: Creator[];
  /** EDTF or W3CDTF, or a range of two such dates with '/' between them. */
  collectionDate?: string;
  collectionPlace?: SamplePlace;
  parentSample?: ParentSample;
};

/** What it consists of, by name, and perhaps by the address of a term of a vocabulary. */
export type SampleMaterial = { name: string; uri?: string };

/** Degrees, WGS 84. West may exceed east: such a box crosses the antimeridian. */
export type SamplePlace = {
  name?: string;
  point?: { latitude: number; longitude: number };
  box?: { west: number; east: number; south: number; north: number };
};

/** `identifier` is a DOI, IGSN, ARK or Handle in canonical form, or a web address. */
export type ParentSample = { identifier: string; relation: ParentRelation };

export const PARENT_RELATIONS = ['IsDerivedFrom', 'IsPartOf'] as const;
export type ParentRelation = (typeof PARENT_RELATIONS)[number];

const MATERIAL_SCHEME = 'Material';
const OLD_IGSN_PREFIX = '10273/';

/**
 * @param metadata a description that `validateMetadata` returned, of any level and of any kind of resource
 * @returns what it says of a sample; what it does not say is left out
 */
export function toSample(metadata: DataciteMetadata): Sample {
  const found = (metadata.subjects ?? []).filter(isMaterial);
  const collectors = findCollectors(metadata);
  const [where] = metadata.geoLocations ?? [];
  const collectionPlace = where === undefined ? null : readPlace(where);
  const date = metadata.dates?.find(isCollected)?.date;
  const parentOf = metadata.relatedIdentifiers?.[indexOfParent(metadata)];
  const sampleType = metadata.types?.resourceType;
  return {
    ...(found.length === 0 ? {} : { material: found.map(readMaterial) }),
    ...(sampleType === undefined ? {} : { sampleType }),
    ...(collectors.length === 0 ? {} : { collectors }),
    ...(date === undefined ? {} : { collectionDate: date }),
    ...(collectionPlace === null ? {} : { collectionPlace }),
    ...(parentOf === undefined || !isParentRelation(parentOf.relationType)
      ? {}
      : { parentSample: { identifier: parentOf.relatedIdentifier, relation: parentOf.relationType } }),
  };
}

/**
 * Writes a sample into a description. What the sample says replaces what the description said of the same; the rest
 * stays. Creators are never replaced: collectors become contributors beside them. A description that does not say
 * what kind of resource it is of is of a PhysicalObject from now on.
 *
 * @param metadata a description that `validateMetadata` returned, of any level; it is not changed
 * @param sample a sample that `validateSample` returned
 * @returns the description; `toSample` of it answers with the sample again
 */
export function withSample(metadata: DataciteMetadata, sample: Sample): DataciteMetadata {
  const {
    material: materials,
    sampleType,
    collectors,
    collectionDate,
    collectionPlace,
    parentSample,
  } = sample;
  return {
    ...metadata,
    types: {
      resourceTypeGeneral: 'PhysicalObject',
      ...metadata.types,
      ...(sampleType === undefined ? {} : { resourceType: sampleType }),
    },
    ...(materials === undefined ? {} : { subjects: replaceMaterials(metadata, materials) }),
    ...(collectors === undefined ? {} : placeCollectors(metadata, collectors)),
    ...(collectionDate === undefined ? {} : { dates: replaceDate(metadata, collectionDate) }),
    ...(collectionPlace === undefined
      ? {}
      : { geoLocations: [writePlace(collectionPlace), ...(metadata.geoLocations ?? []).slice(1)] }),
    ...(parentSample === undefined ? {} : { relatedIdentifiers: replaceParent(metadata, parentSample) }),
  };
}

/**
 * @returns the description without the fields that `toSample` reads, for showing the two apart. Creators stay, since
 *   they are whom a citation names, and so does the kind.
 */
export function withoutSample(metadata: DataciteMetadata): DataciteMetadata {
  const { subjects, contributors, dates, geoLocations, relatedIdentifiers, ...rest } = metadata;
  const parentAt = indexOfParent(metadata);
  return {
    ...rest,
    ...withEntries(
      'subjects',
      subjects?.filter((each) => !isMaterial(each)),
    ),
    ...withEntries(
      'contributors',
      contributors?.filter(({ contributorType }) => contributorType !== 'DataCollector'),
    ),
    ...withEntries(
      'dates',
      dates?.filter((each) => !isCollected(each)),
    ),
    ...withEntries('geoLocations', geoLocations?.slice(1)),
    ...withEntries(
      'relatedIdentifiers',
      relatedIdentifiers?.filter((_, index) => index !== parentAt),
    ),
  };
}

/** Whether the description is that of a physical sample or another physical thing. */
export function isPhysicalObject({ types }: DataciteMetadata): boolean {
  return types?.resourceTypeGeneral === 'PhysicalObject';
}

/**
 * The creators stand for the collectors where nobody is named as such.
 * @returns true when new collectors of this description should be its new creators
 */
export function areCreatorsCollectors({ contributors = [] }: DataciteMetadata): boolean {
  return !contributors.some(({ contributorType }) => contributorType === 'DataCollector');
}

function withEntries<K extends keyof DataciteMetadata>(
  name: K,
  entries: (DataciteMetadata[K] & unknown[]) | undefined,
): Pick<DataciteMetadata, K> | Record<never, never> {
  return entries === undefined || entries.length === 0 ? {} : { [name]: entries };
}

function findCollectors(metadata: DataciteMetadata): Creator[] {
  if (areCreatorsCollectors(metadata)) return metadata.creators ?? [];
  return (metadata.contributors ?? []).flatMap(({ contributorType, ...agent }) =>
    contributorType === 'DataCollector' ? [agent] : [],
  );
}

function placeCollectors(metadata: DataciteMetadata, collectors: Creator[]): DataciteMetadata {
  const { creators = collectors } = metadata;
  const isSame = JSON.stringify(creators) === JSON.stringify(collectors);
  if (isSame && areCreatorsCollectors(metadata)) return { creators: collectors };
  const others = (metadata.contributors ?? []).filter(
    ({ contributorType }) => contributorType !== 'DataCollector',
  );
  const contributors = collectors.map((each) => ({ ...each, contributorType: 'DataCollector' as const }));
  return { contributors: [...contributors, ...others] };
}

function isMaterial({ subjectScheme }: Subject): boolean {
  return subjectScheme === MATERIAL_SCHEME;
}

function readMaterial({ subject, valueUri }: Subject): SampleMaterial {
  return { name: subject, ...(valueUri === undefined ? {} : { uri: valueUri }) };
}

function replaceMaterials({ subjects = [] }: DataciteMetadata, materials: SampleMaterial[]): Subject[] {
  const written = materials.map(({ name, uri: valueUri }) => ({
    subject: name,
    subjectScheme: MATERIAL_SCHEME,
    ...(valueUri === undefined ? {} : { valueUri }),
  }));
  return [...written, ...subjects.filter((each) => !isMaterial(each))];
}

function isCollected({ dateType }: ResourceDate): boolean {
  return dateType === 'Collected';
}

function replaceDate({ dates = [] }: DataciteMetadata, date: string): ResourceDate[] {
  return [{ date, dateType: 'Collected' }, ...dates.filter((each) => !isCollected(each))];
}

function readPlace(where: GeoLocation): SamplePlace | null {
  const { geoLocationPlace: name, geoLocationPoint: point, geoLocationBox: box } = where;
  if (name === undefined && point === undefined && box === undefined) return null;
  return {
    ...(name === undefined ? {} : { name }),
    ...(point === undefined
      ? {}
      : { point: { latitude: point.pointLatitude, longitude: point.pointLongitude } }),
    ...(box === undefined
      ? {}
      : {
          box: {
            west: box.westBoundLongitude,
            east: box.eastBoundLongitude,
            south: box.southBoundLatitude,
            north: box.northBoundLatitude,
          },
        }),
  };
}

function writePlace({ name, point, box }: SamplePlace): GeoLocation {
  return {
    ...(name === undefined ? {} : { geoLocationPlace: name }),
    ...(point === undefined
      ? {}
      : { geoLocationPoint: { pointLongitude: point.longitude, pointLatitude: point.latitude } }),
    ...(box === undefined
      ? {}
      : {
          geoLocationBox: {
            westBoundLongitude: box.west,
            eastBoundLongitude: box.east,
            southBoundLatitude: box.south,
            northBoundLatitude: box.north,
          },
        }),
  };
}

function isParentRelation(relation: string): relation is ParentRelation {
  return PARENT_RELATIONS.some((each) => each === relation);
}

/** @returns -1 when there is none */
function indexOfParent({ relatedIdentifiers = [] }: DataciteMetadata): number {
  const isCandidate = ({ relationType }: RelatedIdentifier) => isParentRelation(relationType);
  const named = relatedIdentifiers.findIndex(
    (each) => isCandidate(each) && each.resourceTypeGeneral === 'PhysicalObject',
  );
  if (named !== -1) return named;
  return relatedIdentifiers.findIndex((each) => isCandidate(each) && each.resourceTypeGeneral === undefined);
}

function replaceParent(
  metadata: DataciteMetadata,
  { identifier, relation }: ParentSample,
): RelatedIdentifier[] {
  const before = indexOfParent(metadata);
  const written: RelatedIdentifier = {
    relatedIdentifier: identifier,
    relatedIdentifierType: typeOfParent(identifier),
    relationType: relation,
    resourceTypeGeneral: 'PhysicalObject',
  };
  return [written, ...(metadata.relatedIdentifiers ?? []).filter((_, index) => index !== before)];
}

/** How the kernel calls an identifier in canonical form; what is none of ours is taken for a web address. */
export function typeOfParent(identifier: string): RelatedIdentifierType {
  const parsed = parsePid(identifier);
  if (!parsed.ok) return 'URL';
  const { scheme, canonical } = parsed.value;
  switch (scheme) {
    case 'doi':
      return 'DOI';
    case 'ark':
      return 'ARK';
    case 'handle':
      return canonical.startsWith(OLD_IGSN_PREFIX) ? 'IGSN' : 'Handle';
    default:
      return scheme satisfies never;
  }
}
