import { type NoidSequenceState, parseNoidTemplate, resumeNoidSequence } from '@mintmark/identifiers';
import type { AppContext } from '../../../../context.ts';
import type { Tx } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { recordEvent } from '../../../../events.ts';
import { type Actor, toEventActor } from '../../../../http/actor.ts';
import { createPids, readPids, transition } from '../../../pids/index.ts';
import { changeContext } from '../../change-context.ts';
import { orderOf, type Shoulder } from '../../shoulder.ts';
import { lockShoulders, writeCheckpoint, writeCounters } from '../../store.ts';
import { lockManagedShoulder } from '../change-shoulder.ts';
import { readNamesUnder } from './read-names.ts';
import { enqueueNames, holdNames } from './store.ts';

/** The state of a minter that was run elsewhere. Names are whole, with or without the label of their scheme. */
export type MinterState = {
  /** A template and what stands before its names, together the same as the shoulder's. */
  template: string;
  zone: string;
  sequence: NoidSequenceState;
  /** Names that must not be given out. */
  held: readonly string[];
  /** Names to be given out before new ones; `at`, in UTC when it names no zone, is the earliest time. */
  queued: readonly { name: string; at: string | null }[];
  /** Names given out at least once; null when the source does not list them. */
  issued: readonly string[] | null;
};

export type ImportedState = { counter: number; held: number; queued: number };

/** Names that go to the database in one statement. */
const NAMES_AT_ONCE = 5_000;

/**
 * Takes over where another minter stands, in the caller's transaction: the shoulder goes on with the name after the last
 * one minted there. What that minter holds, and what it is known to have given out, is held back here, so that nobody
 * gets it by asking for it either; what it had queued is given out first.
 * @throws AppError not-found, not-allowed; invalid-input for a broken state or a name of another shoulder;
 *   move-not-allowed for another order, for a counter that is farther on here, and when names that were given out here
 *   are among those that were given out there
 */
export async function importMinterState(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  actor: Actor,
  shoulderId: string,
  state: MinterState,
): Promise<ImportedState> {
  const now = ctx.now();
  const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
  const locked = (await lockShoulders(tx, [shoulder.id], now)).get(shoulder.id);
  if (locked === undefined) throw new Error(`shoulder ${shoulder.id} is gone`);
  const sequence = requireSameOrder(shoulder, state);
  const { position } = sequence;
  if (locked.counter > position) {
    throw new AppError(
      'move-not-allowed',
      `This shoulder has used up ${locked.counter} names and the other minter ${position}; a counter never goes back.`,
    );
  }
  const queued = readNamesUnder(
    shoulder,
    state.queued.map((each) => each.name),
    '/queued',
  );
  const listOthers = (texts: readonly string[], pointer: string): string[] =>
    [...readNamesUnder(shoulder, texts, pointer).keys()].filter((name) => !queued.has(name));
  const issued = listOthers(state.issued ?? [], '/issued');
  const held = listOthers(state.held, '/held');
  await refuseSameNames(tx, [...issued, ...queued.keys()]);

  let newlyHeld = 0;
  for (const { names, reason } of [
    { names: held, reason: 'Held by the minter that it came from' },
    { names: issued, reason: 'Given out by the minter that it came from' },
  ]) {
    for (const some of chunk(names))
      newlyHeld += await holdNames(tx, shoulder.id, some, { reason, heldAt: now });
  }
  await queueImported(tx, ctx, actor, shoulder, queued, dueTimes(state, now));
  const before = locked.counter;
  await writeCounters(tx, [{ ...locked, counter: position }]);
  await writeCheckpoint(tx, shoulder.id, sequence, now);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder', id: shoulder.id },
    action: 'import',
    actor: toEventActor(actor),
    before: { counter: before },
    after: { counter: position, held: newlyHeld, queued: queued.size },
  });
  return { counter: position, held: newlyHeld, queued: queued.size };
}

/**
 * The place in the shoulder's own order that a state tells of. Perl Noid writes a shoulder into the template (`fk.reedk`
 * under `99999`), which is the same order as `.reedk` under `99999/fk`.
 */
function requireSameOrder(shoulder: Shoulder, state: MinterState): NoidSequenceState {
  const order = orderOf(shoulder);
  if (order === null) {
    throw new AppError(
      'move-not-allowed',
      'This shoulder has random DOI suffixes, which have no order to go on with.',
    );
  }
  for (const { template, zone } of [state, state.sequence]) {
    const parsed = parseNoidTemplate(template);
    const dot = template.indexOf('.');
    const prefix = parsed.ok ? parsed.value.prefix : '';
    const start = `${zone === '' || zone.includes('/') ? zone : `${zone}/`}${prefix}`;
    const mask = dot === -1 ? template : template.slice(dot);
    if (!parsed.ok || start !== order.zone || mask !== order.template) {
      throw new AppError(
        'move-not-allowed',
        `The state is of ${template} under “${zone}”, this shoulder is ${order.template} under “${order.zone}”.`,
      );
    }
  }
  try {
    return resumeNoidSequence({ ...state.sequence, ...order }).state;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('invalid-input', 'This is not a state that the order of the template can have.', {
      problems: [{ pointer: '/sequence', detail: error.message }],
    });
  }
}

async function refuseSameNames(tx: Tx, names: readonly string[]): Promise<void> {
  for (const some of chunk(names)) {
    const given = (await readPids(tx, some)).filter((pid) => pid.state !== 'released');
    if (given.length === 0) continue;
    throw new AppError(
      'move-not-allowed',
      `The other minter gave out names that were given out here, too: ${given
        .slice(0, 5)
        .map((pid) => pid.pid)
        .join(', ')}${given.length > 5 ? ' and others' : ''}. Settle by hand whose they are.`,
    );
  }
}

function dueTimes(state: MinterState, now: Date): Map<number, Date> {
  const times = new Map<number, Date>();
  for (const [index, { at }] of state.queued.entries()) {
    const due = at === null ? now : new Date(/Z$|[+-]\d\d:\d\d$/.test(at) ? at : `${at}Z`);
    if (Number.isNaN(due.getTime())) {
      throw new AppError('invalid-input', 'A time in the queue cannot be read.', {
        problems: [{ pointer: `/queued/${index}/at`, detail: 'Use a time such as 2026-03-01T12:00:00Z.' }],
      });
    }
    times.set(index, due);
  }
  return times;
}

/** Queued names get a record that says so: one that was reserved and given back, since only such names come again. */
async function queueImported(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  actor: Actor,
  shoulder: Shoulder,
  queued: ReadonlyMap<string, number>,
  due: ReadonlyMap<number, Date>,
): Promise<void> {
  const now = ctx.now();
  const context = changeContext(tx, ctx, actor, now);
  const made = await createPids(
    tx,
    [...queued.keys()].map((pid) => ({
      pid,
      type: shoulder.type,
      state: 'reserved',
      organisationId: shoulder.organisationId,
      shoulderId: shoulder.id,
      ownerId: null,
      target: null,
      metadata: null,
      blockId: null,
      expiresAt: null,
      holder: null,
      registerOnArchive: false,
      actor: context.actor,
    })),
    context,
  );
  for (const pid of made)
    if (pid !== null) await transition(tx, { pid: pid.pid, action: 'release' }, context);
  await enqueueNames(
    tx,
    shoulder.id,
    [...queued].map(([name, place]) => ({ name, dueAt: due.get(place) ?? now })),
  );
}

function* chunk(names: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < names.length; start += NAMES_AT_ONCE)
    yield names.slice(start, start + NAMES_AT_ONCE);
}
