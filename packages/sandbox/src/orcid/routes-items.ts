import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openForItem, openForReading, openForWriting, readCaller } from './access.ts';
import { KINDS, type Kind } from './kinds.ts';
import { checkAccept, readMessage, sendMessage } from './messages.ts';
import { presentItem, presentSummary } from './present-item.ts';
import { presentSection } from './present-section.ts';
import type { OrcidState } from './state.ts';
import { checkVisible, visibleItems } from './visibility.ts';
import { addItem, deleteItem, findItem, updateItem } from './write-item.ts';

type OfRecord = { Params: { orcid: string } };
type OfItem = { Params: { orcid: string; putCode: string } };

/** Registers the sections and the items of every kind, under the prefix of the record API. */
export function registerItems(app: FastifyInstance, state: OrcidState): void {
  for (const kind of KINDS) registerKind(app, state, kind);
}

function registerKind(app: FastifyInstance, state: OrcidState, kind: Kind): void {
  const updateScope = kind.family === 'person' ? '/person/update' : '/activities/update';

  app.get<OfRecord>(`/:orcid/${kind.sectionPath}`, async (request, reply) => {
    const caller = readCaller(state, request);
    const record = openForReading(state, caller, request.params.orcid);
    const section = presentSection(state, record.orcid, kind, visibleItems(caller, record, kind));
    return sendMessage(request, reply, kind.sectionName, section);
  });

  app.post<OfRecord>(`/:orcid/${kind.itemPath}`, async (request, reply) => {
    const { record, client } = openForWriting(
      state,
      readCaller(state, request),
      request.params.orcid,
      updateScope,
    );
    const item = addItem(state, record, { clientId: client.id }, kind, readMessage(request, kind.name));
    return reply
      .code(201)
      .header('location', locationOf(request, `${record.orcid}/${kind.itemPath}/${item.putCode}`))
      .send();
  });

  app.get<OfItem>(`/:orcid/${kind.itemPath}/:putCode`, async (request, reply) => {
    const caller = readCaller(state, request);
    const record = openForItem(state, caller, request.params.orcid);
    const item = findItem(record, kind, request.params.putCode);
    checkVisible(caller, kind, item);
    return sendMessage(request, reply, kind.name, presentItem(state, record.orcid, kind, item));
  });

  app.put<OfItem>(`/:orcid/${kind.itemPath}/:putCode`, async (request, reply) => {
    const { orcid, putCode } = request.params;
    const { record, client } = openForWriting(state, readCaller(state, request), orcid, updateScope);
    checkAccept(request);
    const source = { clientId: client.id };
    const item = updateItem(state, record, source, kind, putCode, readMessage(request, kind.name));
    return sendMessage(request, reply, kind.name, presentItem(state, orcid, kind, item));
  });

  app.delete<OfItem>(`/:orcid/${kind.itemPath}/:putCode`, async (request, reply) => {
    const { orcid, putCode } = request.params;
    // A client may clean up after a person has taken back its permission.
    const caller = readCaller(state, request, { evenIfRevoked: true });
    const { record, client } = openForWriting(state, caller, orcid, updateScope);
    deleteItem(state, record, { clientId: client.id }, kind, putCode);
    return reply.code(204).send();
  });

  if (kind.summaryMembers === null) return;
  app.get<OfItem>(`/:orcid/${kind.itemPath}/summary/:putCode`, async (request, reply) => {
    const caller = readCaller(state, request);
    const record = openForItem(state, caller, request.params.orcid);
    const item = findItem(record, kind, request.params.putCode);
    checkVisible(caller, kind, item);
    const summary = presentSummary(state, record.orcid, kind, item);
    return sendMessage(request, reply, `${kind.name}-summary`, summary);
  });
}

/** Scheme and path are as odd as the registry's own: only the last segment can be relied on. */
function locationOf(request: FastifyRequest, path: string): string {
  return `http://${request.host}/orcid-api-web/v3.0/${path}`;
}
