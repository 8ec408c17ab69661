import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../context.ts';
import { listEvents } from '../../events.ts';
import { formatEtag, readIfMatch } from '../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { requireSteward } from '../../http/steward.ts';
import { readOrganisationName, readOrganisationNames } from '../accounts/index.ts';
import { unknownScheme } from './change-scheme.ts';
import { checkPath, checkValue } from './check-identifier.ts';
import { exportSchemes, importSchemes, readMirror, type TransferContext } from './mirror/transfer.ts';
import { presentEvent, presentScheme, presentSchemeDetails } from './present.ts';
import { putScheme } from './put-scheme.ts';
import {
  CheckAnswer,
  CheckBody,
  EventSchema,
  ImportBody,
  NamespaceParams,
  OptionalIfMatch,
  PageQuery,
  PutSchemeQuery,
  pageOf,
  SchemeDetailsSchema,
  SchemeSchema,
  TransferAnswer,
} from './schema.ts';
import { compiledScheme, type Scheme } from './scheme.ts';
import { listSchemes, readAnyScheme, readScheme } from './store.ts';
import { registerVocabularyRoutes } from './vocabularies/routes.ts';
import { listVocabularies } from './vocabularies/store.ts';

const tags = ['Schemes'];

/** Its rules are in checkDocument, and all its mistakes are told together. */
const DocumentBody = Type.Unknown({
  description:
    'The namespace document, as `document` of an answer shows it; `id`, `namespace`, `namespaceURI`, `namespaceProfile` and each `ai` may be left out',
});

/** `/schemes` and `/vocabularies` of Mintmark's own API; deleting and restoring schemes is with their links. */
export function registerSchemeRoutes(instance: FastifyInstance, ctx: TransferContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/schemes',
    {
      schema: {
        operationId: 'listSchemes',
        summary: 'Identifier schemes, by namespace',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(SchemeSchema) },
      },
    },
    async (request) => {
      requireSteward(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const schemes = await listSchemes(ctx.db, { after, limit: limit + 1 });
      const ids = schemes.map((each) => each.organisationId);
      const names = await readOrganisationNames(ctx.db, ids);
      const vocabularies = await listVocabularies(ctx.db);
      return toPage(
        schemes,
        limit,
        (each) =>
          presentScheme(each, {
            organisation: names.get(each.organisationId) ?? '',
            publicUrl: ctx.config.publicUrl,
            vocabularies,
          }),
        (each) => encodeCursor([each.namespace]),
      );
    },
  );

  app.get(
    '/schemes/:namespace',
    {
      schema: {
        operationId: 'readScheme',
        summary: 'One identifier scheme with its document',
        tags,
        params: NamespaceParams,
        response: { 200: SchemeDetailsSchema },
      },
    },
    async (request, reply) => {
      requireSteward(request, 'pid:read');
      const scheme = await requireScheme(ctx, request.params.namespace);
      reply.header('etag', formatEtag(scheme.version));
      return showDetails(ctx, scheme);
    },
  );

  app.put(
    '/schemes/:namespace',
    {
      schema: {
        operationId: 'putScheme',
        summary: 'Register an identifier scheme, or replace its document',
        description:
          'For administrators of its organisation. Every rule is checked, and all problems are told at once. A scheme that is ' +
          'there already needs `If-Match` with the ETag that you read.',
        tags,
        headers: OptionalIfMatch,
        params: NamespaceParams,
        querystring: PutSchemeQuery,
        body: DocumentBody,
        response: { 200: SchemeDetailsSchema, 201: SchemeDetailsSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request, 'org:admin');
      const { namespace } = request.params;
      const versions = readIfMatch(request);
      const { scheme, outcome } = await putScheme(ctx, steward, request.body, {
        ...request.query,
        mode: 'replace',
        versions,
        mustExist: versions === 'any',
        namespace,
      });
      reply.header('etag', formatEtag(scheme.version));
      const details = await showDetails(ctx, scheme);
      if (outcome !== 'created') return details;
      reply.header('location', `/api/v1/schemes/${encodeURIComponent(scheme.namespace)}`);
      return reply.code(201).send(details);
    },
  );

  app.get(
    '/schemes/:namespace/history',
    {
      schema: {
        operationId: 'listSchemeHistory',
        summary: 'What happened to a scheme, oldest first',
        description: 'Also of one that was deleted.',
        tags,
        params: NamespaceParams,
        querystring: PageQuery,
        response: { 200: pageOf(EventSchema) },
      },
    },
    async (request) => {
      requireSteward(request, 'pid:read');
      const { namespace } = request.params;
      if ((await readAnyScheme(ctx.db, namespace)) === null) throw unknownScheme(namespace);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const subject = { type: 'scheme' as const, id: namespace };
      const events = await listEvents(ctx.db, subject, { afterId, limit: limit + 1 });
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );

  app.post(
    '/schemes/:namespace/check',
    {
      schema: {
        operationId: 'checkIdentifier',
        summary: 'Read an identifier of a scheme, and say what is wrong with it',
        tags,
        params: NamespaceParams,
        body: CheckBody,
        response: { 200: CheckAnswer },
      },
    },
    async (request) => {
      requireSteward(request, 'pid:read');
      const scheme = compiledScheme(await requireScheme(ctx, request.params.namespace));
      const { body } = request;
      return 'path' in body
        ? checkPath(scheme, body.path, ctx.config.publicUrl)
        : checkValue(scheme, body.ai, body.value);
    },
  );

  app.post(
    '/schemes/import',
    {
      schema: {
        operationId: 'importSchemes',
        summary: 'Take over the schemes that stand in object storage',
        description:
          'For operators. Reads every `{namespace}.json` under IDENTIFIER_PATH, also those that an Identity Resolver wrote; ' +
          'each is taken over whole, or not at all with every problem told.',
        tags,
        body: ImportBody,
        response: { 200: TransferAnswer },
      },
    },
    async (request) => {
      const steward = requireSteward(request, 'org:admin');
      return { items: await importSchemes(ctx, steward, request.body) };
    },
  );

  app.post(
    '/schemes/export',
    {
      schema: {
        operationId: 'exportSchemes',
        summary: 'Write all schemes to object storage now',
        description: 'For operators. Whatever stands there under the name of a scheme is overwritten.',
        tags,
        response: { 200: TransferAnswer },
      },
    },
    async (request) => {
      const steward = requireSteward(request, 'org:admin');
      return { items: await exportSchemes(ctx, steward) };
    },
  );

  registerVocabularyRoutes(instance, ctx);
}

async function requireScheme(ctx: Pick<AppContext, 'db'>, namespace: string): Promise<Scheme> {
  const scheme = await readScheme(ctx.db, namespace);
  if (scheme === null) throw unknownScheme(namespace);
  return scheme;
}

async function showDetails(ctx: Pick<AppContext, 'config' | 'db'>, scheme: Scheme) {
  return presentSchemeDetails(scheme, {
    organisation: await readOrganisationName(ctx.db, scheme.organisationId),
    publicUrl: ctx.config.publicUrl,
    vocabularies: await listVocabularies(ctx.db),
    mirror: await readMirror(ctx, scheme.namespace),
  });
}
