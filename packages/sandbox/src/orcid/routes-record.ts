import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openForReading, readCaller } from './access.ts';
import { RegistryError } from './errors.ts';
import { sendMessage } from './messages.ts';
import type { JsonObject } from './read-item.ts';
import {
  presentActivities,
  presentBiography,
  presentEmails,
  presentPerson,
  presentPersonalDetails,
  presentRecord,
  type Reading,
} from './record-json.ts';
import type { OrcidState } from './state.ts';

type OfRecord = { Params: { orcid: string } };

/** Registers the reads of a whole record and of what only the person can change. */
export function registerRecord(app: FastifyInstance, state: OrcidState): void {
  app.get<OfRecord>('/:orcid', (request, reply) => answer(request, reply, 'record', presentRecord));
  app.get<OfRecord>('/:orcid/record', (request, reply) => answer(request, reply, 'record', presentRecord));
  app.get<OfRecord>('/:orcid/person', (request, reply) => answer(request, reply, 'person', presentPerson));
  app.get<OfRecord>('/:orcid/activities', (request, reply) =>
    answer(request, reply, 'activities-summary', presentActivities),
  );
  app.get<OfRecord>('/:orcid/personal-details', (request, reply) =>
    answer(request, reply, 'personal-details', presentPersonalDetails),
  );
  app.get<OfRecord>('/:orcid/email', (request, reply) => answer(request, reply, 'emails', presentEmails));
  app.get<OfRecord>('/:orcid/biography', (request, reply) =>
    answer(request, reply, 'biography', (reading) => {
      const biography = presentBiography(reading);
      if (biography === null) throw new RegistryError(9041);
      return biography;
    }),
  );

  async function answer(
    request: FastifyRequest<OfRecord>,
    reply: FastifyReply,
    name: string,
    present: (reading: Reading) => JsonObject,
  ): Promise<FastifyReply> {
    const caller = readCaller(state, request);
    const record = openForReading(state, caller, request.params.orcid);
    const person = state.people.get(record.orcid);
    if (person === undefined) throw new RegistryError(9016);
    return sendMessage(request, reply, name, present({ state, caller, record, person }));
  }
}
