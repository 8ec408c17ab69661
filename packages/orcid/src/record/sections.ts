import type { Answer } from '../answer.ts';
import type { ItemKind } from '../kinds.ts';
import type { OrcidActivities, OrcidPerson, OrcidRecord, OrcidSections } from '../messages/sections.ts';
import { type RecordCall, readFrom, recordUrl } from './call.ts';
import { sectionPath } from './items.ts';

/** What a record says, whole or in parts. */
export type RecordSections = {
  /** All items of a kind: of activities their summaries, grouped by what ORCID takes for one thing. */
  readSection<K extends ItemKind>(orcid: string, kind: K): Promise<Answer<{ section: OrcidSections[K] }>>;
  /** The summaries of all activities. */
  readActivities(orcid: string): Promise<Answer<{ activities: OrcidActivities }>>;
  readPerson(orcid: string): Promise<Answer<{ person: OrcidPerson }>>;
  readRecord(orcid: string): Promise<Answer<{ record: OrcidRecord }>>;
};

export function createRecordSections(call: RecordCall): RecordSections {
  return {
    async readSection<K extends ItemKind>(orcid: string, kind: K) {
      const read = await readFrom<OrcidSections[K]>(call, recordUrl(call, orcid, sectionPath(kind)));
      return read.ok ? { ok: true, section: read.message } : read;
    },
    async readActivities(orcid) {
      const read = await readFrom<OrcidActivities>(call, recordUrl(call, orcid, 'activities'));
      return read.ok ? { ok: true, activities: read.message } : read;
    },
    async readPerson(orcid) {
      const read = await readFrom<OrcidPerson>(call, recordUrl(call, orcid, 'person'));
      return read.ok ? { ok: true, person: read.message } : read;
    },
    async readRecord(orcid) {
      const read = await readFrom<OrcidRecord>(call, recordUrl(call, orcid, 'record'));
      return read.ok ? { ok: true, record: read.message } : read;
    },
  };
}
