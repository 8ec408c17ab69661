import type { Repository } from './credentials.ts';
import { refuse } from './errors.ts';
import { presentDoi, splitDoi } from './present-doi.ts';
import type { Query } from './query.ts';
import type { DoiRecord, Json } from './record.ts';

const DEFAULT_PAGE_SIZE = 25;
const LARGEST_PAGE_SIZE = 1000;
/** Pages by number end here; further on DataCite wants its cursor. */
const LAST_REACHABLE = 10_000;

/**
 * `GET /dois`: newest first, filtered by `prefix`, `state`, `client-id` and `query` (a DOI, or `doi:…`).
 * Anonymous callers get the findable ones; a repository gets every state of everyone, as at DataCite.
 * Unlike DataCite's search index, this list is never behind.
 */
export function listDois(records: DoiRecord[], caller: Repository | null, query: Query): Json {
  const size = readNumber(query['page[size]'], DEFAULT_PAGE_SIZE, 0, LARGEST_PAGE_SIZE);
  const page = readNumber(query['page[number]'], 1, 1, Number.MAX_SAFE_INTEGER);
  if (size * page > LAST_REACHABLE) {
    throw refuse(400, `Only the first ${LAST_REACHABLE} results are available by page number.`);
  }
  const found = records
    .filter((record) => caller !== null || record.state === 'findable')
    .filter((record) => matchesFilters(record, query))
    .sort((left, right) => compare(right.created, left.created) || compare(left.doi, right.doi));
  const shown = found.slice((page - 1) * size, page * size);
  const view = {
    affiliation: query.affiliation === 'true',
    publisher: query.publisher === 'true',
    detail: query.detail === 'true',
  };
  return {
    data: shown.map((record) => presentDoi(record, view)),
    meta: {
      total: found.length,
      totalPages: size === 0 ? 0 : Math.ceil(found.length / size),
      page,
      ...(query['disable-facets'] === 'true' ? {} : { states: countStates(found) }),
    },
  };
}

function matchesFilters({ doi, state, repositoryId }: DoiRecord, query: Query): boolean {
  const { prefix, 'client-id': clientId, query: words } = query;
  if (prefix !== undefined && !prefix.split(',').includes(splitDoi(doi).prefix)) return false;
  if (query.state !== undefined && !query.state.split(',').includes(state)) return false;
  if (clientId !== undefined && clientId.toLowerCase() !== repositoryId) return false;
  return words === undefined || words === '' || doi.includes(readWords(words));
}

/** Only a search for a name is understood: `10.5072/abc`, `doi:10.5072/abc` or `doi:"10.5072/abc"`. */
function readWords(words: string): string {
  return words
    .replace(/^doi:/, '')
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('\\', '')
    .toLowerCase();
}

function countStates(records: DoiRecord[]): Json[] {
  const counts = new Map<string, number>();
  for (const { state } of records) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({
    id,
    title: id.charAt(0).toUpperCase() + id.slice(1),
    count,
  }));
}

function readNumber(text: string | undefined, fallback: number, least: number, most: number): number {
  const number = Number(text ?? fallback);
  return Number.isInteger(number) ? Math.min(Math.max(number, least), most) : fallback;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
