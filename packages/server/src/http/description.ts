import type {
  DataciteMetadata,
  FundingReference,
  RelatedIdentifier,
  RelatedItem,
  Rights,
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
import { showAgent } from './agents.ts';
import type { AuthenticatedOrcids, OrcidBases } from './orcids.ts';
import { toSafeHref } from './safe-href.ts';

type Linked = { text: string; href: string | null };

/** A description as pages show it: those of identifiers and those of packages. The templates only lay it out. */
export function presentDescription(
  metadata: DataciteMetadata,
  authenticatedOrcids: AuthenticatedOrcids,
  orcid: OrcidBases,
) {
  const [mainTitle, ...otherTitles] = orderTitles(metadata);
  return {
    mainTitle: mainTitle?.title ?? null,
    titleLanguage: mainTitle?.lang ?? metadata.language ?? null,
    otherTitles: otherTitles.map(({ title, titleType, lang }) => ({
      title,
      kind: titleType === undefined ? 'Also titled' : separateWords(titleType),
      language: lang ?? null,
    })),
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
    creators: (metadata.creators ?? []).map((each) => showAgent(each, authenticatedOrcids, orcid)),
    contributors: (metadata.contributors ?? []).map((each) => ({
      role: separateWords(each.contributorType),
      ...showAgent(each, authenticatedOrcids, orcid),
    })),
    descriptions: (metadata.descriptions ?? []).map(({ description, descriptionType, lang }) => ({
      heading: descriptionType === 'Other' ? 'Description' : separateWords(descriptionType),
      text: description,
      language: lang ?? null,
    })),
    dates: (metadata.dates ?? []).map(({ date, dateType, dateInformation }) => ({
      kind: separateWords(dateType),
      text: date,
      note: dateInformation ?? null,
    })),
    subjects: (metadata.subjects ?? []).map(({ subject, valueUri }) => ({
      text: subject,
      href: toSafeHref(valueUri),
    })),
    places: (metadata.geoLocations ?? []).flatMap(({ geoLocationPlace }) => geoLocationPlace ?? []),
    sizes: metadata.sizes ?? [],
    fileFormats: metadata.formats ?? [],
    rights: (metadata.rightsList ?? []).map(showRights),
    alternateIdentifiers: (metadata.alternateIdentifiers ?? []).map((each) => ({
      kind: each.alternateIdentifierType,
      text: each.alternateIdentifier,
      href: toSafeHref(each.alternateIdentifier),
    })),
    related: [
      ...(metadata.relatedIdentifiers ?? []).map(showRelatedIdentifier),
      ...(metadata.relatedItems ?? []).map(showRelatedItem),
    ],
    funding: (metadata.fundingReferences ?? []).map(showFunding),
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
