/** How the system helps members meet ORCID's Collect & Connect, a sentence for each of its five parts. */
export const collectAndConnect: readonly { part: string; how: string }[] = [
  {
    part: 'Authenticate',
    how: 'People sign in at ORCID to connect their record, and contributors are invited by mail to do so; nobody types an iD to prove it.',
  },
  {
    part: 'Collect',
    how: 'Name, affiliations and works are read from records, with the permission of their owners, and fill in forms.',
  },
  {
    part: 'Display',
    how: 'Authenticated iDs stand on landing pages and in metadata, linked to the record; others are marked as unauthenticated.',
  },
  {
    part: 'Connect',
    how: 'What is published is added to the records of its creators, and the organisation adds affiliations, funding, peer reviews and research resources.',
  },
  {
    part: 'Synchronize',
    how: 'What changes here is changed on the record under its put code, records are read again when they change, and differences are shown to be decided about.',
  },
];
