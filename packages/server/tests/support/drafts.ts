import { transact } from '../../src/db/index.ts';
import { wantAnnounced } from '../../src/modules/minting/announce.ts';
import { changeContext } from '../../src/modules/minting/change-context.ts';
import { giveOut } from '../../src/modules/minting/give-out.ts';
import { reserveBlock } from '../../src/modules/minting/reserve-block.ts';
import type { Shoulder } from '../../src/modules/minting/shoulder.ts';
import { readShoulder } from '../../src/modules/minting/store.ts';
import { transition } from '../../src/modules/pids/index.ts';
import { readDrafts } from '../../src/modules/registration/index.ts';
import type { System } from './start-system.ts';

const actor = { kind: 'operator' } as const;

export type Drafts = {
  /** Reserves names, each with a draft at DataCite. */
  reserve(count: number): Promise<string[]>;
  /** Reserves one with a description and a target, as a draft at DataCite. */
  reserveDescribed(metadata: Record<string, unknown>, target: string | null): Promise<string>;
  release(names: readonly string[]): Promise<void>;
  /** Gives a released name out again, with a draft or without. */
  reserveAgain(name: string, draft: boolean): Promise<void>;
};

/** Reserves and releases names under a shoulder the way that blocks do. */
export async function createDrafts(system: System, shoulderId: string): Promise<Drafts> {
  const { ctx } = system;
  const found = await readShoulder(ctx.db, shoulderId);
  if (found === null) throw new Error(`no shoulder ${shoulderId}`);
  const shoulder: Shoulder = found;
  return {
    async reserve(count) {
      const { names } = await transact(ctx.db, (tx) =>
        reserveBlock(tx, ctx, { shoulder, actor, count, title: null, expiresAt: null, draft: true }),
      );
      return names;
    },
    async reserveDescribed(metadata, target) {
      const [pid] = await transact(ctx.db, (tx) =>
        giveOut(tx, ctx, [{ shoulder, actor, state: 'reserved', target, metadata, draft: true }]),
      );
      if (pid === undefined || pid instanceof Error) throw pid ?? new Error('nothing was given out');
      return pid.pid;
    },
    async release(names) {
      for (let from = 0; from < names.length; from += 200) {
        await transact(ctx.db, async (tx) => {
          const now = ctx.now();
          const some = names.slice(from, from + 200);
          const drafts = await readDrafts(tx, some);
          const released = [];
          for (const pid of some) {
            const change = changeContext(tx, ctx, actor, now);
            const after = await transition(tx, { pid, action: 'release' }, change);
            released.push({ shoulder, pid: after, draft: drafts.has(pid) });
          }
          await wantAnnounced(tx, released, now);
        });
      }
    },
    async reserveAgain(name, draft) {
      await transact(ctx.db, async (tx) => {
        const now = ctx.now();
        const change = changeContext(tx, ctx, actor, now);
        const pid = await transition(tx, { pid: name, action: 'reserve' }, change);
        await wantAnnounced(tx, [{ shoulder, pid, draft }], now);
      });
    },
  };
}
