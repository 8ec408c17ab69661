import type { DoiRecord } from './doi-record.ts';
import { type DataciteConfig, exchange, type Later, type Refused } from './http.ts';
import { isObject } from './reading.ts';

/** There is no such DOI, or the account may not see it: drafts of others and hidden DOIs look the same. */
export type Absent = { kind: 'absent'; status: 404 };

/** There is a DOI of this name already. */
export type Taken = { kind: 'taken'; status: number };

/** What became of a question about one DOI or of writing it. */
export type DoiAnswer = { kind: 'found'; status: number; doi: DoiRecord } | Absent | Refused | Later;

/**
 * Fetches one DOI, with affiliations and publisher as objects. DataCite reads from its database here, so a
 * write is seen at once (lists lag behind).
 *
 * @param doi canonical form, '10.5072/abc'.
 * @returns 'absent' also for a draft when the password is wrong, since DataCite then answers as to anyone; see
 *   `checkCredentials`.
 */
export async function getDoi(config: DataciteConfig, doi: string): Promise<DoiAnswer> {
  const path = `${pathOf(doi)}?affiliation=true&publisher=true`;
  const answer = await exchange(config, { method: 'GET', path });
  if (answer.kind === 'answered') return readDoi(answer.status, answer.body);
  return absentWhen404(answer);
}

/**
 * Writes one DOI: 201 when it is new, 200 when it was there. Safe to repeat. Compare the record that comes
 * back with `compareDoi`: DataCite answers 200 even when it ignored the event or could not make the DOI resolve.
 *
 * @param doi canonical form, '10.5072/abc'.
 * @param attributes see `doiAttributes`.
 * @returns never 'absent': a 404 to a write is a refusal.
 */
export async function putDoi(
  config: DataciteConfig,
  doi: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<Exclude<DoiAnswer, Absent>> {
  const body = { data: { id: doi, type: 'dois', attributes: { doi, ...attributes } } };
  const path = `${pathOf(doi)}?affiliation=true&publisher=true`;
  const answer = await exchange(config, { method: 'PUT', path, body });
  return answer.kind === 'answered' ? readDoi(answer.status, answer.body) : answer;
}

/**
 * Creates one DOI under its full name (POST), and only that: unlike `putDoi` it never touches a DOI that is there.
 * Not safe to repeat blindly, since after a lost answer one's own DOI is "taken" as well.
 *
 * @param doi canonical form, '10.5072/abc'.
 * @param attributes see `doiAttributes`; without an event it becomes a draft.
 * @returns 'taken' when somebody made a DOI of this name before, in whatever state and account; nothing was changed.
 */
export async function createDoi(
  config: DataciteConfig,
  doi: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<Exclude<DoiAnswer, Absent> | Taken> {
  const body = { data: { type: 'dois', attributes: { doi, ...attributes } } };
  const path = '/dois?affiliation=true&publisher=true';
  const answer = await exchange(config, { method: 'POST', path, body });
  if (answer.kind === 'answered') return readDoi(answer.status, answer.body);
  return isTaken(answer) ? { kind: 'taken', status: answer.status } : answer;
}

/** The refusal names the taken DOI beside faults of the description, if there are any. */
function isTaken(answer: Refused | Later): answer is Refused {
  return (
    answer.kind === 'refused' &&
    answer.status === 422 &&
    answer.errors.some(({ source, detail }) => source === 'doi' && /already been taken/i.test(detail))
  );
}

/**
 * Deletes a draft. DataCite refuses (405) to delete anything that was ever registered.
 *
 * @param doi canonical form, '10.5072/abc'.
 */
export async function deleteDoi(
  config: DataciteConfig,
  doi: string,
): Promise<{ kind: 'deleted'; status: number } | Absent | Refused | Later> {
  const answer = await exchange(config, { method: 'DELETE', path: pathOf(doi), expect: 'text' });
  if (answer.kind === 'answered') return { kind: 'deleted', status: answer.status };
  return absentWhen404(answer);
}

/**
 * Asks where the DOI resolves. For registered and findable DOIs DataCite asks the Handle system, so this is
 * the true check of resolution.
 *
 * @param doi canonical form, '10.5072/abc'.
 * @returns `url` null for a draft without one (204).
 */
export async function getDoiUrl(
  config: DataciteConfig,
  doi: string,
): Promise<{ kind: 'found'; status: number; url: string | null } | Absent | Refused | Later> {
  const answer = await exchange(config, { method: 'GET', path: `${pathOf(doi)}/get-url` });
  if (answer.kind !== 'answered') return absentWhen404(answer);
  const url = isObject(answer.body) ? answer.body.url : null;
  return { kind: 'found', status: answer.status, url: typeof url === 'string' ? url : null };
}

/** @returns whether DataCite says that it is well (GET /heartbeat answers 200 'OK'), else why not. */
export async function checkHeartbeat(
  config: DataciteConfig,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const answer = await exchange(config, { method: 'GET', path: '/heartbeat', expect: 'text' });
  switch (answer.kind) {
    case 'answered':
      return String(answer.body).trim() === 'OK'
        ? { ok: true }
        : { ok: false, reason: 'The address answers, but not as DataCite does; check it.' };
    case 'refused':
      return { ok: false, reason: `The address answers ${answer.status} to DataCite's heartbeat; check it.` };
    case 'later':
      return { ok: false, reason: answer.reason };
    default:
      return answer satisfies never;
  }
}

/** The DOI as one path segment, so that no suffix ('..', '?', '#') can change the path. */
function pathOf(doi: string): string {
  return `/dois/${encodeURIComponent(doi)}`;
}

function absentWhen404(answer: Refused | Later): Absent | Refused | Later {
  return answer.kind === 'refused' && answer.status === 404 ? { kind: 'absent', status: 404 } : answer;
}

function readDoi(status: number, body: unknown): { kind: 'found'; status: number; doi: DoiRecord } | Later {
  const data = isObject(body) ? body.data : undefined;
  const attributes = isObject(data) ? data.attributes : undefined;
  const doi = isObject(data) ? data.id : undefined;
  if (!isObject(attributes) || typeof doi !== 'string' || typeof attributes.state !== 'string') {
    return {
      kind: 'later',
      status,
      reason: `DataCite answered ${status} without a DOI in it.`,
      retryAfterMs: null,
    };
  }
  const record: DoiRecord = {
    doi: doi.toLowerCase(),
    state: attributes.state,
    url: textOrNull(attributes.url),
    registered: textOrNull(attributes.registered),
    metadataVersion: typeof attributes.metadataVersion === 'number' ? attributes.metadataVersion : null,
    reason: textOrNull(attributes.reason),
    attributes,
  };
  return { kind: 'found', status, doi: record };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
