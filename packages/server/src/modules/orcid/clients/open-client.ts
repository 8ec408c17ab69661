import {
  ANSWER_LIMIT_BYTES,
  AnswerTooLargeError,
  createOrcidClient,
  type OrcidClient,
} from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { createOutsideFetch } from '../../../outside/index.ts';
import { clientSecretContext, type OrganisationClient } from './client.ts';
import { connectRedirectUri, findRegistry } from './registry.ts';
import { readSealedSecret } from './store.ts';

/** What the calls of one opened client are about; the log is searched by it. */
export type CallSubject = {
  /** Whose record. */
  orcid?: string;
  /** Which thing of ours. */
  thing?: { type: string; id: string };
  /** Tokens, codes and the like that these calls carry: replaced wherever they appear in what is written down. */
  secrets?: readonly string[];
};

/**
 * Makes a client of `@mintmark/orcid` of an organisation's credentials, for a few calls about one thing; each of them is
 * written down as an interaction of the organisation.
 * @throws Error when the credentials are gone, or belong to a registry that this service does not know
 */
export async function openOrcidClient(
  ctx: Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>,
  client: OrganisationClient,
  subject: CallSubject = {},
): Promise<OrcidClient> {
  const environment = findRegistry(ctx.config, client.environment);
  if (environment === null) throw new Error('this service runs with no ORCID stand-in');
  const sealed = await readSealedSecret(ctx.db, client.id);
  if (sealed === null) throw new Error('these ORCID credentials are gone');
  const clientSecret = ctx.secrets.open(sealed, clientSecretContext(client));
  return createOrcidClient({
    environment,
    clientId: client.clientId,
    clientSecret,
    redirectUri: connectRedirectUri(ctx.config),
    fetch: createOutsideFetch(ctx, {
      outside: 'orcid',
      subject: subject.orcid ?? null,
      // One limit decides: that of the client, which tells what is too large from what did not come.
      answerLimit: { bytes: ANSWER_LIMIT_BYTES, refuse: (bytes) => new AnswerTooLargeError(bytes) },
      secrets: [clientSecret, ...(subject.secrets ?? [])],
      about: {
        organisationId: client.organisationId,
        orcidClientId: client.id,
        thing: subject.thing ?? null,
      },
    }),
  });
}
