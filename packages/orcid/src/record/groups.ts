import type { Answer } from '../answer.ts';
import type { OrcidGroup, OrcidGroups } from '../messages/groups.ts';
import { assertPutCode, deleteAt, type RecordCall, readFrom, readPutCode, sendTo } from './call.ts';

/**
 * The groups of peer reviews. They belong to no record: the token is the client's own, with /group-id-record/read
 * or /group-id-record/update (`requestClientToken`). Groups of ISSNs come into being with their first review; any other
 * has to be there before.
 */
export type RecordGroups = {
  /** Looks a group up by its id or its name; `group` is null when there is none. */
  findGroup(by: { groupId: string } | { name: string }): Promise<Answer<{ group: OrcidGroup | null }>>;
  /** One page of all groups, from page 1 on. */
  listGroups(page?: { page?: number; pageSize?: number }): Promise<Answer<{ groups: OrcidGroups }>>;
  /** Adds a group. A `duplicate` (9025) means that it is there already: find it. */
  addGroup(group: OrcidGroup): Promise<Answer<{ putCode: number }>>;
  updateGroup(putCode: number, group: OrcidGroup): Promise<Answer<object>>;
  /** Deletes a group that no review stands in. */
  deleteGroup(putCode: number): Promise<Answer<object>>;
};

const PAGE_SIZE = 100;

/** What ORCID answers when there is no such group: no group (9026), or nothing found (9016). */
const NO_GROUP_CODES: ReadonlySet<number | null> = new Set([9016, 9026]);

export function createRecordGroups(call: RecordCall): RecordGroups {
  const url = `${call.base}/group-id-record`;
  return {
    async findGroup(by) {
      const query = new URLSearchParams('groupId' in by ? { 'group-id': by.groupId } : { name: by.name });
      const read = await readFrom<Partial<OrcidGroup & OrcidGroups>>(call, `${url}?${query}`);
      if (!read.ok) {
        return NO_GROUP_CODES.has(read.problem.code) ? { ok: true, group: null } : read;
      }
      const { message } = read;
      const found = message['group-id-record'] ?? [message];
      return { ok: true, group: found.find((each): each is OrcidGroup => isSought(each, by)) ?? null };
    },
    async listGroups({ page = 1, pageSize = PAGE_SIZE } = {}) {
      const query = new URLSearchParams({ page: String(page), 'page-size': String(pageSize) });
      const read = await readFrom<OrcidGroups>(call, `${url}?${query}`);
      return read.ok ? { ok: true, groups: read.message } : read;
    },
    async addGroup(group) {
      const answer = await sendTo(call, 'POST', url, 'group-id:group-id-record', group);
      return answer.ok ? readPutCode(answer) : answer;
    },
    async updateGroup(putCode, group) {
      const message: OrcidGroup = { ...group, 'put-code': assertPutCode(putCode) };
      const answer = await sendTo(call, 'PUT', `${url}/${putCode}`, 'group-id:group-id-record', message);
      return answer.ok ? { ok: true } : answer;
    },
    async deleteGroup(putCode) {
      return deleteAt(call, `${url}/${assertPutCode(putCode)}`);
    },
  };
}

/** ORCID answers an unknown group with an empty one too, and compares without regard to case. */
function isSought(group: Partial<OrcidGroup>, by: { groupId: string } | { name: string }): boolean {
  const [found, sought] = 'groupId' in by ? [group['group-id'], by.groupId] : [group.name, by.name];
  return typeof found === 'string' && found.toLowerCase() === sought.toLowerCase();
}
