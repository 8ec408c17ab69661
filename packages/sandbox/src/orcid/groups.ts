import { isIssn } from '@mintmark/identifiers';
import { RegistryError } from './errors.ts';
import { presentSource, presentTime } from './present-item.ts';
import type { JsonObject } from './read-item.ts';
import { itemsOf, type Source } from './registry.ts';
import type { OrcidState } from './state.ts';

/** What peer reviews are counted under, such as a journal. Groups belong to the registry and to no record. */
export type Group = GroupFacts & {
  putCode: number;
  /** Null where the registry made the group itself. */
  source: Source | null;
  createdAt: Date;
  lastModifiedAt: Date;
};

type GroupFacts = { name: string; groupId: string; description: string; type: string };

/** Form of a group id, by the message schema. */
export const GROUP_ID =
  /^(ringgold:|issn:|orcid-generated:|fundref:|publons:)([0-9a-zA-Z^._~:/?#[\]@!$&'()*+,;=-]){2,}$/;
const GROUP_TYPES = [
  'publisher',
  'institution',
  'journal',
  'conference',
  'newspaper',
  'newsletter',
  'magazine',
  'peer-review service',
];
const TEXT_LIMIT = 1000;
const MEMBERS = ['put-code', 'name', 'group-id', 'description', 'type'];
/** What the registry writes itself and ignores in a message. */
const SERVER_MEMBERS = [
  'created-date',
  'last-modified-date',
  'source',
  'source-orcid',
  'source-client-id',
  'source-name',
];

/** Finds a group by its id. One of an ISSN is made by the first who asks; the number must be right (9053). */
export function findGroup(state: OrcidState, groupId: string): Group | null {
  const found = [...state.groups.values()].find((group) => group.groupId === groupId);
  if (found !== undefined) return found;
  if (!groupId.startsWith('issn:')) return null;
  const issn = groupId.slice('issn:'.length);
  if (!isIssn(issn)) throw new RegistryError(9053);
  return insertGroup(
    state,
    { name: `Journal ${issn}`, groupId, description: `Journal ${issn}`, type: 'journal' },
    null,
  );
}

export function addGroup(state: OrcidState, source: Source, message: unknown): Group {
  const { putCode, facts } = readGroup(message);
  if (putCode !== null) throw new RegistryError(9024);
  if (findGroup(state, facts.groupId) !== null) throw new RegistryError(9025);
  return insertGroup(state, facts, source);
}

export function updateGroup(state: OrcidState, source: Source, putCode: string, message: unknown): Group {
  const group = getGroup(state, putCode);
  const { putCode: bodyPutCode, facts } = readGroup(message);
  if (String(bodyPutCode) !== putCode) {
    throw new RegistryError(9019, { urlPutCode: putCode, bodyPutCode: String(bodyPutCode) });
  }
  checkSource(group, source);
  const other = [...state.groups.values()].find((each) => each.groupId === facts.groupId);
  if (other !== undefined && other !== group) throw new RegistryError(9025);
  Object.assign(group, facts, { lastModifiedAt: state.now() });
  return group;
}

/** Takes a group away that no peer review names (9040). */
export function deleteGroup(state: OrcidState, source: Source, putCode: string): void {
  const group = getGroup(state, putCode);
  checkSource(group, source);
  const inUse = [...state.records.values()].some((record) =>
    itemsOf(record, 'peer-review').some((item) => item.content['review-group-id'] === group.groupId),
  );
  if (inUse) throw new RegistryError(9040);
  state.groups.delete(group.putCode);
}

export function getGroup(state: OrcidState, putCode: string): Group {
  if (!/^\d{1,15}$/.test(putCode)) throw new RegistryError(9034);
  const group = state.groups.get(Number(putCode));
  if (group === undefined) throw new RegistryError(9026);
  return group;
}

export function presentGroup(state: OrcidState, group: Group): JsonObject {
  return {
    'created-date': presentTime(group.createdAt),
    'last-modified-date': presentTime(group.lastModifiedAt),
    source: group.source === null ? null : presentSource(state, group.source),
    'put-code': group.putCode,
    name: group.name,
    'group-id': group.groupId,
    description: group.description,
    type: group.type,
  };
}

function insertGroup(state: OrcidState, facts: GroupFacts, source: Source | null): Group {
  const now = state.now();
  const group: Group = {
    ...facts,
    putCode: state.nextPutCode++,
    source,
    createdAt: now,
    lastModifiedAt: now,
  };
  state.groups.set(group.putCode, group);
  return group;
}

function readGroup(message: unknown): { putCode: number | string | null; facts: GroupFacts } {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new RegistryError(9001, { detail: 'an object is expected' });
  }
  const input: Record<string, unknown> = { ...message };
  const unknown = Object.keys(input).find((name) => ![...MEMBERS, ...SERVER_MEMBERS].includes(name));
  if (unknown !== undefined) throw new RegistryError(9001, { detail: `Unrecognized field "${unknown}"` });
  const facts = {
    name: readText(input, 'name'),
    groupId: readText(input, 'group-id'),
    description: readText(input, 'description'),
    type: readText(input, 'type'),
  };
  checkGroupId(facts.groupId);
  if (!GROUP_TYPES.includes(facts.type)) {
    throw new RegistryError(9051, { value: facts.type, enum: 'GroupType' });
  }
  const putCode = input['put-code'] ?? null;
  return { putCode: typeof putCode === 'number' || typeof putCode === 'string' ? putCode : null, facts };
}

function readText(input: Record<string, unknown>, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value.trim() === '') {
    throw new RegistryError(9020, { detail: `${name} is missing` });
  }
  if (value.length > TEXT_LIMIT) {
    throw new RegistryError(9020, { detail: `${name} is longer than ${TEXT_LIMIT} characters` });
  }
  return value;
}

function checkGroupId(groupId: string): void {
  if (groupId.length > TEXT_LIMIT || !GROUP_ID.test(groupId)) {
    throw new RegistryError(9020, { detail: `Invalid group-id: '${groupId.slice(0, 100)}'` });
  }
}

function checkSource(group: Group, source: Source): void {
  const isOwn = group.source !== null && JSON.stringify(group.source) === JSON.stringify(source);
  if (!isOwn) throw new RegistryError(9010, { activity: 'group-id-record' });
}
