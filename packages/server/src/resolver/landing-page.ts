import {
  areCreatorsCollectors,
  type DataciteMetadata,
  type FundingReference,
  formatCitation,
  type RelatedIdentifier,
  type RelatedItem,
  type Rights,
  toSchemaOrg,
  withoutSample,
} from '@mintmark/datacite';
import {
  arkToUrl,
  doiToUrl,
  formatIgsn,
  handleToUrl,
  isArk,
  isDoi,
  isHandle,
  isIgsn,
} from '@mintmark/identifiers';
import { type OrcidBases, showAgent, withholdUnauthenticatedOrcids } from '../http/agents.ts';
import { toSafeHref } from '../http/safe-href.ts';
import { type PidAddresses, referTo, toSafeLocation } from './addresses.ts';
import type { Found } from './look-up.ts';
import { representations } from './representations.ts';
import { presentSample } from './sample-facts.ts';
import { describeForMachines } from './signposts.ts';
import type { ResolutionDocument } from './store.ts';

type Linked = { text: string; href: string | null };

/** Everything that `views/landing.eta` shows; the template only lays it out. */
export function presentLanding(
  found: Found,
  document: ResolutionDocument,
  addresses: PidAddresses,
  site: { orcid: OrcidBases; publicUrl: string },
) {
  const { resolution, suffix } = found;
  const { orcid } = site;
  const metadata = document.metadata ?? {};
  const sample = presentSample(metadata, { document, ...site });
  const rest = sample === null ? metadata : withoutSample(metadata);
  const [mainTitle, ...otherTitles] = orderTitles(metadata);
  const target = resolution.target === null ? null : toSafeLocation(resolution.target);
  const reference = referTo(addresses, resolution.target);
  const shareable = withholdUnauthenticatedOrcids(metadata, document.authenticatedOrcids);
  const schemaOrg = toSchemaOrg(shareable, reference);
  return {
    title: mainTitle?.title ?? addresses.cite,
    titleLanguage: mainTitle?.lang ?? metadata.language ?? null,
    otherTitles: otherTitles.map(({ title, titleType, lang }) => ({
      title,
      kind: titleType === undefined ? 'Also titled' : separateWords(titleType),
      language: lang ?? null,
    })),
    addresses,
    hasDescription: document.metadata !== null,
    isListed: resolution.state === 'public',
    askedFor: suffix === '' ? null : addresses.name + suffix,
    citation:
      document.metadata === null ? null : splitCitation(formatCitation(metadata, reference), addresses.cite),
    target,
    kind: metadata.types?.resourceType ?? null,
    generalKind:
      metadata.types?.resourceTypeGeneral === undefined
        ? null
        : separateWords(metadata.types.resourceTypeGeneral),
    publisher:
      metadata.publisher === undefined
        ? null
        : {
            text: metadata.publisher.name,
            href: toSafeHref(metadata.publisher.publisherIdentifier),
          },
    publicationYear: metadata.publicationYear ?? null,
    version: metadata.version ?? null,
    language: metadata.language ?? null,
    // Collectors who are the creators are told of once, as collectors.
    creators:
      sample !== null && areCreatorsCollectors(metadata)
        ? []
        : (metadata.creators ?? []).map((each) => showAgent(each, document.authenticatedOrcids, orcid)),
    sample,
    contributors: (rest.contributors ?? []).map((each) => ({
      role: separateWords(each.contributorType),
      ...showAgent(each, document.authenticatedOrcids, orcid),
    })),
    descriptions: (metadata.descriptions ?? []).map(({ description, descriptionType, lang }) => ({
      heading: descriptionType === 'Other' ? 'Description' : separateWords(descriptionType),
      text: description,
      language: lang ?? null,
    })),
    dates: (rest.dates ?? []).map(({ date, dateType, dateInformation }) => ({
      kind: separateWords(dateType),
      text: date,
      note: dateInformation ?? null,
    })),
    subjects: (rest.subjects ?? []).map(({ subject, valueUri }) => ({
      text: subject,
      href: toSafeHref(valueUri),
    })),
    places: (rest.geoLocations ?? []).flatMap(({ geoLocationPlace }) => geoLocationPlace ?? []),
    sizes: metadata.sizes ?? [],
    fileFormats: metadata.formats ?? [],
    rights: (metadata.rightsList ?? []).map(showRights),
    alternateIdentifiers: (metadata.alternateIdentifiers ?? []).map((each) => ({
      kind: each.alternateIdentifierType,
      text: each.alternateIdentifier,
      href: toSafeHref(each.alternateIdentifier),
    })),
    related: [
      ...(rest.relatedIdentifiers ?? []).map(showRelatedIdentifier),
      ...(metadata.relatedItems ?? []).map(showRelatedItem),
    ],
    funding: (metadata.fundingReferences ?? []).map(showFunding),
    organisation: document.organisation,
    createdOn: document.createdAt.slice(0, 10),
    updatedOn: document.updatedAt.slice(0, 10),
    formats:
      document.metadata === null
        ? []
        : representations.map(({ name, label }) => ({
            text: label,
            href: `${addresses.local}?format=${name}`,
          })),
    ...describeForMachines({ metadata: shareable, document, addresses, schemaOrg, target, bases: orcid }),
  };
}

/** The citation in two parts, so that the identifier at its end can be a link. */
export function splitCitation(citation: string, cite: string): { text: string; url: string } {
  return { text: citation.slice(0, citation.length - cite.length).trimEnd(), url: cite };
}

/** The title without a type first, as citations take it. */
function orderTitles({ titles = [] }: DataciteMetadata): NonNullable<DataciteMetadata['titles']> {
  const main = titles.find(({ titleType }) => titleType === undefined) ?? titles[0];
  return main === undefined ? [] : [main, ...titles.filter((each) => each !== main)];
}

function showRights({ rights, rightsIdentifier, rightsUri }: Rights): Linked {
  return { text: rights ?? rightsIdentifier ?? rightsUri ?? '', href: toSafeHref(rightsUri) };
}

function showRelatedIdentifier(related: RelatedIdentifier) {
  return {
    relation: separateWords(related.relationType),
    kind: related.resourceTypeGeneral === undefined ? null : separateWords(related.resourceTypeGeneral),
    text: related.relatedIdentifier,
    href: addressRelated(related.relatedIdentifier, related.relatedIdentifierType),
  };
}

function showRelatedItem(item: RelatedItem) {
  const { relatedItemIdentifier: identifier } = item;
  const place = [
    item.volume === undefined ? null : `volume ${item.volume}`,
    item.issue === undefined ? null : `issue ${item.issue}`,
    item.firstPage === undefined
      ? null
      : `pages ${[item.firstPage, item.lastPage].filter(Boolean).join('–')}`,
  ].filter((part) => part !== null);
  const title = item.titles?.[0]?.title ?? identifier?.relatedItemIdentifier ?? 'untitled';
  return {
    relation: separateWords(item.relationType),
    kind: separateWords(item.relatedItemType),
    text: [title, ...place].join(', '),
    href:
      identifier === undefined
        ? null
        : addressRelated(identifier.relatedItemIdentifier, identifier.relatedItemIdentifierType),
  };
}

function showFunding(funding: FundingReference) {
  return {
    funder: { text: funding.funderName, href: toSafeHref(funding.funderIdentifier) },
    award:
      funding.awardNumber === undefined && funding.awardTitle === undefined
        ? null
        : {
            text: [funding.awardTitle, funding.awardNumber].filter((part) => part !== undefined).join(', '),
            href: toSafeHref(funding.awardUri),
          },
  };
}

/** Where a related identifier can be followed, or null. */
function addressRelated(text: string, type: string | undefined): string | null {
  switch (type) {
    case 'DOI':
      return isDoi(text) ? doiToUrl(text) : null;
    case 'ARK':
      return toSafeHref(text) ?? (isArk(text) ? arkToUrl(text) : null);
    case 'Handle':
      return isHandle(text) ? handleToUrl(text) : null;
    case 'arXiv':
      return toSafeHref(text) ?? toSafeHref(`https://arxiv.org/abs/${text.replace(/^arxiv:\s*/i, '')}`);
    case 'PMID':
      return (
        toSafeHref(text) ?? toSafeHref(`https://pubmed.ncbi.nlm.nih.gov/${text.replace(/^pmid:\s*/i, '')}`)
      );
    case 'SWHID':
      return toSafeHref(text) ?? toSafeHref(`https://archive.softwareheritage.org/${text}`);
    case 'IGSN': {
      const igsn = /^(?:10\.|10273\/)/.test(text) ? `igsn:${text}` : text;
      return toSafeHref(text) ?? (isIgsn(igsn) ? formatIgsn(igsn) : null);
    }
    default:
      return toSafeHref(text);
  }
}

/** 'IsSupplementTo' → 'Is supplement to'. */
function separateWords(word: string): string {
  return word
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll(/(?<= )[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
}
