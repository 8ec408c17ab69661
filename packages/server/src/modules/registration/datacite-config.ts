import type { DataciteConfig } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import { createOutsideFetch } from '../../outside/index.ts';
import { type RegistrarAccount, registrarPasswordContext } from './registration.ts';

export type DataciteContext = Pick<AppContext, 'alerts' | 'config' | 'db' | 'log' | 'now' | 'secrets'>;

/**
 * How to reach DataCite with an account; each call is written down as an interaction.
 * @param options.subject the identifier or account that the calls are about
 * @throws Error when the password was sealed with another SECRET_KEY
 */
export function createDataciteConfig(
  ctx: DataciteContext,
  account: RegistrarAccount,
  options: { subject: string; keepBodies: boolean },
): DataciteConfig {
  const password = ctx.secrets.open(account.sealedPassword, registrarPasswordContext(account.id));
  const credentials = Buffer.from(`${account.repositoryId}:${password}`).toString('base64');
  return {
    url: account.url,
    repositoryId: account.repositoryId,
    password,
    userAgent: formatUserAgent(ctx),
    timeoutMs: ctx.config.datacite.timeoutMs,
    fetch: createOutsideFetch(ctx, { outside: 'datacite', secrets: [password, credentials], ...options }),
  };
}

function formatUserAgent(ctx: Pick<AppContext, 'config'>): string {
  const { publicUrl, contactEmail } = ctx.config;
  return `Mintmark/0.1 (${publicUrl}${contactEmail === null ? '' : `; mailto:${contactEmail}`})`;
}
