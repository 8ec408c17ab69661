import { isArk, isHandle, parseDoi } from '@mintmark/identifiers';
import { checkUri } from './forms.ts';
import { quote } from './problems.ts';
import type { RelatedIdentifierType } from './vocabularies.ts';

/**
 * What each kind of related identifier looks like, with an example for the message. Only plausibility: these
 * name other people's things, so a wrong check digit that their registry itself issued must not stop anyone.
 */
const FORMS: Readonly<Record<RelatedIdentifierType, { test: (text: string) => boolean; example: string }>> = {
  ARK: { test: isArk, example: 'ark:99999/fk44w2s' },
  arXiv: {
    test: matches(
      /^(?:(?:https?:\/\/)?arxiv\.org\/abs\/|arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]{2,})?\/\d{7})(?:v\d+)?$/i,
    ),
    example: 'arXiv:0706.0001',
  },
  bibcode: {
    test: matches(/^(?:https?:\/\/\S+\/)?\d{4}[A-Za-z0-9.&]{15}$/),
    example: '1924MNRAS..84..308E',
  },
  CSTR: {
    test: matches(/^(?:(?:https?:\/\/)?(?:www\.)?cstr\.cn\/|cstr:)?\d{5}\.\d{2}\.\S+$/i),
    example: '31253.11.example',
  },
  DOI: { test: (text) => parseDoi(text).ok, example: '10.5072/abcd-1234' },
  EAN13: { test: matches(/^[\d\s-]{13,20}$/), example: '9783468111242' },
  EISSN: { test: isIssn, example: '1562-6865' },
  Handle: { test: isHandle, example: '20.500.12345/abc' },
  IGSN: {
    test: matches(
      /^(?:https?:\/\/(?:dx\.)?(?:doi\.org|igsn\.org|hdl\.handle\.net)\/|igsn:\s?|doi:)?[\w./:()-]{3,255}$/i,
    ),
    example: '10.5072/sample-1',
  },
  ISBN: {
    test: matches(/^(?:urn:isbn:|isbn[:\s-]*)?(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX]$/i),
    example: '978-3-905673-82-1',
  },
  ISSN: { test: isIssn, example: '0077-5606' },
  ISTC: {
    test: matches(/^(?:istc[:\s-]*)?[0-9A-F]{3}[\s-]?\d{4}[\s-]?[0-9A-F]{8}[\s-]?[0-9A-F]$/i),
    example: '0A9-2002-12B4A105-7',
  },
  LISSN: { test: isIssn, example: '1188-1534' },
  LSID: {
    test: matches(/^(?:https?:\/\/\S+\/)?urn:lsid:[^\s:]+:[^\s:]+:\S+$/i),
    example: 'urn:lsid:example.org:names:11815',
  },
  PMID: {
    test: matches(
      /^(?:https?:\/\/(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/pubmed)\/|pmid:\s?)?\d{1,9}\/?$/i,
    ),
    example: '12082125',
  },
  PURL: { test: isWebAddress, example: 'https://purl.org/example/1' },
  RAiD: {
    test: matches(/^(?:https?:\/\/(?:raid\.org|(?:dx\.)?doi\.org)\/)?10\.\d{4,9}\/\S+$/i),
    example: 'https://raid.org/10.5072/a1b2c3d4',
  },
  RRID: {
    test: matches(/^(?:https?:\/\/\S+\/)?(?:RRID:\s?)?[A-Za-z]+[_:]\S+$/i),
    example: 'RRID:SCR_014641',
  },
  SWHID: {
    test: matches(
      /^(?:https?:\/\/archive\.softwareheritage\.org\/)?swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}(?:;\S+)?$/i,
    ),
    example: 'swh:1:cnt: and forty hexadecimal digits',
  },
  UPC: { test: matches(/^[\d\s-]{6,17}$/), example: '123456789999' },
  URL: { test: isWebAddress, example: 'https://example.org/page' },
  URN: {
    test: matches(/^(?:https?:\/\/\S+\/)?urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i),
    example: 'urn:nbn:de:101:1-201102033592',
  },
  w3id: { test: matches(/^(?:https?:\/\/)?w3id\.org\/\S+$/i), example: 'https://w3id.org/example/1' },
};

/**
 * Says what is wrong with `text` as an identifier of kind `type`.
 *
 * @returns null when it is plausible, else one sentence with an example.
 */
export function explainRelatedIdentifier(text: string, type: RelatedIdentifierType): string | null {
  const form = FORMS[type];
  if (text.length <= 2000 && form.test(text)) return null;
  return `${quote(text)} does not look like an identifier of type ${type} (for example ${form.example}); correct it or choose another type.`;
}

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

function isIssn(text: string): boolean {
  return /^(?:https?:\/\/portal\.issn\.org\/resource\/issn\/|urn:issn:|e?issn[:\s-]*)?\d{4}-?\d{3}[\dX]$/i.test(
    text,
  );
}

function isWebAddress(text: string): boolean {
  return /^(?:https?|ftp):\/\/[^\s/]+/i.test(text) && checkUri(text).ok;
}
