import type { FastifyInstance } from 'fastify';
import { renderPersonPage, renderProblemPage } from './pages.ts';
import type { OrcidState } from './state.ts';

/** Registers the page of each iD. */
export function registerPersonPages(app: FastifyInstance, state: OrcidState): void {
  app.get<{ Params: { orcid: string } }>('/:orcid', async (request, reply) => {
    const person = state.people.get(request.params.orcid);
    reply.type('text/html; charset=utf-8');
    if (person === undefined) {
      return reply.code(404).send(renderProblemPage('Nothing here', 'The stand-in knows no such iD.'));
    }
    return renderPersonPage(person, state.issuer);
  });
}
