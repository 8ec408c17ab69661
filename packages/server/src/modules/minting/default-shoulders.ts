import type { AppContext } from '../../context.ts';
import { type Tx, transact } from '../../db/index.ts';
import { readOrganisationName } from '../accounts/index.ts';
import { upsertShoulderResolution } from '../pids/index.ts';
import { ensureShoulder, type NewShoulder } from './store.ts';

/** Test ARKs of everyone's (NAAN 99999), in the order of Nog's minters. */
const TEST_ARKS = { type: 'ark', prefix: '99999', shoulder: 'fk4', template: 'eedk' } as const;

/**
 * Running numbers; Handles are not typed by hand as often as read, so they go without a check character. They begin with
 * 1, since 0 is the repository itself where DSpace gives them out.
 */
const LOCAL_HANDLES = { type: 'handle', shoulder: '', template: '.zd', counter: 1 } as const;

/**
 * The shoulders that the first organisation starts with: DOIs of the configured prefix, test ARKs and, where a prefix is
 * configured, Handles.
 */
export async function ensureDefaultShoulders(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  organisationId: string,
  registrarAccountId: string,
): Promise<void> {
  const { prefix } = ctx.config.datacite;
  const { handlePrefix } = ctx.config;
  await transact(ctx.db, async (tx) => {
    await ensure(
      tx,
      { organisationId, type: 'doi', prefix, shoulder: '', template: null, registrarAccountId },
      ctx.now(),
    );
    await ensure(tx, { organisationId, ...TEST_ARKS, registrarAccountId: null }, ctx.now());
    if (handlePrefix !== null) {
      const handles = { organisationId, ...LOCAL_HANDLES, prefix: handlePrefix, registrarAccountId: null };
      await ensure(tx, handles, ctx.now());
    }
  });
}

async function ensure(tx: Tx, shoulder: NewShoulder & { counter?: number }, now: Date): Promise<void> {
  if (!(await ensureShoulder(tx, { counter: 0, ...shoulder }, now))) return;
  const { type, prefix } = shoulder;
  await upsertShoulderResolution(tx, {
    type,
    prefix,
    shoulder: shoulder.shoulder,
    template: shoulder.template,
    organisation: await readOrganisationName(tx, shoulder.organisationId),
    title: null,
    persistence: null,
    open: true,
    updatedAt: now,
  });
}
