/** The types of identifiers, under ids that stay the same everywhere. */
export const requestTypeBodies = [
  { id: '3f4b2c1a-5d0e-4b55-9a7e-6d1c2f8e0a01', type: 'DOI', description: 'Data Object Identifier' },
  { id: '3f4b2c1a-5d0e-4b55-9a7e-6d1c2f8e0a02', type: 'ARK', description: 'Archival Resource Key' },
] as const;
