import { type Answer, noAnswer, notSent } from '../answer.ts';
import { classifyOrcidError } from '../error-policy.ts';
import type { OrcidBulk } from '../messages/bulk.ts';
import type { OrcidWork } from '../messages/items.ts';
import { assertPutCode, type RecordCall, readAnswer, readFrom, recordUrl, sendTo } from './call.ts';

/** ORCID takes and gives so many works at once. */
export const BULK_LIMIT = 100;

/** Many works in one call. */
export type BulkWorks = {
  /**
   * Adds up to 100 works. The call may succeed while works of it are refused: `results` has one answer for each
   * work, in the order sent. More than 100 are refused (9006) without a call.
   */
  addWorks(
    orcid: string,
    works: readonly OrcidWork[],
  ): Promise<Answer<{ results: Answer<{ putCode: number }>[] }>>;
  /** Reads up to 100 works whole; `results` is in the order asked for. More are refused (9042) without a call. */
  readWorks(
    orcid: string,
    putCodes: readonly number[],
  ): Promise<Answer<{ results: Answer<{ item: OrcidWork }>[] }>>;
};

export function createBulkWorks(call: RecordCall): BulkWorks {
  return {
    async addWorks(orcid, works) {
      const url = recordUrl(call, orcid, 'works');
      if (works.length === 0) return { ok: true, results: [] };
      if (works.length > BULK_LIMIT) {
        return notSent(
          `ORCID takes up to ${BULK_LIMIT} works at once, not ${works.length}; send them in parts`,
          9006,
        );
      }
      const bulk: OrcidBulk = { bulk: works.map((work) => ({ work })) };
      const answer = await sendTo(call, 'POST', url, 'bulk:bulk', bulk);
      if (!answer.ok) return answer;
      const read = readAnswer<OrcidBulk>(call, answer);
      if (!read.ok) return read;
      const results = readResults(read.message, works.length, readAddedWork);
      return results ?? noAnswer('ORCID answered for another number of works than were sent');
    },
    async readWorks(orcid, putCodes) {
      const url = recordUrl(call, orcid, `works/${putCodes.map(assertPutCode).join(',')}`);
      if (putCodes.length === 0) return { ok: true, results: [] };
      if (putCodes.length > BULK_LIMIT) {
        return notSent(
          `ORCID gives up to ${BULK_LIMIT} works at once, not ${putCodes.length}; ask in parts`,
          9042,
        );
      }
      const read = await readFrom<OrcidBulk>(call, url);
      if (!read.ok) return read;
      const results = readResults(read.message, putCodes.length, (item) => ({ ok: true, item }));
      return results ?? noAnswer('ORCID answered with another number of works than were asked for');
    },
  };
}

/** @returns one answer for each entry, or null when ORCID answered for more or fewer. */
function readResults<T>(
  message: OrcidBulk,
  expected: number,
  readWork: (work: OrcidWork) => Answer<T>,
): { ok: true; results: Answer<T>[] } | null {
  if (!Array.isArray(message.bulk) || message.bulk.length !== expected) return null;
  const results = message.bulk.map((entry): Answer<T> => {
    if (entry.work !== undefined && entry.work !== null) return readWork(entry.work);
    const error = entry.error ?? {};
    return { ok: false, problem: classifyOrcidError(error['response-code'] ?? 400, error) };
  });
  return { ok: true, results };
}

function readAddedWork(work: OrcidWork): Answer<{ putCode: number }> {
  const putCode = work['put-code'];
  if (typeof putCode === 'number') return { ok: true, putCode };
  return noAnswer('ORCID answered without saying where the new work is');
}
