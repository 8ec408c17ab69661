import { GS1_VOCABULARY, UNTP_VOCABULARY } from './link-type.ts';

/** Where the context is served, below the public address. */
export const CONTEXT_PATH = '/linkset.jsonld';

/**
 * Reads a linkset as JSON-LD: subjects and targets are resources, relations that IANA registers become its addresses,
 * and attributes of targets are Dublin Core terms.
 */
export const LINKSET_CONTEXT = JSON.stringify({
  '@context': {
    '@vocab': 'http://www.iana.org/assignments/relation/',
    linkset: '@graph',
    anchor: '@id',
    href: '@id',
    itemDescription: 'http://www.w3.org/2000/01/rdf-schema#comment',
    title: 'http://purl.org/dc/terms/title',
    'title*': { '@id': 'http://purl.org/dc/terms/title', '@container': '@set' },
    value: '@value',
    language: '@language',
    type: 'http://purl.org/dc/terms/format',
    hreflang: { '@id': 'http://purl.org/dc/terms/language', '@container': '@set' },
    context: { '@id': 'http://purl.org/dc/terms/coverage', '@container': '@set' },
    accessRole: { '@id': 'http://purl.org/dc/terms/accessRights', '@container': '@set' },
    gs1: GS1_VOCABULARY,
    untp: UNTP_VOCABULARY,
  },
});
