import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readBearer } from './openid.ts';
import { renderPersonPage, renderProblemPage } from './pages.ts';
import type { Person } from './people.ts';
import { presentError, presentPerson, presentRecord } from './record-json.ts';
import { impliedScopes } from './scopes.ts';
import { findLiveToken, type OrcidState } from './state.ts';

const JSON_TYPES = ['application/json', 'application/orcid+json', 'application/vnd.orcid+json'];

type RecordParams = { Params: { orcid: string } };

/** Registers the public reads of the record API v3.0 and the page of each iD. */
export function registerRecord(app: FastifyInstance, state: OrcidState): void {
  app.get<RecordParams>('/v3.0/:orcid/record', (request, reply) =>
    answerRead(request, reply, (person) => presentRecord(person, state.issuer)),
  );
  app.get<RecordParams>('/v3.0/:orcid/person', (request, reply) =>
    answerRead(request, reply, (person) => presentPerson(person)),
  );
  app.get<RecordParams>('/:orcid', async (request, reply) => {
    const person = state.people.get(request.params.orcid);
    reply.type('text/html; charset=utf-8');
    if (person === undefined) {
      return reply.code(404).send(renderProblemPage('Nothing here', 'The stand-in knows no such iD.'));
    }
    return renderPersonPage(person, state.issuer);
  });

  async function answerRead(
    request: FastifyRequest<RecordParams>,
    reply: FastifyReply,
    present: (person: Person) => object,
  ): Promise<unknown> {
    const mediaType = negotiateJson(request.headers.accept);
    if (mediaType === null) {
      // ORCID would answer XML; refusing shows the caller that it forgot to ask for JSON.
      return reply
        .code(406)
        .send(presentError(406, 9001, 'The stand-in answers JSON only: ask for it in Accept.'));
    }
    reply.type(`${mediaType};charset=UTF-8`);
    const bearer = readBearer(request);
    if (request.headers.authorization !== undefined) {
      const token = findLiveToken(state, bearer ?? '');
      if (token === null) {
        // The echo is ORCID's: callers must redact response bodies too.
        const body = { error: 'invalid_token', error_description: `Invalid access token: ${bearer ?? ''}` };
        return reply.code(401).send(body);
      }
      if (token.orcid !== null && token.orcid !== request.params.orcid) {
        const message = '401 Unauthorized: The client application is not authorized for this ORCID record.';
        return reply
          .code(401)
          .send(presentError(401, 9017, message, 'The client application is not authorized.'));
      }
      if (!impliedScopes(token.scopes).has('/read-public')) {
        const message =
          "409 Conflict: The item has a limited or private visibility and your request doesn't have the required scope.";
        return reply
          .code(403)
          .send(presentError(403, 9038, message, "You don't have the permissions to execute this action."));
      }
    }
    const person = state.people.get(request.params.orcid);
    if (person === undefined) {
      return reply
        .code(404)
        .send(
          presentError(
            404,
            9016,
            '404 Not Found: The resource was not found.',
            'The resource was not found.',
          ),
        );
    }
    return present(person);
  }
}

function negotiateJson(accept: string | undefined): string | null {
  const asked = (accept ?? '').split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  return JSON_TYPES.find((type) => asked.includes(type)) ?? null;
}
