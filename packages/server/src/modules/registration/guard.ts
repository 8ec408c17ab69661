import type { AppContext } from '../../context.ts';
import { type Db, transact } from '../../db/index.ts';
import { type EventActor, recordEvent } from '../../events.ts';
import { insertInstanceOnce, makeOwnPagesDue, readInstance, updateInstance } from './store.ts';

/**
 * Remembers, at the very first start, which address this database speaks for. Where nobody gave an address, DataCite is
 * a stand-in and no mail is sent, another port is no copy that could do harm, and is simply taken over.
 */
export async function rememberInstance(ctx: GuardContext): Promise<void> {
  await transact(ctx.db, (tx) => insertInstanceOnce(tx, ctx.config.publicUrl, ctx.now()));
  const { publicUrlGiven, datacite, mail } = ctx.config;
  if (!publicUrlGiven && datacite.standIn && mail === null) await takeOver(ctx, { kind: 'service' });
}

type GuardContext = Pick<AppContext, 'db' | 'config' | 'now'>;

export type InstanceStatus = { publicUrl: string; confirmedPublicUrl: string; confirmed: boolean };

/** Whether this process speaks for the address that the database was confirmed for. */
export async function readInstanceStatus(db: Db, publicUrl: string): Promise<InstanceStatus> {
  const instance = await readInstance(db);
  const confirmedPublicUrl = instance?.publicUrl ?? publicUrl;
  return { publicUrl, confirmedPublicUrl, confirmed: confirmedPublicUrl === publicUrl };
}

/** Why nothing is sent to registrars, or null when nothing holds it back. */
export async function readHoldBack(db: Db, publicUrl: string): Promise<string | null> {
  const status = await readInstanceStatus(db, publicUrl);
  if (status.confirmed) return null;
  return (
    `This database was confirmed for ${status.confirmedPublicUrl}, and this service runs as ${publicUrl}. ` +
    'If it is a copy, nothing may be registered from here. If the service has moved, an operator confirms the new address.'
  );
}

/** The operator says that the service has moved: registrations go on, and those of our own pages are sent anew. */
export async function confirmInstance(
  ctx: GuardContext & Pick<AppContext, 'wakeRegistration'>,
  actor: EventActor,
): Promise<InstanceStatus> {
  await takeOver(ctx, actor);
  ctx.wakeRegistration();
  return readInstanceStatus(ctx.db, ctx.config.publicUrl);
}

async function takeOver(ctx: GuardContext, actor: EventActor): Promise<void> {
  const { publicUrl } = ctx.config;
  await transact(ctx.db, async (tx) => {
    const before = await readInstance(tx);
    if (before?.publicUrl === publicUrl) return;
    await updateInstance(tx, publicUrl, ctx.now());
    await makeOwnPagesDue(tx, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'instance', id: 'instance' },
      action: 'confirm',
      actor,
      before: { publicUrl: before?.publicUrl ?? null },
      after: { publicUrl },
    });
  });
}
