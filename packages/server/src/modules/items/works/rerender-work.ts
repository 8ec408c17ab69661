import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, type HeldChange } from '../../minting/index.ts';
import { type Pid, readPids } from '../../pids/index.ts';
import { renderFor } from '../identifiers/held.ts';
import { listIdentifiers } from '../identifiers/list-identifiers.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { areAlike } from '../write-item.ts';
import { listVersions, readWorkFacts } from './store.ts';
import { isConceptDue, renderConcept, shownVersions, versionRelations } from './version-relations.ts';
import type { WorkFacts } from './work-facts.ts';

type RenderContext = Pick<ItemContext, 'config' | 'now'>;

/**
 * Tells the other versions of an item's work, and the work's concept DOI, what became of the item. To be called in the
 * transaction that changes it, once it and its identifiers are written; `lockItem` has locked the work.
 * @param actor null for the service itself
 */
export async function followWork(
  tx: Tx,
  ctx: RenderContext,
  actor: Actor | null,
  { workId }: Pick<Item, 'workId'>,
): Promise<void> {
  if (workId !== null) await rerenderWork(tx, ctx, actor, workId);
}

/**
 * Brings the identifiers of all versions of a locked work, and its concept DOI, in line with what the versions are now.
 * Those that say so already are left alone. Identifiers are locked in the order of their names.
 * @param actor null for the service itself
 */
export async function rerenderWork(
  tx: Tx,
  ctx: RenderContext,
  actor: Actor | null,
  workId: string,
): Promise<void> {
  const facts = await readWorkFacts(tx, workId);
  if (facts === null) return;
  const versions = (await listVersions(tx, workId)).filter((each) => each.state !== 'deleted');
  const changes = await findVersionChanges(tx, facts, versions);
  const concept = await findConceptChange(tx, facts, versions);
  const all = concept === null ? changes : [...changes, concept];
  for (const change of all.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    await changeHeldPid(tx, ctx, { ...change, actor, now: ctx.now() });
  }
}

type Change = Pick<HeldChange, 'name' | 'action' | 'changes'>;

/** Withdrawn identifiers are left as they are: they hear of it when their item is reinstated. */
async function findVersionChanges(tx: Tx, facts: WorkFacts, versions: readonly Item[]): Promise<Change[]> {
  const held = await listIdentifiers(
    tx,
    versions.map(({ id }) => id),
  );
  const names = [...held.values()].flat().map(({ pid }) => pid);
  const pids = new Map((await readPids(tx, names)).map((pid) => [pid.pid, pid]));
  return versions.flatMap((item) => {
    const own = held.get(item.id) ?? [];
    const handle = own.find((each) => each.type === 'handle')?.pid ?? null;
    const around = { handle, relations: versionRelations(facts, item.id) };
    return own.flatMap(({ pid: name }): Change[] => {
      const pid = pids.get(name);
      if (pid === undefined || pid.state === 'withdrawn' || pid.state === 'released') return [];
      const metadata = renderFor(pid.type, item, around);
      return says(pid, metadata) ? [] : [{ name, action: 'update', changes: { metadata } }];
    });
  });
}

async function findConceptChange(
  tx: Tx,
  facts: WorkFacts,
  versions: readonly Item[],
): Promise<Change | null> {
  if (facts.concept === null) return null;
  const { pid: name, state } = facts.concept;
  const newest = findNewest(facts, versions);
  if (!isConceptDue(facts) || newest === undefined) {
    const isShown = state === 'public' || state === 'registered';
    if (!isShown || shownVersions(facts).length > 0) return null;
    return {
      name,
      action: 'withdraw',
      changes: { reason: 'No version of this work can be cited any more.' },
    };
  }
  const metadata = renderConcept(facts, newest.metadata);
  switch (state) {
    case 'reserved':
      return { name, action: 'publish', changes: { metadata } };
    case 'withdrawn':
      return { name, action: 'reinstate', changes: { metadata } };
    case 'registered':
    case 'public': {
      const [pid] = await readPids(tx, [name]);
      if (pid === undefined || says(pid, metadata)) return null;
      return { name, action: 'update', changes: { metadata } };
    }
    case 'released':
      return null;
    default:
      return state satisfies never;
  }
}

/** Of a version that is for its organisation alone and has no DOI, which is public by its nature, nothing is told. */
function findNewest(facts: WorkFacts, versions: readonly Item[]): Item | undefined {
  const cited = new Set(shownVersions(facts).map((each) => each.itemId));
  return versions.findLast(
    (each) => each.state === 'archived' && (each.access === 'public' || cited.has(each.id)),
  );
}

function says({ metadata }: Pid, wanted: Pid['metadata']): boolean {
  return areAlike(metadata, wanted);
}
