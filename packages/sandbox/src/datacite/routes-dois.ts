import { randomInt } from 'node:crypto';
import { DATACITE_SUFFIX_LIMIT, formatDataciteSuffix } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, ownsPrefix, type Repository } from './credentials.ts';
import {
  presentErrors,
  refuse,
  refuseAccess,
  refuseCredentials,
  refuseDeletion,
  refuseMetadata,
  refusePayload,
  refuseUnknown,
} from './errors.ts';
import { listDois } from './list-dois.ts';
import { negotiateFormat, XML_TYPE } from './negotiate.ts';
import { presentActivities } from './present-activities.ts';
import { presentDoi, splitDoi, type View } from './present-doi.ts';
import { type Query, readQuery } from './query.ts';
import { isObject, readAttributes, textOrNull } from './read-attributes.ts';
import type { DoiRecord, Json } from './record.ts';
import type { DoiStore } from './store.ts';
import { applyWish, listErrors, writeDoi } from './write-doi.ts';

type DoiRoutesContext = {
  store: DoiStore;
  now: () => Date;
  callerOf: (request: FastifyRequest) => Caller;
  /** Offers an address to the Handle system; false: it refused. */
  handOver: (request: FastifyRequest, doi: string, url: string) => boolean;
};

type NameRoute = { Params: { '*': string } };

/** `/dois`: everything a repository does with its names, and what strangers see of them. */
export function addDoiRoutes(app: FastifyInstance, context: DoiRoutesContext): void {
  const { store } = context;

  app.get('/dois', async (request) =>
    listDois(store.list(), context.callerOf(request).repository, readQuery(request)),
  );

  app.post('/dois', async (request, reply) => {
    const repository = requireRepository(context, request);
    const attributes = readEnvelope(request.body);
    const doi = nameForCreation(attributes);
    if (!ownsPrefix(repository, splitDoi(doi).prefix)) throw refuseAccess();
    if (store.get(doi) !== null) {
      throw refuseMetadata(doi, [{ source: 'doi', title: 'This DOI has already been taken' }]);
    }
    return storeWrite(context, request, reply, { doi, existing: null, repository, attributes });
  });

  app.post('/dois/validate', async (request) => {
    const repository = requireRepository(context, request);
    const attributes = readEnvelope(request.body);
    const doi = nameForCreation(attributes);
    const wish = { ...readAttributes(attributes), shouldValidate: true };
    const handOver = () => true;
    // The dry run looks at the request alone, also when the DOI exists.
    const write = { doi, existing: null, repository, wish, method: 'POST', at: context.now(), handOver };
    const candidate = applyWish(write);
    const errors = listErrors(candidate, wish, true, repository);
    // DataCite's dry run answers 200 either way.
    if (errors.length > 0) return presentErrors(doi, errors);
    return { data: presentDoi(candidate, readView(readQuery(request))) };
  });

  app.get('/dois/random', async (request) => {
    const { prefix: wanted, number, size } = readQuery(request);
    if (!wanted) throw refuse(422, 'Parameter prefix is required');
    const [prefix = '', ...shoulder] = wanted.split('/');
    const count = Math.min(Math.max(Number(size ?? 1) || 1, 1), 1000);
    const make = () => {
      const seed = number === undefined ? randomInt(DATACITE_SUFFIX_LIMIT) : Number(number);
      return `${prefix}/${formatDataciteSuffix(seed, shoulder.join('/') || undefined)}`;
    };
    return { dois: Array.from({ length: count }, make) };
  });

  app.get('/dois/get-dois', async (request, reply) => {
    const prefix = requireRepository(context, request).prefixes[0];
    const names = store
      .list()
      .filter(({ doi, handleUrl }) => handleUrl !== null && splitDoi(doi).prefix === prefix)
      .map(({ doi }) => doi.toUpperCase());
    return names.length === 0 ? reply.code(204).send() : { dois: names };
  });

  app.get<NameRoute>('/dois/*', async (request, reply) => {
    const path = request.params['*'];
    const asXml = path.startsWith(`${XML_TYPE}/`);
    const { name, action } = splitAction(asXml ? path.slice(XML_TYPE.length + 1) : path);
    if (action === 'get-url') return answerUrl(context, request, reply, name);
    const record = requireVisible(context, request, name);
    if (action === 'activities') return presentActivities(record);
    if (asXml || negotiateFormat(request.headers.accept) === 'xml') {
      return reply.type(`${XML_TYPE}; charset=utf-8`).send(record.xml ?? '');
    }
    return { data: presentDoi(record, readView(readQuery(request))) };
  });

  app.route<NameRoute>({
    method: ['PUT', 'PATCH'],
    url: '/dois/*',
    handler: async (request, reply) => {
      const repository = requireRepository(context, request);
      const attributes = readEnvelope(request.body);
      const doi = readName(request.params['*']);
      if (doi === null) throw refuseUnknown();
      const existing = store.get(doi);
      const mayWrite =
        existing === null ? ownsPrefix(repository, splitDoi(doi).prefix) : isOwner(existing, repository);
      // Moving a DOI to another repository is for providers, which the stand-in has none of.
      if (!mayWrite || attributes.mode === 'transfer') throw refuseAccess();
      return storeWrite(context, request, reply, { doi, existing, repository, attributes });
    },
  });

  app.delete<NameRoute>('/dois/*', async (request, reply) => {
    const repository = requireRepository(context, request);
    const doi = readName(request.params['*']);
    const existing = doi === null ? null : store.get(doi);
    if (existing === null) throw refuseUnknown();
    if (!isOwner(existing, repository)) throw refuseAccess();
    if (existing.state !== 'draft') throw refuseDeletion();
    await store.remove(existing.doi);
    return reply.code(204).send();
  });
}

type Write = { doi: string; existing: DoiRecord | null; repository: Repository; attributes: Json };

async function storeWrite(
  context: DoiRoutesContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { doi, existing, repository, attributes }: Write,
): Promise<Json> {
  const record = writeDoi({
    doi,
    existing,
    repository,
    wish: readAttributes(attributes),
    method: request.method,
    at: context.now(),
    handOver: (name, url) => context.handOver(request, name, url),
  });
  await context.store.put(record);
  if (existing === null) {
    reply.code(201).header('location', `${request.protocol}://${request.host}/dois/${encodeURI(doi)}`);
  }
  return { data: presentDoi(record, readView(readQuery(request))) };
}

/** Reads the address from the Handle system, which is what resolving does; a draft has only the stored one. */
function answerUrl(
  context: DoiRoutesContext,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
): FastifyReply {
  const record = context.store.get(readName(name) ?? '');
  if (record === null) throw refuseUnknown();
  if (!isOwner(record, requireRepository(context, request))) throw refuseAccess();
  const url = record.state === 'draft' ? record.url : record.handleUrl;
  if (url !== null) return reply.send({ url });
  if (record.state === 'draft') return reply.code(204).send();
  throw refuseUnknown();
}

function requireRepository(context: DoiRoutesContext, request: FastifyRequest): Repository {
  const { repository } = context.callerOf(request);
  if (repository === null) throw refuseCredentials();
  return repository;
}

/** A record that this caller may see: findable ones are public, the others only their owner's. */
function requireVisible(context: DoiRoutesContext, request: FastifyRequest, name: string): DoiRecord {
  const record = context.store.get(readName(name) ?? '');
  const { repository } = context.callerOf(request);
  if (record === null) throw refuseUnknown();
  if (record.state !== 'findable' && !isOwner(record, repository)) throw refuseUnknown();
  return record;
}

function isOwner(record: DoiRecord, repository: Repository | null): boolean {
  return repository !== null && record.repositoryId === repository.id.toLowerCase();
}

/** `data.attributes` of a JSON:API document of type `dois`; a document without attributes changes nothing. */
function readEnvelope(body: unknown): Json {
  const data = isObject(body) ? body.data : undefined;
  if (!isObject(data) || data.type !== 'dois') throw refusePayload();
  if (data.attributes === undefined) return {};
  if (!isObject(data.attributes)) throw refusePayload();
  return data.attributes;
}

function nameForCreation(attributes: Json): string {
  const given = textOrNull(attributes.doi);
  if (given !== null && given !== '') return readName(given) ?? given.toLowerCase();
  const prefix = textOrNull(attributes.prefix);
  // A name without a prefix is under no prefix of the repository.
  if (prefix === null || prefix === '') throw refuseAccess();
  return `${prefix}/${formatDataciteSuffix(randomInt(DATACITE_SUFFIX_LIMIT))}`;
}

/** Accepted spellings of a DOI in a path or attribute, in lower case; null for what is none. */
function readName(text: string): string | null {
  const bare = /^(?:https?:\/\/?(?:dx\.)?doi\.org\/)?(?:doi:)?(10\.\d{4,5}\/.+)$/i.exec(text)?.[1];
  return bare?.replaceAll('\u200b', '').toLowerCase() ?? null;
}

function splitAction(path: string): { name: string; action: 'get-url' | 'activities' | null } {
  const match = /^(.+)\/(get-url|activities)$/.exec(path);
  if (match?.[1] === undefined) return { name: path, action: null };
  return { name: match[1], action: match[2] === 'get-url' ? 'get-url' : 'activities' };
}

function readView(query: Query): View {
  return { affiliation: query.affiliation === 'true', publisher: query.publisher === 'true', detail: true };
}
