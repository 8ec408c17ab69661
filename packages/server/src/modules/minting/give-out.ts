import type { DataciteMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import {
  createPids,
  type Holder,
  type Pid,
  type PidWish,
  type Surroundings,
  transition,
} from '../pids/index.ts';
import { wantAnnounced } from './announce.ts';
import { changeSurroundings } from './change-context.ts';
import { closedError, exhaustedError, makeNames, type NamingContext, quotaError } from './names.ts';
import { fillTarget, type Shoulder } from './shoulder.ts';
import {
  findHeldNames,
  type LockedShoulder,
  lockShoulders,
  takeQueuedNames,
  writeCounters,
} from './store.ts';

export type GiveOutContext = NamingContext & Pick<AppContext, 'config'>;

/** One identifier that somebody wants under a shoulder. Whether they may is settled before. */
export type GiveOutWish = {
  shoulder: Shoulder;
  actor: Actor;
  state: 'reserved' | 'registered' | 'public';
  target: string | null;
  metadata: DataciteMetadata | null;
  /** A canonical name that the caller chose; else the shoulder's next. */
  name?: string;
  blockId?: string;
  expiresAt?: Date;
  /** Whether the registrar is told of it while it is only reserved. */
  draft?: boolean;
  /** What it becomes the name of. */
  holder?: Holder;
  registerOnArchive?: boolean;
};

/** A wish on its way; `outcome` is null until it is settled. */
type Slot = { wish: GiveOutWish; locked: LockedShoulder; outcome: Pid | AppError | null };

/** Names taken elsewhere or met by chance are skipped; more than this in a row means that something is wrong. */
const NAME_TRIES = 50;

/**
 * Gives out one name for each wish, with record, history, resolution and wish to the registrar, all in the caller's
 * transaction and in a few statements for all of them. Wishes may be of different people and shoulders.
 * @param whenWriting called, in a turn of its own, while the database writes the new identifiers
 * @returns for each wish the identifier, or why there is none: shoulder-closed, quota-reached, already-exists
 */
export async function giveOut(
  tx: Tx,
  ctx: GiveOutContext,
  wishes: readonly GiveOutWish[],
  whenWriting: () => void = () => {},
): Promise<(Pid | AppError)[]> {
  const now = ctx.now();
  const locked = await lockShoulders(tx, [...new Set(wishes.map((wish) => wish.shoulder.id))], now);
  const slots = wishes.map((wish) => admit(wish, locked));
  const actors = wishes.map((wish) => wish.actor);
  const surroundings = changeSurroundings(tx, ctx, actors, now);
  await refuseHeldNames(tx, slots);
  await serveFromQueue(tx, slots, surroundings);
  await serveNewNames(tx, ctx, slots, surroundings, whenWriting);
  return slots.map(({ outcome }) => {
    if (outcome === null) throw new Error('a wish was left open');
    return outcome;
  });
}

function admit(wish: GiveOutWish, all: ReadonlyMap<string, LockedShoulder>): Slot {
  const locked = all.get(wish.shoulder.id);
  if (locked === undefined) throw new Error(`shoulder ${wish.shoulder.id} is gone`);
  const full = locked.quota !== null && locked.issued >= locked.quota;
  const outcome = !locked.open ? closedError() : full ? quotaError(locked, 1) : null;
  if (outcome === null) locked.issued += 1;
  return { wish, locked, outcome };
}

/** Settles a slot that was admitted with a refusal. */
function refuse(slot: Slot, refusal: AppError): void {
  slot.locked.issued -= 1;
  slot.outcome = refusal;
}

function isOpen(slot: Slot): boolean {
  return slot.outcome === null;
}

async function refuseHeldNames(tx: Tx, slots: readonly Slot[]): Promise<void> {
  const chosen = slots.flatMap(({ wish, outcome }) =>
    outcome === null && wish.name !== undefined ? [wish.name] : [],
  );
  if (chosen.length === 0) return;
  const held = await findHeldNames(tx, chosen);
  for (const slot of slots.filter(isOpen)) {
    const { name } = slot.wish;
    if (name !== undefined && held.has(name)) {
      refuse(slot, new AppError('already-exists', `The name ${name} is held back; choose another one.`));
    }
  }
}

/** Names that were given back and let out again come before new ones. */
async function serveFromQueue(tx: Tx, slots: readonly Slot[], surroundings: Surroundings): Promise<void> {
  const hungry = slots.filter(
    (slot) => isOpen(slot) && slot.locked.hasQueuedNames && slot.wish.name === undefined,
  );
  for (const [shoulderId, group] of Map.groupBy(hungry, (slot) => slot.locked.id)) {
    const names = await takeQueuedNames(tx, shoulderId, group.length, surroundings.now);
    for (const [index, name] of names.entries()) {
      const slot = group[index];
      if (slot === undefined) throw new Error('more names than wishes');
      const { wish } = slot;
      slot.outcome = await transition(
        tx,
        {
          pid: name,
          action: { reserved: 'reserve', registered: 'register', public: 'mint' }[wish.state] as 'reserve',
          changes: {
            ownerId: ownerOf(wish.actor),
            target: fillTarget(wish.shoulder, name, wish.target),
            metadata: wish.metadata,
            blockId: wish.blockId ?? null,
            expiresAt: wish.expiresAt ?? null,
            holder: wish.holder ?? null,
            registerOnArchive: wish.registerOnArchive ?? false,
          },
        },
        { ...surroundings, actor: toEventActor(wish.actor) },
      );
    }
  }
  await announce(
    tx,
    hungry.map((slot) => ({ slot, pid: slot.outcome instanceof AppError ? null : slot.outcome })),
    surroundings.now,
  );
}

/** Says what the registrars should know of those identifiers that there are. */
async function announce(tx: Tx, given: readonly { slot: Slot; pid: Pid | null }[], now: Date): Promise<void> {
  const announced = given.flatMap(({ slot: { wish }, pid }) =>
    pid === null ? [] : [{ shoulder: wish.shoulder, pid, draft: wish.draft ?? false }],
  );
  await wantAnnounced(tx, announced, now);
}

/** Settles what is still open, and writes how far the shoulders have come. */
async function serveNewNames(
  tx: Tx,
  ctx: GiveOutContext,
  slots: readonly Slot[],
  surroundings: Surroundings,
  whenWriting: () => void,
): Promise<void> {
  const count = () => writeCounters(tx, [...new Set(slots.map((slot) => slot.locked))]);
  for (let attempt = 0; attempt < NAME_TRIES; attempt += 1) {
    const named = await nameSlots(tx, ctx, slots.filter(isOpen));
    if (named.length === 0) return count();
    let isLast = false;
    const creating = createPids(
      tx,
      named.map(({ slot, name }) => toPidWish(slot.wish, name)),
      surroundings,
      async (created) => {
        const given = named.map((each, index) => ({ ...each, pid: created[index] ?? null }));
        for (const each of given) settle(each);
        isLast = !slots.some(isOpen);
        await Promise.all([announce(tx, given, surroundings.now), isLast ? count() : null]);
      },
    );
    setImmediate(whenWriting);
    await creating;
    if (isLast) return;
  }
  throw new Error(`no free name found in ${NAME_TRIES} tries`);
}

/** A name that the shoulder chose and that is taken is left open, for another try. */
function settle({ slot, name, pid }: { slot: Slot; name: string; pid: Pid | null }): void {
  if (pid !== null) slot.outcome = pid;
  else if (slot.wish.name !== undefined) {
    refuse(
      slot,
      new AppError('already-exists', `There is an identifier ${name} already; choose another name.`),
    );
  }
}

/** A name for each open slot, each name once; slots whose shoulder has no more are refused. */
async function nameSlots(
  tx: Tx,
  ctx: GiveOutContext,
  open: readonly Slot[],
): Promise<{ slot: Slot; name: string }[]> {
  const named: { slot: Slot; name: string }[] = [];
  const chosen = new Set<string>();
  for (const group of Map.groupBy(open, (slot) => slot.locked.id).values()) {
    const free = group.filter((slot) => slot.wish.name === undefined);
    const [first] = free;
    const made =
      first === undefined ? [] : await makeNames(tx, ctx, first.wish.shoulder, first.locked, free.length);
    for (const slot of group) {
      const name = slot.wish.name ?? made.shift();
      if (name === undefined) refuse(slot, exhaustedError());
      else if (!chosen.has(name)) {
        chosen.add(name);
        named.push({ slot, name });
      }
    }
  }
  return named;
}

function toPidWish(wish: GiveOutWish, name: string): PidWish {
  return {
    pid: name,
    type: wish.shoulder.type,
    state: wish.state,
    organisationId: wish.shoulder.organisationId,
    shoulderId: wish.shoulder.id,
    ownerId: ownerOf(wish.actor),
    target: fillTarget(wish.shoulder, name, wish.target),
    metadata: wish.metadata,
    blockId: wish.blockId ?? null,
    expiresAt: wish.expiresAt ?? null,
    holder: wish.holder ?? null,
    registerOnArchive: wish.registerOnArchive ?? false,
    actor: toEventActor(wish.actor),
  };
}

export function ownerOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.accountId : null;
}
