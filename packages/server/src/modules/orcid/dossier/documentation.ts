import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../errors.ts';
import { page, readField } from '../../accounts/index.ts';

const DOCS = new URL('../../../../../../docs/', import.meta.url);
const PATH = '/orcid/documentation/:name';

/** The guides that come with the software, and what each is about. */
const GUIDES: Readonly<Record<string, string>> = {
  orcid: 'What the system does with ORCID, and which test shows each requirement',
  'orcid-connections': 'Connecting records: pages, credentials, scopes, what is stored',
  'orcid-works': 'What is written to records, and what becomes of it',
  'orcid-batches': 'Affiliations, funding, peer reviews and resources',
  'orcid-synchronising': 'Reading records, and staying in step',
  'orcid-display': 'How iDs are shown',
  'orcid-invitations': 'Inviting contributors by mail',
  'orcid-log-and-exports': 'Log, exports, imports, erasures',
};

/** Where the guides can be read, by anybody: paths below the address of the service. */
export function listDocumentation(): { what: string; path: string }[] {
  return Object.entries(GUIDES).map(([name, what]) => ({ what, path: PATH.replace(':name', name) }));
}

/** The guides as they were written, for those whom an organisation sends its dossier. */
export function registerDocumentation(app: FastifyInstance): void {
  app.get(PATH, page, async (request, reply) => {
    const name = readField(request.params, 'name');
    if (!Object.hasOwn(GUIDES, name)) throw new AppError('not-found', 'There is no such guide here.');
    return reply.type('text/plain; charset=utf-8').send(await readFile(new URL(`${name}.md`, DOCS), 'utf8'));
  });
}
