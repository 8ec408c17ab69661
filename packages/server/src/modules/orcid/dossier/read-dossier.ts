import type { AppContext } from '../../../context.ts';
import type { Organisation } from '../../accounts/index.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';
import { composeDossier, type Dossier } from './dossier.ts';
import { readSettings } from './store.ts';

/** What ORCID asks to be told of an organisation's integration, as it is now. */
export async function readDossier(
  ctx: Pick<AppContext, 'config' | 'db'>,
  organisation: Organisation,
): Promise<Dossier> {
  const clients = await listClientsOfOrganisation(ctx.db, organisation.id);
  return composeDossier(ctx.config, organisation, clients, await readSettings(ctx.db, organisation.id));
}
