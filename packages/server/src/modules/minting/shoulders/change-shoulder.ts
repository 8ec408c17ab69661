import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { hasPids, pidTypes } from '../../pids/index.ts';
import { mayManageShoulders, maySeeShoulder } from '../policy.ts';
import type { Shoulder } from '../shoulder.ts';
import { lockShoulders, readShoulder } from '../store.ts';
import { chooseRegistrarAccount, formatShoulder, showShoulder } from './create-shoulder.ts';
import { describeChange, describeSettings } from './describe-settings.ts';
import { couldMeet, namespaceOf } from './overlap.ts';
import { readSettings, type SettingsInput } from './settings.ts';
import { listNamings, lockPrefix, readCounter, updateShoulder } from './store.ts';

/** What a change may say; what is left out stays. */
export type ShoulderChange = SettingsInput & { template?: string | null; registrarAccount?: string | null };

/** The shoulder that an actor may see. @throws AppError not-found */
export async function requireSeenShoulder(db: Db, actor: Actor, id: string): Promise<Shoulder> {
  const shoulder = await readShoulder(db, id.toLowerCase());
  if (shoulder === null || !maySeeShoulder(actor, shoulder)) throw unknownShoulder();
  return shoulder;
}

/** The shoulder that an actor may settle. @throws AppError not-found, not-allowed */
export async function requireManagedShoulder(db: Db, actor: Actor, id: string): Promise<Shoulder> {
  const shoulder = await requireSeenShoulder(db, actor, id);
  if (mayManageShoulders(actor, shoulder.organisationId)) return shoulder;
  throw new AppError('not-allowed', 'Only administrators of its organisation settle what a shoulder is.');
}

/** The same, locked against giving out names until the transaction ends. */
export async function lockManagedShoulder(tx: Tx, actor: Actor, id: string, now: Date): Promise<Shoulder> {
  await lockShoulders(tx, [id.toLowerCase()], now);
  return requireManagedShoulder(tx, actor, id);
}

/**
 * Changes what may change about a shoulder. Its type, prefix and shoulder string never do, its template only while no
 * name was given out, and its registrar account is not taken away from names that it may know already.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, already-exists, invalid-input
 */
export function changeShoulder(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  actor: Actor,
  id: string,
  request: { versions: Versions; change: ShoulderChange },
): Promise<Shoulder> {
  return transact(ctx.db, async (tx) => {
    const before = await lockManagedShoulder(tx, actor, id, ctx.now());
    requireVersion(before.version, request.versions);
    return changeLocked(tx, ctx, actor, before, request.change);
  });
}

/** The same for a shoulder that `lockManagedShoulder` gave, in the caller's transaction. */
export async function changeLocked(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  actor: Actor,
  before: Shoulder,
  change: ShoulderChange,
): Promise<Shoulder> {
  const now = ctx.now();
  const after = await applyChange(tx, ctx, before, change, now);
  const told = describeChange(describeSettings(before), describeSettings(after));
  if (Object.keys(told.after).length === 0) return before;
  await updateShoulder(tx, after);
  await showShoulder(tx, after, await readOrganisationName(tx, after.organisationId));
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder', id: after.id },
    action: 'update',
    actor: toEventActor(actor),
    ...told,
  });
  return after;
}

async function applyChange(
  tx: Tx,
  ctx: Pick<AppContext, 'config'>,
  before: Shoulder,
  change: ShoulderChange,
  now: Date,
): Promise<Shoulder> {
  const template = change.template === undefined ? before.template : change.template;
  const { type, prefix, shoulder } = before;
  const { settings, naming } = readSettings(change, { type, prefix, shoulder, template });
  const registrarAccountId =
    change.registrarAccount === undefined
      ? before.registrarAccountId
      : await chooseRegistrarAccount(tx, { id: before.organisationId }, before, change.registrarAccount);
  const newTemplate = naming.template !== before.template;
  const loosesRegistrar = registrarAccountId === null && before.registrarAccountId !== null;
  if ((newTemplate || loosesRegistrar) && (await hasGivenOut(tx, before.id))) {
    throw new AppError(
      'move-not-allowed',
      newTemplate
        ? 'Names of this template were given out already. Close this shoulder and make another one.'
        : 'The registrar knows names of this shoulder, and must learn what becomes of them. Close the shoulder instead.',
    );
  }
  if (newTemplate) await refuseMeetingNames(tx, before, naming.template);
  const { minters, ...plain } = settings;
  return {
    ...before,
    ...plain,
    ...(minters === undefined
      ? {}
      : { minters: mergeMinters(before, minters, ctx.config.orcid.environment) }),
    template: naming.template,
    registrarAccountId,
    version: before.version + 1,
    updatedAt: now,
  };
}

/** People of another ORCID environment than the present one are not shown, and not dropped either. */
function mergeMinters(
  before: Shoulder,
  orcids: readonly string[],
  orcidEnvironment: string,
): Shoulder['minters'] {
  return [
    ...before.minters.filter((each) => each.orcidEnvironment !== orcidEnvironment),
    ...orcids.map((orcid) => ({ orcidEnvironment, orcid })),
  ];
}

async function hasGivenOut(tx: Tx, shoulderId: string): Promise<boolean> {
  return (await readCounter(tx, shoulderId)) > 0 || (await hasPids(tx, shoulderId));
}

async function refuseMeetingNames(tx: Tx, before: Shoulder, template: string | null): Promise<void> {
  const after = { ...before, template };
  await lockPrefix(tx, namespaceOf(before), before.prefix);
  const types = pidTypes.filter((type) => namespaceOf({ type }) === namespaceOf(before));
  const others = await listNamings(tx, types, before.prefix);
  const near = others.find((each) => each.id !== before.id && couldMeet(each, after));
  if (near === undefined) return;
  throw new AppError(
    'already-exists',
    `With this template, names could meet those of the shoulder ${formatShoulder(near)}.`,
    { problems: [{ pointer: '/template', detail: 'Choose another template.' }] },
  );
}

function unknownShoulder(): AppError {
  return new AppError('not-found', 'There is no such shoulder, or you may not see it.');
}
