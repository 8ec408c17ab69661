import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { readField } from '../../accounts/index.ts';
import { isEncrypted } from '../age/decrypt.ts';
import { OrganisationParams } from '../interactions/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { type GivenConnection, importConnections } from './import-connections.ts';
import { readFileKey, readImportFile } from './read-file.ts';
import {
  EncryptedImportBody,
  FILE_LIMIT,
  ImportBody,
  ImportQuery,
  ImportResult,
  TEXT_LIMIT,
} from './schema.ts';

const HOME = '/organisations/:slug/orcid/imports';
const tags = ['ORCID exports'];

/** `/organisations/{slug}/orcid/imports`: connections from another system that used the same credentials. */
export function registerImportRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'afterConnectionChange' | 'ageTurnstile' | 'db' | 'log' | 'now' | 'secrets'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    HOME,
    {
      bodyLimit: FILE_LIMIT,
      onRequest: requireImporter,
      schema: {
        operationId: 'importOrcidConnections',
        summary: 'Take over connections from another system',
        description:
          'For administrators, with the scope `orcid:write`: the JSON of an export with tokens, decrypted. `trial=true` says ' +
          'what would become of each connection and changes nothing. What is here already stays as it is, so that a file ' +
          'may be sent again. Imported iDs count as authenticated once their owners have signed in here.',
        tags,
        params: OrganisationParams,
        querystring: ImportQuery,
        body: ImportBody,
        response: { 200: ImportResult },
      },
    },
    async (request) => take(request, request.body.connections, request.query.trial),
  );

  app.post(
    `${HOME}/encrypted`,
    {
      bodyLimit: TEXT_LIMIT,
      onRequest: requireImporter,
      schema: {
        operationId: 'importEncryptedOrcidConnections',
        summary: 'Take over connections from an encrypted file',
        description:
          'The same with the file as it was exported, encrypted by age, and the passphrase or the private key that opens it.',
        tags,
        params: OrganisationParams,
        querystring: ImportQuery,
        body: EncryptedImportBody,
        response: { 200: ImportResult },
      },
    },
    async (request) => {
      const { file, ...given } = request.body;
      const written = Buffer.from(file, 'latin1');
      const bytes = isEncrypted(written) ? written : Buffer.from(file, 'base64');
      if (!isEncrypted(bytes)) {
        const detail = 'This is no file of age’s, in base64 or in its own letters.';
        throw new AppError('invalid-input', detail, { problems: [{ pointer: '/file', detail }] });
      }
      const connections = await readImportFile(ctx, bytes, readFileKey(given));
      return take(request, connections, request.query.trial);
    },
  );

  /** Before the body is read: nobody else has megabytes parsed. */
  async function requireImporter(request: FastifyRequest): Promise<void> {
    try {
      const slug = readField(request.params, 'slug');
      await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:write');
    } catch (error) {
      discardRest(request.raw);
      throw error;
    }
  }

  async function take(request: FastifyRequest, connections: readonly GivenConnection[], trial = false) {
    const actor = requireActor(request);
    const slug = readField(request.params, 'slug');
    const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
    return { trial, items: await importConnections(ctx, actor, organisation, connections, trial) };
  }
}
