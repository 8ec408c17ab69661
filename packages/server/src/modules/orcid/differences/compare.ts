import type { ItemKind } from '@mintmark/orcid';
import type { Deposit } from '../deposits/deposit.ts';
import { hashWanted } from '../deposits/wanted.ts';
import { profileAffiliationKinds } from '../reading/profile.ts';
import type { RecordItem } from '../reading/record-items.ts';
import type { FoundDifference } from './difference.ts';
import { factsOf, nameItem, selfIds } from './facts.ts';

type Comparison = {
  items: readonly RecordItem[];
  /** Those that stood still while the record was read. */
  deposits: readonly Deposit[];
  /** Everything of ours on the record, or on its way there, whether it stood still or not. */
  ours: readonly Deposit[];
  organisationName: string;
  /** What was published here, by `type value` of its identifiers. */
  publishedHere: ReadonlyMap<string, string>;
};

const affiliations: ReadonlySet<ItemKind> = new Set(profileAffiliationKinds);
/** More than anybody goes through. */
const MOST_NOT_HERE = 1000;

/**
 * What a record and we say otherwise. What we wrote ourselves and is there as we wrote it is no difference, however often
 * ORCID says that the record changed. Pure.
 */
export function compareRecord(comparison: Comparison): FoundDifference[] {
  const onRecord = new Map(comparison.items.map((each) => [`${each.kind} ${each.putCode}`, each]));
  const ofDeposits = comparison.deposits.flatMap((deposit) => {
    const there = deposit.putCode === null ? undefined : onRecord.get(`${deposit.kind} ${deposit.putCode}`);
    return there === undefined ? (notThere(comparison, deposit) ?? []) : (changedThere(deposit, there) ?? []);
  });
  return [...ofDeposits, ...notHere(comparison)];
}

/** An item of ours that another system with the same credentials, or ORCID itself, made say something else. */
function changedThere(deposit: Deposit, there: RecordItem): FoundDifference | null {
  if (deposit.state !== 'acknowledged' || deposit.acknowledged === null) return null;
  const sent = factsOf(deposit.kind, deposit.acknowledged);
  const found = factsOf(deposit.kind, there.item);
  if (hashWanted(sent) === hashWanted(found)) return null;
  const isEntry = deposit.thing.type === 'entry' && affiliations.has(deposit.kind);
  return {
    key: `deposit ${deposit.id}`,
    sort: 'changed-there',
    kind: deposit.kind,
    title: deposit.title,
    depositId: deposit.id,
    putCode: there.putCode,
    source: there.sourceName,
    there: found,
    here: sent,
    thereItem: isEntry ? withoutHeader(there.item) : null,
    itemId: null,
  };
}

/** ORCID's own members are not ours to send. */
function withoutHeader(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).filter(([name, value]) => !HEADER.has(name) && value !== null),
  );
}

const HEADER: ReadonlySet<string> = new Set([
  'created-date',
  'last-modified-date',
  'source',
  'put-code',
  'visibility',
  'path',
  'display-index',
]);

/** What waits for something, or for an answer, is told where it waits. */
const SETTLED_WITHOUT: ReadonlySet<Deposit['state']> = new Set(['deleted-by-user', 'refused']);

function notThere(comparison: Comparison, deposit: Deposit): FoundDifference | null {
  if (deposit.wanted === null || !SETTLED_WITHOUT.has(deposit.state)) return null;
  const { wanted } = deposit;
  const isThereFromOthers = comparison.items.some(
    (each) => each.kind === deposit.kind && isSame(each.kind, each.item, wanted),
  );
  if (isThereFromOthers) return null;
  return {
    key: `deposit ${deposit.id}`,
    sort: 'not-there',
    kind: deposit.kind,
    title: deposit.title,
    depositId: deposit.id,
    putCode: null,
    source: null,
    there: null,
    here: factsOf(deposit.kind, wanted),
    thereItem: null,
    itemId: null,
  };
}

/** Whether two descriptions are of one thing: by an identifier that they share, else by everything they say. */
function isSame(kind: ItemKind, one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const ids = selfIds(kind, one);
  const otherIds = selfIds(kind, other);
  if (ids.length > 0 && otherIds.length > 0) return ids.some((id) => otherIds.includes(id));
  return hashWanted(factsOf(kind, one)) === hashWanted(factsOf(kind, other));
}

/** Works, and affiliations with the organisation, that others or the person put there. Several sources of one are one. */
function notHere(comparison: Comparison): FoundDifference[] {
  const { items, ours, publishedHere } = comparison;
  const putCodes = new Set(ours.map((each) => `${each.kind} ${each.putCode}`));
  const heldIds = new Set(ours.flatMap((each) => idsOfDeposit(each)));
  const heldFacts = new Set(
    ours.flatMap(({ kind, wanted }) =>
      wanted === null ? [] : `${kind} ${hashWanted(factsOf(kind, wanted))}`,
    ),
  );
  const found = new Map<string, FoundDifference>();
  for (const each of items) {
    if (found.size >= MOST_NOT_HERE) break;
    const { kind, putCode, item } = each;
    if (putCodes.has(`${kind} ${putCode}`) || !concernsUs(comparison, each)) continue;
    const ids = selfIds(kind, item);
    if (ids.some((id) => heldIds.has(`${kind} ${id}`))) continue;
    const facts = factsOf(kind, item);
    if (heldFacts.has(`${kind} ${hashWanted(facts)}`)) continue;
    const key = ids[0] === undefined ? `record ${kind} ${putCode}` : `record ${kind} ${ids[0]}`.slice(0, 500);
    if (found.has(key)) continue;
    found.set(key, {
      key,
      sort: 'not-here',
      kind,
      title: nameItem(kind, item),
      depositId: null,
      putCode,
      source: each.sourceName,
      there: facts,
      here: null,
      thereItem: null,
      itemId: ids.map((id) => publishedHere.get(id)).find((id) => id !== undefined) ?? null,
    });
  }
  return [...found.values()];
}

function idsOfDeposit({ kind, wanted, acknowledged, posted }: Deposit): string[] {
  return [wanted, acknowledged, posted].flatMap((item) =>
    item === null ? [] : selfIds(kind, item).map((id) => `${kind} ${id}`),
  );
}

function concernsUs({ organisationName }: Comparison, { kind, item }: RecordItem): boolean {
  if (kind === 'work') return true;
  if (!affiliations.has(kind)) return false;
  const [organisation] = factsOf(kind, item);
  return organisation?.[0] === 'Organisation' && isSameName(organisation[1], organisationName);
}

function isSameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(one) === plain(other);
}
