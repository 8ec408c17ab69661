import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, isOperator, toEventActor } from '../../../http/actor.ts';
import { pidTypes, upsertShoulderResolution } from '../../pids/index.ts';
import { findRegistrarAccountId } from '../../registration/index.ts';
import type { Shoulder } from '../shoulder.ts';
import { describeSettings } from './describe-settings.ts';
import { type Naming, SHARED_NAANS } from './naming.ts';
import type { NamedOrganisation } from './organisation-of.ts';
import { couldMeet, namespaceOf } from './overlap.ts';
import { readSettings, type SettingsInput } from './settings.ts';
import { insertShoulder, listNamings, lockPrefix } from './store.ts';

/** A shoulder as somebody wants it. */
export type ShoulderWish = SettingsInput &
  Naming & {
    /** The repository at the registrar that must know of its identifiers, null for none; DOIs and IGSN IDs say it. */
    registrarAccount?: string | null;
  };

/**
 * Makes a shoulder of an organisation, in the caller's transaction. Whether the actor may is settled before.
 * @throws AppError invalid-input; already-exists when its names could meet those of another; not-allowed for a prefix
 *   that another organisation uses
 */
export async function createShoulder(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  actor: Actor,
  organisation: NamedOrganisation,
  wish: ShoulderWish,
): Promise<Shoulder> {
  const now = ctx.now();
  const { settings, naming } = readSettings(wish, {
    type: wish.type,
    prefix: wish.prefix,
    shoulder: wish.shoulder,
    template: wish.template,
  });
  const registrarAccountId = await chooseRegistrarAccount(tx, organisation, naming, wish.registrarAccount);
  await lockPrefix(tx, namespaceOf(naming), naming.prefix);
  await refuseTakenNames(tx, actor, organisation, naming);
  const shoulder: Shoulder = {
    id: randomUUID(),
    organisationId: organisation.id,
    ...naming,
    registrarAccountId,
    open: settings.open ?? true,
    title: settings.title ?? null,
    purpose: settings.purpose ?? null,
    defaultTarget: settings.defaultTarget ?? null,
    persistence: settings.persistence ?? null,
    minterRoles: settings.minterRoles ?? ['member', 'curator', 'admin'],
    minters: (settings.minters ?? []).map((orcid) => ({
      orcidEnvironment: ctx.config.orcid.environment,
      orcid,
    })),
    quota: settings.quota ?? null,
    issued: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await insertShoulder(tx, shoulder);
  await showShoulder(tx, shoulder, organisation.name);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder', id: shoulder.id },
    action: 'create',
    actor: toEventActor(actor),
    after: { ...naming, ...describeSettings(shoulder) },
  });
  return shoulder;
}

/** Brings what the resolver says of a shoulder in line with it. */
export async function showShoulder(tx: Tx, shoulder: Shoulder, organisation: string): Promise<void> {
  const { type, prefix, template, title, persistence, open, updatedAt } = shoulder;
  await upsertShoulderResolution(tx, {
    type,
    prefix,
    shoulder: shoulder.shoulder,
    template,
    organisation,
    title,
    persistence,
    open,
    updatedAt,
  });
}

/** The account whose repository has this id. @throws AppError invalid-input */
export async function chooseRegistrarAccount(
  tx: Tx,
  organisation: Pick<NamedOrganisation, 'id'>,
  { type }: Pick<Naming, 'type'>,
  repositoryId: string | null | undefined,
): Promise<string | null> {
  const wrong = (detail: string): AppError =>
    new AppError('invalid-input', 'It is not clear which registrar must know of the identifiers.', {
      problems: [{ pointer: '/registrarAccount', detail }],
    });
  if (type === 'ark' || type === 'handle') {
    if (repositoryId === undefined || repositoryId === null) return null;
    throw wrong('DataCite registers DOIs only; leave this out.');
  }
  if (repositoryId === undefined) {
    throw wrong(
      'Give the id of your repository at DataCite; or null if these DOIs are to resolve here only.',
    );
  }
  if (repositoryId === null) return null;
  const id = await findRegistrarAccountId(tx, organisation.id, repositoryId);
  if (id === null) throw wrong('Your organisation has no repository account with this id here.');
  return id;
}

async function refuseTakenNames(
  tx: Tx,
  actor: Actor,
  organisation: NamedOrganisation,
  naming: Naming,
): Promise<void> {
  const types = pidTypes.filter((type) => namespaceOf({ type }) === namespaceOf(naming));
  const others = await listNamings(tx, types, naming.prefix);
  const isShared = naming.type === 'ark' && SHARED_NAANS.has(naming.prefix);
  const isForeign = others.length > 0 && !others.some((each) => each.organisationId === organisation.id);
  if (isForeign && !isShared && !isOperator(actor)) {
    throw new AppError(
      'not-allowed',
      `Another organisation gives out names under ${naming.prefix}. An operator of this service can let yours in.`,
    );
  }
  const near = others.find((each) => couldMeet(each, naming));
  if (near === undefined) return;
  throw new AppError(
    'already-exists',
    near.shoulder === naming.shoulder
      ? `There is a shoulder ${formatShoulder(naming)} already.`
      : `Names under ${formatShoulder(naming)} could meet those of the shoulder ${formatShoulder(near)}: neither may be the beginning of the other.`,
  );
}

/** A shoulder as people write it, such as `99999/fk4`. */
export function formatShoulder({ prefix, shoulder }: Pick<Naming, 'prefix' | 'shoulder'>): string {
  return shoulder === '' ? prefix : `${prefix}/${shoulder}`;
}
