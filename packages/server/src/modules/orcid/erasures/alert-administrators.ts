import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { listAdministratorIds, readOrganisationSlugs } from '../../accounts/index.ts';
import { notify } from '../../notifications/index.ts';
import { managePath } from '../pages/manage-tabs.ts';
import type { Erasure } from './store.ts';

/** Tells the administrators of an organisation, once, that an erasure does not get on. It does not say whose. */
export async function alertAdministrators(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  erasure: Erasure,
  waitsFor: string,
): Promise<void> {
  const { organisationId } = erasure;
  const administrators = await listAdministratorIds(tx, {
    organisationId,
    orcidEnvironment: ctx.config.orcid.environment,
  });
  const slug = (await readOrganisationSlugs(tx, [organisationId])).get(organisationId) ?? '';
  for (const accountId of administrators) {
    await notify(
      tx,
      {
        accountId,
        kind: 'orcid-erasure-waits',
        title: 'A person cannot be erased yet',
        body: `${waitsFor} It was tried ${erasure.attempts} times and goes on every minute. If it never can, such as after a change of credentials, you may finish it without ORCID.`,
        link: `${managePath(slug, 'exports')}/erasures`,
        once: `orcid-erasure|${erasure.id}`,
      },
      ctx.now(),
    );
  }
}
