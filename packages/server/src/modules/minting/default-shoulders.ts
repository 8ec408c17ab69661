import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { ensureShoulder } from './store.ts';

/** Test ARKs of everyone's (NAAN 99999), in the order of Nog's minters. */
const TEST_ARKS = { type: 'ark', prefix: '99999', shoulder: 'fk4', template: 'eedk' } as const;

/** The shoulders that the first organisation starts with: DOIs of the configured prefix, and test ARKs. */
export async function ensureDefaultShoulders(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  organisationId: string,
  registrarAccountId: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    await ensureShoulder(
      tx,
      {
        organisationId,
        type: 'doi',
        prefix: ctx.config.datacite.prefix,
        shoulder: '',
        template: null,
        registrarAccountId,
      },
      ctx.now(),
    );
    await ensureShoulder(tx, { organisationId, ...TEST_ARKS, registrarAccountId: null }, ctx.now());
  });
}
