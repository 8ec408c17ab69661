import { parseOrcid } from '@mintmark/identifiers';
import { checkItem, type ItemKind } from '@mintmark/orcid';
import type { InputProblem } from '../../../errors.ts';
import { findUnstorableTexts } from '../../../http/body.ts';
import { type GroupRecord, groupTypes } from '../groups/group.ts';
import type { EntryPerson, EntryWish } from './entry.ts';

const LOCAL_ID_LIMIT = 200;
const EMAIL_LIMIT = 254;
const GROUP_TEXT_LIMIT = 1000;
/** Whether it reaches anybody shows when it is written to. */
const ADDRESS = /^[^\s\p{C}@<>"(),:;[\]\\]+@[^\s\p{C}@<>"(),:;[\]\\]+$/u;

/** What ORCID keeps with an item by itself; an item that was read from a record has these. */
const header = new Set([
  'put-code',
  'visibility',
  'created-date',
  'last-modified-date',
  'source',
  'path',
  'display-index',
]);

export type GivenEntry = {
  kind: ItemKind;
  localId: string;
  orcid: string | null;
  email: string | null;
  item: unknown;
  group: unknown;
};

/**
 * Reads what somebody gave as an entry, and finds all that is wrong with it at once. Pointers lead to `/localId`, `/orcid`,
 * `/email`, `/item…` and `/group…`.
 */
export function checkEntry(
  given: GivenEntry,
): { ok: true; wish: EntryWish } | { ok: false; problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  const wrong = (pointer: string, detail: string): null => {
    problems.push({ pointer, detail });
    return null;
  };
  const localId = given.localId.trim();
  if (localId === '')
    wrong('/localId', 'Give the entry a key of your own, by which it can be changed later.');
  else if (localId.length > LOCAL_ID_LIMIT || /\p{Cc}/u.test(localId) || !localId.isWellFormed()) {
    wrong('/localId', `A key has ${LOCAL_ID_LIMIT} characters at most, without control characters.`);
  }
  const person = readPerson(given.orcid?.trim() ?? '', given.email?.trim() ?? '', wrong);
  const item = readItem(given, problems);
  const group = readGroup(given, wrong);
  if (problems.length > 0 || person === null || item === null) return { ok: false, problems };
  return { ok: true, wish: { kind: given.kind, localId, person, item, group } };
}

type Wrong = (pointer: string, detail: string) => null;

function readPerson(orcid: string, email: string, wrong: Wrong): EntryPerson | null {
  if (orcid === '' && email === '') {
    return wrong('/orcid', 'Say whom it is about: an iD, or the e-mail address of somebody you invited.');
  }
  if (orcid !== '' && email !== '') return wrong('/email', 'Give an iD or an e-mail address, not both.');
  if (email !== '') {
    if (email.length > EMAIL_LIMIT || !ADDRESS.test(email)) {
      return wrong('/email', 'This is not an e-mail address.');
    }
    return { orcid: null, email: email.toLowerCase() };
  }
  const parsed = parseOrcid(orcid);
  return parsed.ok
    ? { orcid: parsed.value.canonical, email: null }
    : wrong('/orcid', `This is not an ORCID iD: ${parsed.problem.message}`);
}

function readItem({ kind, item }: GivenEntry, problems: InputProblem[]): Record<string, unknown> | null {
  if (!isObject(item)) {
    problems.push({ pointer: '/item', detail: `Give the ${kind} as an object in ORCID’s JSON.` });
    return null;
  }
  const unstorable = findUnstorableTexts(item);
  problems.push(...unstorable.map(({ pointer, detail }) => ({ pointer: `/item${pointer}`, detail })));
  if (unstorable.length > 0) return null;
  const own = Object.fromEntries(Object.entries(item).filter(([name]) => !header.has(name)));
  const found = checkItem(kind, own);
  problems.push(...found.map(({ pointer, detail }) => ({ pointer: `/item${pointer}`, detail })));
  return found.length === 0 ? own : null;
}

function readGroup({ kind, group }: GivenEntry, wrong: Wrong): GroupRecord | null {
  if (group === null || group === undefined) return null;
  if (kind !== 'peer-review') return wrong('/group', 'Only peer reviews have a group.');
  if (!isObject(group))
    return wrong('/group', 'Give the group as an object with name, description and type.');
  const { name, description, type, ...others } = group;
  const [other] = Object.keys(others);
  if (other !== undefined)
    return wrong('/group', `A group has name, description and type, and nothing else.`);
  if (!isText(name))
    return wrong('/group/name', `Name the group, in ${GROUP_TEXT_LIMIT} characters at most.`);
  if (!isText(description)) {
    return wrong('/group/description', `Describe the group, in ${GROUP_TEXT_LIMIT} characters at most.`);
  }
  const known = groupTypes.find((each) => each === type);
  return known === undefined
    ? wrong('/group/type', `The type of a group is one of: ${groupTypes.join(', ')}.`)
    : { name: name.trim(), description: description.trim(), type: known };
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= GROUP_TEXT_LIMIT &&
    !/\p{Cc}/u.test(value) &&
    value.isWellFormed()
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
