import type { FastifyInstance } from 'fastify';
import { requireSteward } from '../../http/steward.ts';
import { deleteScheme } from '../../modules/links/index.ts';
import { putScheme, readScheme } from '../../modules/schemes/index.ts';
import { docs } from './docs.ts';
import { listAllSchemes } from './list-schemes.ts';
import { messages } from './messages.ts';
import { readSchemeBody } from './read-scheme-body.ts';
import { type IdrRefusal, refuse, refuseFields, refuseMistakes } from './refusals.ts';
import type { IdrContext } from './register.ts';
import type { Release } from './releases.ts';
import { checkSchemeRules } from './scheme-rules.ts';
import { mergeIdentifiers, presentScheme, toSchemeDocument } from './write-scheme.ts';

/** `/identifiers`: identifier schemes, by their namespace. */
export function registerIdentifierRoutes(app: FastifyInstance, ctx: IdrContext, release: Release): void {
  const { contract } = release;
  const described = docs(release);
  const unknown = (namespace: string) =>
    refuse(contract === 'documents' ? 404 : 400, messages.identifierFileNotFound(namespace));

  app.route({
    method: contract === 'documents' ? ['POST', 'PUT'] : 'POST',
    url: '/identifiers',
    schema: described.putScheme,
    handler: async (request, reply) => {
      const steward = requireSteward(request);
      const sent = readSchemeBody(request.body);
      const before = (await readScheme(ctx.db, sent.namespace))?.document ?? null;
      if (contract === 'release-4') {
        const kept = before?.applicationIdentifiers ?? [];
        refuseMistakes(checkSchemeRules(mergeIdentifiers(kept, sent.applicationIdentifiers)));
      }
      const { outcome } = await putScheme(ctx, steward, toSchemeDocument(sent, before, contract), {
        mode: contract === 'release-4' ? 'merge' : 'replace',
        versions: 'any',
      });
      return reply
        .code(contract === 'documents' && outcome === 'created' ? 201 : 200)
        .send({ message: messages.identifiersCreated });
    },
  });

  app.get<{ Querystring: Record<string, unknown> }>(
    '/identifiers',
    { schema: described.readSchemes },
    async (request) => {
      const namespace = readNamespace(request.query.namespace, contract);
      if (namespace === null) {
        return (await listAllSchemes(ctx.db)).map(({ document }) => presentScheme(document, contract));
      }
      const scheme = await readScheme(ctx.db, namespace);
      if (scheme === null) throw unknown(namespace);
      return presentScheme(scheme.document, contract);
    },
  );

  app.delete<{ Querystring: Record<string, unknown> }>(
    '/identifiers',
    { schema: described.deleteScheme },
    async (request, reply) => {
      const namespace = readNamespace(request.query.namespace, contract);
      if (namespace === null) throw refuseMissingNamespace(contract);
      if ((await readScheme(ctx.db, namespace)) === null) throw unknown(namespace);
      await deleteScheme(ctx, requireSteward(request), namespace, {
        cascade: wantsCascade(request.query.cascade, contract),
        versions: 'any',
      });
      return contract === 'documents'
        ? reply.code(204).send()
        : reply.send({ message: messages.identifiersDeleted });
    },
  );
}

/**
 * Release 4 deletes a namespace without a question and leaves its links unreachable. Here they go with it and can be
 * brought back; by the documents of release 1, only when that is said.
 */
function wantsCascade(cascade: unknown, contract: Release['contract']): boolean {
  return contract === 'release-4' ? cascade !== 'false' : cascade === 'true';
}

/**
 * Null: no namespace was named. A name that is there twice is one that no scheme has.
 * @throws IdrRefusal 400 for a name that no scheme can have, by the documents of release 1
 */
function readNamespace(value: unknown, contract: Release['contract']): string | null {
  if (value === undefined) return null;
  const namespace = String(value);
  if (contract === 'documents' && !/^[A-Za-z][\w.-]{0,62}$/.test(namespace)) {
    const message = namespace === '' ? messages.isNotEmpty('namespace') : messages.matches('namespace');
    throw refuseFields(400, [{ field: 'namespace', message }]);
  }
  return namespace === '' ? null : namespace;
}

/** The documents of release 1 have mistakes told by field; release 4 says a sentence. */
function refuseMissingNamespace(contract: Release['contract']): IdrRefusal {
  const message = messages.missingNamespace;
  return contract === 'documents'
    ? refuseFields(400, [{ field: 'namespace', message }])
    : refuse(400, message);
}
