import type { AppContext } from './context.ts';
import { ensureOrganisation } from './modules/accounts/index.ts';
import { ensureDefaultShoulders } from './modules/minting/index.ts';
import { setEnvironmentClient } from './modules/orcid/index.ts';
import { rememberInstance, setRegistrarAccount } from './modules/registration/index.ts';
import { loadFirstSchemes } from './modules/schemes/index.ts';

/**
 * What is there after every start: the first organisation, the registrar account and the ORCID credentials of the
 * environment variables, its shoulders, and after the first start the schemes that come with the service. Repeating it
 * changes nothing, so a start that was killed half-way is simply started again.
 */
export async function bootstrap(
  ctx: Pick<AppContext, 'afterConnectionChange' | 'config' | 'db' | 'secrets' | 'now'>,
): Promise<void> {
  await rememberInstance(ctx);
  const organisationId = await ensureOrganisation(ctx, {
    slug: 'default',
    name: 'Default organisation',
  });
  const { url, repositoryId, password, requestsPerFiveMinutes } = ctx.config.datacite;
  const registrarAccountId = await setRegistrarAccount(ctx, {
    organisationId,
    url,
    repositoryId,
    password,
    requestsPerFiveMinutes,
  });
  await setEnvironmentClient(ctx, organisationId);
  await ensureDefaultShoulders(ctx, organisationId, registrarAccountId);
  await loadFirstSchemes(ctx, organisationId);
}
