import { type Answer, notSent } from '../answer.ts';
import type { OrcidExpandedSearch, OrcidSearch } from '../messages/search.ts';
import { type RecordCall, readFrom } from './call.ts';

/** What to look for, and which part of what is found. */
export type SearchRequest = {
  /** In Solr's syntax, as `family-name:Carberry AND affiliation-org-name:"Brown University"`. */
  q: string;
  /** How many to pass over; without a token at most 10,000. */
  start?: number;
  /** How many to answer with, 0 to 1,000; default 100. */
  rows?: number;
};

/** Searches of the whole registry. What was typed into a search is not an authenticated iD. */
export type RecordSearch = {
  /** Finds iDs. */
  search(request: SearchRequest): Promise<Answer<{ found: OrcidSearch }>>;
  /** Finds iDs with public names and institutions. */
  expandedSearch(request: SearchRequest): Promise<Answer<{ found: OrcidExpandedSearch }>>;
  /** Finds the fields asked for, as comma-separated values with a header line. */
  searchCsv(request: SearchRequest & { fields: readonly string[] }): Promise<Answer<{ csv: string }>>;
};

const ROWS_LIMIT = 1000;
const ANONYMOUS_START_LIMIT = 10_000;
const DEFAULT_ROWS = 100;

export function createRecordSearch(call: RecordCall): RecordSearch {
  return {
    async search(request) {
      const refusal = refuseSearch(call, request);
      if (refusal !== null) return refusal;
      const read = await readFrom<OrcidSearch>(call, searchUrl(call, 'search', request));
      return read.ok ? { ok: true, found: read.message } : read;
    },
    async expandedSearch(request) {
      const refusal = refuseSearch(call, request);
      if (refusal !== null) return refusal;
      const url = searchUrl(call, 'expanded-search', request);
      const read = await readFrom<OrcidExpandedSearch>(call, url);
      return read.ok ? { ok: true, found: read.message } : read;
    },
    async searchCsv({ fields, ...request }) {
      const refusal = refuseSearch(call, request);
      if (refusal !== null) return refusal;
      const url = `${searchUrl(call, 'csv-search', request)}&${new URLSearchParams({ fl: fields.join(',') })}`;
      const answer = await call.exchange({ method: 'GET', url, accept: 'text/csv' });
      return answer.ok ? { ok: true, csv: answer.text } : answer;
    },
  };
}

function searchUrl(call: RecordCall, path: string, { q, start = 0, rows = DEFAULT_ROWS }: SearchRequest) {
  const query = new URLSearchParams({ q, start: String(start), rows: String(rows) });
  return `${call.base}/${path}?${query}`;
}

/** What ORCID would refuse costs no call. */
function refuseSearch(call: RecordCall, { start = 0, rows = DEFAULT_ROWS }: SearchRequest) {
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > ROWS_LIMIT) {
    return notSent(`rows is ${rows}; ORCID takes 0 to ${ROWS_LIMIT}`, 9012);
  }
  if (!Number.isSafeInteger(start) || start < 0) {
    return notSent(`start is ${start}; it must be a whole number from 0 on`, 9012);
  }
  if (call.accessToken === null && start > ANONYMOUS_START_LIMIT) {
    return notSent(`start is ${start}; without a token ORCID takes up to ${ANONYMOUS_START_LIMIT}`, 9043);
  }
  return null;
}
