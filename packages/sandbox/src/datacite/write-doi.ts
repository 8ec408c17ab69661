import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Repository } from './credentials.ts';
import { refuseMetadata, type ValidationError } from './errors.ts';
import { buildKernelTree, formatXml } from './kernel-tree.ts';
import type { WishedChanges } from './read-attributes.ts';
import { type AcceptedWrite, type Activity, type DoiRecord, emptyMetadata } from './record.ts';
import { applyEvent } from './states.ts';
import { validateRecord } from './validate-record.ts';

type WriteRequest = {
  /** Lower case. */
  doi: string;
  existing: DoiRecord | null;
  repository: Repository;
  wish: WishedChanges;
  method: string;
  at: Date;
  /** Offers the address to the Handle system; false: it refused. */
  handOver: (doi: string, url: string) => boolean;
};

/**
 * The record after a write, or throws a `Refusal` with every fault of the metadata. Decides only; the caller
 * stores the result.
 */
export function writeDoi(request: WriteRequest): DoiRecord {
  const { existing, wish } = request;
  const candidate = applyWish(request);
  const errors = listErrors(candidate, wish, existing === null, request.repository);
  if (errors.length > 0) throw refuseMetadata(request.doi, errors);
  const handed = handOverIfActive(candidate, request);
  const at = formatTime(request.at);
  const write: AcceptedWrite = {
    at,
    method: request.method,
    status: existing === null ? 201 : 200,
    event: wish.event,
    state: handed.record.state,
    url: handed.record.url,
    handle: handed.outcome,
  };
  const written = { ...handed.record, writes: [...handed.record.writes, write] };
  const changes = describeChanges(existing, written);
  if (Object.keys(changes).length === 0) return written;
  const activity: Activity = {
    id: randomUUID(),
    at,
    action: existing === null ? 'create' : 'update',
    repositoryId: written.repositoryId,
    changes,
  };
  return { ...written, updated: at, activities: [...written.activities, activity] };
}

/** What is wrong with the DOI after the changes, as `POST /dois/validate` and every write find it. */
export function listErrors(
  candidate: DoiRecord,
  wish: WishedChanges,
  isNew: boolean,
  repository: Repository,
): ValidationError[] {
  return [...wish.errors, ...validateRecord(candidate, { isNew, repository, forced: wish.shouldValidate })];
}

/** The record with the changes applied and nothing checked: state, metadata, XML and metadata version. */
export function applyWish({ doi, existing, repository, wish, at }: WriteRequest): DoiRecord {
  const before = existing ?? createDraft(doi, repository, formatTime(at));
  const metadata = { ...before.metadata, ...wish.metadata };
  const xml = isDeepStrictEqual(metadata, emptyMetadata()) ? null : formatXml(buildKernelTree(doi, metadata));
  const metadataChanged = existing !== null && xml !== before.xml;
  return {
    ...before,
    metadata,
    xml,
    metadataVersion: before.metadataVersion + (metadataChanged ? 1 : 0),
    url: wish.url === undefined ? before.url : wish.url,
    contentUrl: wish.contentUrl === undefined ? before.contentUrl : wish.contentUrl,
    reason: wish.reason === undefined ? before.reason : wish.reason,
    source: wish.source ?? before.source,
    schemaVersion: wish.schemaVersion === undefined ? before.schemaVersion : wish.schemaVersion,
    state: applyEvent(before.state, wish.event),
  };
}

function createDraft(doi: string, repository: Repository, at: string): DoiRecord {
  return {
    doi,
    repositoryId: repository.id.toLowerCase(),
    state: 'draft',
    url: null,
    contentUrl: null,
    reason: null,
    source: 'api',
    schemaVersion: null,
    metadata: emptyMetadata(),
    xml: null,
    metadataVersion: 0,
    created: at,
    updated: at,
    registered: null,
    handleUrl: null,
    writes: [],
    activities: [],
  };
}

/**
 * Hands the address of a DOI that is not a draft to the Handle system. A refusal is no refusal of the write:
 * DataCite only logs it, so `registered` stays null until a later write succeeds.
 */
function handOverIfActive(
  record: DoiRecord,
  { at, handOver }: WriteRequest,
): { record: DoiRecord; outcome: 'accepted' | 'refused' | null } {
  if (record.state === 'draft' || record.url === null) return { record, outcome: null };
  if (!handOver(record.doi, record.url)) return { record, outcome: 'refused' };
  return {
    record: { ...record, registered: record.registered ?? formatTime(at), handleUrl: record.url },
    outcome: 'accepted',
  };
}

const AUDITED = ['url', 'contentUrl', 'reason', 'source', 'schemaVersion', 'state'] as const;

/** Every attribute of a new DOI; of an existing one, those that differ, each with its old and new value. */
function describeChanges(before: DoiRecord | null, after: DoiRecord): Record<string, unknown> {
  if (before === null) return listAudited(after);
  const old = listAudited(before);
  const pairs = Object.entries(listAudited(after)).map(
    ([name, value]) => [name, [old[name], value]] as const,
  );
  return Object.fromEntries(pairs.filter(([, [previous, value]]) => !isDeepStrictEqual(previous, value)));
}

function listAudited(record: DoiRecord): Record<string, unknown> {
  return { ...Object.fromEntries(AUDITED.map((name) => [name, record[name]])), ...record.metadata };
}

/** DataCite's times have whole seconds, written with three zeros. */
function formatTime(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, '.000Z');
}
