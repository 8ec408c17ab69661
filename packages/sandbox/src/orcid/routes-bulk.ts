import type { FastifyInstance } from 'fastify';
import { openForItem, openForWriting, readCaller } from './access.ts';
import { presentError, RegistryError } from './errors.ts';
import { findKind, type Kind } from './kinds.ts';
import { checkAccept, readMessage, sendMessage } from './messages.ts';
import { presentItem } from './present-item.ts';
import type { OrcidState } from './state.ts';
import { checkVisible } from './visibility.ts';
import { addItem, findItem } from './write-item.ts';

/** How many works one call adds or reads at most. */
const BULK_LIMIT = 100;

/** Registers adding and reading many works in one call: for each a work or an error, in the order asked. */
export function registerBulk(api: FastifyInstance, state: OrcidState): void {
  const work = workKind();

  api.post<{ Params: { orcid: string } }>('/:orcid/works', async (request, reply) => {
    const caller = readCaller(state, request);
    const { record, client } = openForWriting(state, caller, request.params.orcid, '/activities/update');
    checkAccept(request);
    const elements = readBulk(readMessage(request, 'bulk'));
    const bulk = elements.map((element) =>
      workOrError(client.name ?? client.id, () => {
        const item = addItem(state, record, { clientId: client.id }, work, element);
        return presentItem(state, record.orcid, work, item);
      }),
    );
    return sendMessage(request, reply, 'bulk', { bulk });
  });

  api.get<{ Params: { orcid: string; putCodes: string } }>(
    '/:orcid/works/:putCodes',
    async (request, reply) => {
      const caller = readCaller(state, request);
      const record = openForItem(state, caller, request.params.orcid);
      const putCodes = request.params.putCodes.split(',');
      if (putCodes.length > BULK_LIMIT) throw new RegistryError(9042, { limit: String(BULK_LIMIT) });
      const clientName = caller.client === null ? null : (caller.client.name ?? caller.client.id);
      const bulk = putCodes.map((putCode) =>
        workOrError(clientName, () => {
          const item = findItem(record, work, putCode);
          checkVisible(caller, work, item);
          return presentItem(state, record.orcid, work, item);
        }),
      );
      return sendMessage(request, reply, 'bulk', { bulk });
    },
  );
}

function readBulk(message: unknown): unknown[] {
  const elements =
    typeof message === 'object' && message !== null && 'bulk' in message ? message.bulk : undefined;
  if (!Array.isArray(elements)) throw new RegistryError(9001, { detail: '"bulk" must be a list' });
  if (elements.length > BULK_LIMIT) {
    throw new RegistryError(9006, {
      detail: `The client is only allowed to add up to ${BULK_LIMIT} elements, you are trying to add ${elements.length}.`,
    });
  }
  return elements.map((element: unknown) => {
    const work = typeof element === 'object' && element !== null && 'work' in element ? element.work : null;
    if (work === null) throw new RegistryError(9001, { detail: 'An element of "bulk" must be a work' });
    return work;
  });
}

function workOrError(clientName: string | null, work: () => object): object {
  try {
    return { work: work() };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { error: presentError(error, clientName) };
  }
}

function workKind(): Kind {
  const work = findKind('work');
  if (work === null) throw new Error('There is no kind of works.');
  return work;
}
