import { validateMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { notify } from '../../notifications/index.ts';
import { lockPid, type Pid, transition } from '../../pids/index.ts';
import {
  forgetAcknowledgedMetadata,
  isMetadataWithRegistrar,
  readRegistration,
  type SettledRegistration,
  unmarkMetadataWithRegistrar,
} from '../../registration/index.ts';
import { wantAnnounced } from '../announce.ts';
import { changeContext } from '../change-context.ts';
import { readShoulder } from '../store.ts';
import { type Awaited, deleteAwaited, lockAwaited } from './store.ts';

/**
 * What follows from the answer of a registrar, in the transaction that writes the answer down: metadata that is to stay
 * with the registrar is forgotten, an identifier that waited for the answer is announced, and its owner is told.
 */
export async function settleAwaited(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  settled: SettledRegistration,
): Promise<void> {
  const pid = await lockPid(tx, settled.pid);
  const registration = await readRegistration(tx, settled.pid);
  // A newer wish is on its way; its answer counts.
  if (pid === null || registration?.wantedHash !== settled.wantedHash) return;
  const awaited = await lockAwaited(tx, settled.pid);
  if (settled.state === 'acknowledged') {
    await settleMetadata(tx, pid, settled);
    if (awaited !== null) await announce(tx, ctx, pid, awaited, settled);
  }
  if (awaited !== null) await tell(tx, ctx, awaited, settled);
}

async function settleMetadata(tx: Tx, pid: Pid, settled: SettledRegistration): Promise<void> {
  if (settled.wanted.metadata === null || !(await isMetadataWithRegistrar(tx, pid.pid))) return;
  // Whoever has described it over our own API meanwhile wants it kept here.
  if (pid.metadata === null) await forgetAcknowledgedMetadata(tx, settled);
  else await unmarkMetadataWithRegistrar(tx, pid.pid);
}

async function announce(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  before: Pid,
  awaited: Awaited,
  { wanted }: SettledRegistration,
): Promise<void> {
  await deleteAwaited(tx, before.pid);
  if (before.state !== 'reserved') return;
  const now = ctx.now();
  const isComplete = before.metadata === null || validateMetadata(before.metadata, { level: 'complete' }).ok;
  const pid = await transition(
    tx,
    {
      pid: before.pid,
      action: awaited.state === 'public' ? 'publish' : 'register',
      // Edited meanwhile to what nobody could announce: what was asked for is announced.
      changes: isComplete ? {} : { metadata: wanted.metadata },
    },
    changeContext(tx, ctx, null, now),
  );
  const shoulder = await readShoulder(tx, pid.shoulderId);
  // The same wish again, unless it was edited while it waited.
  if (shoulder !== null) await wantAnnounced(tx, [{ shoulder, pid, draft: false }], now);
}

async function tell(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  awaited: Awaited,
  settled: SettledRegistration,
): Promise<void> {
  const { accountId, pid } = awaited;
  const done = settled.state === 'acknowledged';
  if (accountId === null || (done && !awaited.tell)) return;
  const mistakes = settled.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  await notify(
    tx,
    {
      accountId,
      kind: done ? 'registration-done' : 'registration-refused',
      title: done ? `${pid} is registered` : `${pid} was refused`,
      body: done
        ? 'DataCite has acknowledged it, and it is announced now.'
        : [
            `DataCite did not take it: ${settled.detail}`,
            ...mistakes,
            'It stays reserved for you. Send it again with what is asked for.',
          ].join('\n'),
      // What is only reserved has no page.
      link: done ? `/${pid}` : null,
      once: `registration|${pid}|${settled.wantedHash}`,
    },
    ctx.now(),
  );
}
