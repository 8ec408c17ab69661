import { parseOrcid } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { presentError, RegistryError } from './errors.ts';
import { findKind } from './kinds.ts';
import { presentItem } from './present-item.ts';
import { findRecord, type RecordStatus, type RegistryRecord, removeItem, type Source } from './registry.ts';
import { splitScope } from './scopes.ts';
import { issueToken, type OrcidState } from './state.ts';
import { addItem } from './write-item.ts';

type OfRecord = { Params: { orcid: string } };
type OfItem = { Params: { orcid: string; putCode: string } };

const STATUSES: readonly RecordStatus[] = ['active', 'locked', 'deactivated', 'unclaimed', 'merged'];

/** Registers the control routes of records: what people do at ORCID itself, and what a test wants to see. */
export function registerRecordControl(app: FastifyInstance, state: OrcidState): void {
  app.post<OfRecord>('/_control/people/:orcid/state', async (request, reply) => {
    const record = findRecord(state, request.params.orcid);
    if (record === null) return sendNotFound(reply);
    const body = isObject(request.body) ? request.body : {};
    const status = STATUSES.find((each) => each === body.state);
    if (status === undefined) return sendProblem(reply, `"state" must be one of ${STATUSES.join(', ')}.`);
    const into = typeof body.into === 'string' ? findRecord(state, body.into) : null;
    if (status === 'merged' && (into === null || into === record)) {
      return sendProblem(reply, '"into" must be the iD of another one of the people.');
    }
    record.status = status;
    record.mergedInto = status === 'merged' ? (into?.orcid ?? null) : null;
    return { orcid: record.orcid, state: record.status, into: record.mergedInto };
  });

  app.get<OfRecord>('/_control/records/:orcid', async (request, reply) => {
    const record = findRecord(state, request.params.orcid);
    return record === null ? sendNotFound(reply) : presentWhole(state, record);
  });

  app.post<OfRecord>('/_control/records/:orcid/items', async (request, reply) => {
    const record = findRecord(state, request.params.orcid);
    if (record === null) return sendNotFound(reply);
    const body = isObject(request.body) ? request.body : {};
    const kind = findKind(String(body.kind));
    if (kind === null) return sendProblem(reply, '"kind" must be the name of an item, such as work.');
    const source = readSource(state, record, body.source);
    if (typeof source === 'string') return sendProblem(reply, source);
    try {
      const item = addItem(state, record, source, kind, body.item);
      return reply.code(201).send({ putCode: item.putCode });
    } catch (error) {
      if (error instanceof RegistryError) return reply.code(400).send(presentError(error, null));
      throw error;
    }
  });

  app.delete<OfItem>('/_control/records/:orcid/items/:putCode', async (request, reply) => {
    const record = findRecord(state, request.params.orcid);
    const putCode = Number(request.params.putCode);
    if (record?.items.has(putCode) !== true) return sendNotFound(reply);
    removeItem(state, record, putCode);
    return reply.code(204).send();
  });

  app.post('/_control/tokens', async (request, reply) => {
    const body = isObject(request.body) ? request.body : {};
    const { orcid, clientId, scope } = body;
    if (typeof orcid !== 'string' || !state.people.has(orcid)) {
      return sendProblem(reply, '"orcid" must be the iD of one of the people.');
    }
    if (typeof clientId !== 'string' || !state.clients.has(clientId)) {
      return sendProblem(reply, '"clientId" must be the id of one of the clients.');
    }
    if (typeof scope !== 'string' || splitScope(scope).length === 0) {
      return sendProblem(reply, '"scope" must name scopes, with spaces between them.');
    }
    const token = issueToken(state, { clientId, orcid, scopes: splitScope(scope), code: null });
    return reply.code(201).send({
      accessToken: token.accessToken,
      refreshToken: token.refreshToken,
      scope: token.scopes.join(' '),
      expiresAt: token.expiresAt.toISOString(),
    });
  });
}

/** A whole record with everything on it, whatever its visibility. */
function presentWhole(state: OrcidState, record: RegistryRecord): object {
  return {
    orcid: record.orcid,
    state: record.status,
    into: record.mergedInto,
    lastModifiedAt: record.lastModifiedAt?.toISOString() ?? null,
    items: [...record.items.values()].map((item) => {
      const kind = findKind(item.kind);
      return {
        kind: item.kind,
        putCode: item.putCode,
        source: 'clientId' in item.source ? item.source.clientId : item.source.orcid,
        visibility: item.visibility,
        createdAt: item.createdAt.toISOString(),
        lastModifiedAt: item.lastModifiedAt.toISOString(),
        item: kind === null ? null : presentItem(state, record.orcid, kind, item),
      };
    }),
  };
}

/** Whose doing it is: a client's by its id, else the person's own. */
function readSource(state: OrcidState, record: RegistryRecord, input: unknown): Source | string {
  if (input === undefined || input === null || input === record.orcid) return { orcid: record.orcid };
  if (typeof input === 'string' && state.clients.has(input)) return { clientId: input };
  if (typeof input === 'string' && parseOrcid(input).ok) return '"source" must be the person of this record.';
  return '"source" must be the id of one of the clients; without it, the item is the person’s own.';
}

function sendProblem(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'There is no such record or item.' });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
