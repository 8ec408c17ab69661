import { languageRow, originalRow, type Row, row } from './row.ts';

/** Rows of property 16 of the kernel. */

const rightsAttributes = {
  uri: originalRow({
    name: 'rightsURI',
    member: 'rightsUri',
    type: 'address',
    label: 'Address',
    help: 'Where the licence can be read. Added for licences that are known here.',
  }),
  identifier: row({
    name: 'rightsIdentifier',
    label: 'Identifier of the licence',
    help: 'Its SPDX identifier. Added for licences that are known here.',
  }),
  scheme: row({
    name: 'rightsIdentifierScheme',
    values: ['SPDX'],
    label: 'Kind of identifier',
    help: 'SPDX for licences.',
  }),
  schemeUri: row({
    name: 'schemeURI',
    member: 'schemeUri',
    type: 'address',
    label: 'Address of the scheme',
    help: 'Where that scheme is described.',
  }),
};

export const rightsRow: Row = originalRow({
  name: 'rights',
  member: 'rightsList',
  own: 'rights',
  repeatable: true,
  required: true,
  values: ['ODC PDDL', 'CC0'],
  default: 'ODC PDDL',
  label: 'Licence',
  help: 'ODC PDDL for data alone, CC0 for what can have an author. Ask a curator before you take another one.',
  attributes: [
    rightsAttributes.uri,
    rightsAttributes.identifier,
    rightsAttributes.scheme,
    rightsAttributes.schemeUri,
    { ...languageRow('licence'), default: null, original: null },
  ],
});

export const LOCAL_CONTEXTS = { scheme: 'Local Contexts', address: 'https://localcontexts.org' };

export const localContextsRow: Row = originalRow({
  name: 'LocalContexts',
  member: 'rightsList',
  own: 'rights',
  repeatable: true,
  label: 'Local Contexts',
  help: 'A Notice or Label of Local Contexts, word for word as its own page has it.',
  attributes: [
    {
      ...rightsAttributes.uri,
      required: true,
      help: 'The address of the project in the Local Contexts Hub.',
    },
    {
      ...rightsAttributes.identifier,
      original: { values: [] },
      help: 'The identifier of the Notice or Label; blank for the whole project.',
    },
    {
      ...rightsAttributes.scheme,
      values: [LOCAL_CONTEXTS.scheme],
      default: LOCAL_CONTEXTS.scheme,
      original: { values: [LOCAL_CONTEXTS.scheme] },
      help: 'Always the same.',
    },
    {
      ...rightsAttributes.schemeUri,
      default: LOCAL_CONTEXTS.address,
      original: { values: [LOCAL_CONTEXTS.address] },
      help: 'Always the same.',
    },
  ],
});
