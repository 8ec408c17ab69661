import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { listEvents } from '../../../events.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireSteward } from '../../../http/steward.ts';
import { readOrganisationNames } from '../../accounts/index.ts';
import { presentEvent } from '../present.ts';
import { EventSchema, OptionalIfMatch, PageQuery, PutVocabularyQuery, pageOf } from '../schema.ts';
import { findDuplicates } from './check-vocabulary.ts';
import { deleteVocabulary, putVocabulary, unknownVocabulary } from './put-vocabulary.ts';
import { PrefixParams, VocabularyBody, VocabularySchema } from './schema.ts';
import { listVocabularies, readAnyVocabulary, readVocabulary } from './store.ts';
import type { Vocabulary } from './vocabulary.ts';

const tags = ['Vocabularies'];

/** `/vocabularies` of Mintmark's own API. */
export function registerVocabularyRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/vocabularies',
    {
      schema: {
        operationId: 'listVocabularies',
        summary: 'Vocabularies of link types, by prefix',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(VocabularySchema) },
      },
    },
    async (request) => {
      requireSteward(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? '' : String(decodeCursor(cursor, ['string'])[0]);
      const shown = await present(ctx, await listVocabularies(ctx.db));
      const rest = shown.filter(({ prefix }) => prefix > after);
      return toPage(
        rest,
        limit,
        (each) => each,
        ({ prefix }) => encodeCursor([prefix]),
      );
    },
  );

  app.get(
    '/vocabularies/:prefix',
    {
      schema: {
        operationId: 'readVocabulary',
        summary: 'One vocabulary with its link types',
        tags,
        params: PrefixParams,
        response: { 200: VocabularySchema },
      },
    },
    async (request, reply) => {
      requireSteward(request, 'pid:read');
      const vocabulary = await readVocabulary(ctx.db, request.params.prefix);
      if (vocabulary === null) throw unknownVocabulary(request.params.prefix);
      reply.header('etag', formatEtag(vocabulary.version));
      return presentOne(ctx, vocabulary);
    },
  );

  app.put(
    '/vocabularies/:prefix',
    {
      schema: {
        operationId: 'putVocabulary',
        summary: 'Register a vocabulary of link types, or replace it',
        description:
          'For administrators of its organisation. One that is there already needs `If-Match` with the ETag that you read. ' +
          '`warnings` tell of link types that GS1 or IANA may have already.',
        tags,
        headers: OptionalIfMatch,
        params: PrefixParams,
        querystring: PutVocabularyQuery,
        body: VocabularyBody,
        response: { 200: VocabularySchema, 201: VocabularySchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request, 'org:admin');
      const { prefix } = request.params;
      const { vocabulary, outcome } = await putVocabulary(ctx, steward, prefix, readWish(request.body), {
        versions: readIfMatch(request),
        organisation: request.query.organisation,
      });
      reply.header('etag', formatEtag(vocabulary.version));
      const shown = await presentOne(ctx, vocabulary);
      if (outcome !== 'created') return shown;
      return reply.code(201).header('location', `/api/v1/vocabularies/${prefix}`).send(shown);
    },
  );

  app.delete(
    '/vocabularies/:prefix',
    {
      schema: {
        operationId: 'deleteVocabulary',
        summary: 'Take a vocabulary away',
        description:
          'Links keep the addresses of the link types that they were registered with. Needs `If-Match`; registering the prefix ' +
          'again brings it back.',
        tags,
        headers: OptionalIfMatch,
        params: PrefixParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request, 'org:admin');
      await deleteVocabulary(ctx, steward, request.params.prefix, readIfMatch(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/vocabularies/:prefix/history',
    {
      schema: {
        operationId: 'listVocabularyHistory',
        summary: 'What happened to a vocabulary, oldest first',
        tags,
        params: PrefixParams,
        querystring: PageQuery,
        response: { 200: pageOf(EventSchema) },
      },
    },
    async (request) => {
      requireSteward(request, 'pid:read');
      const { prefix } = request.params;
      if ((await readAnyVocabulary(ctx.db, prefix)) === null) throw unknownVocabulary(prefix);
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const subject = { type: 'vocabulary' as const, id: prefix };
      const events = await listEvents(ctx.db, subject, { afterId, limit: limit + 1 });
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );
}

function readWish({ uri, title, linkTypes }: Static<typeof VocabularyBody>) {
  const described = Object.entries(linkTypes).map(
    ([key, each]) => [key, { title: each.title, description: each.description ?? '' }] as const,
  );
  return { uri, title, linkTypes: Object.fromEntries(described) };
}

async function presentOne(
  ctx: Pick<AppContext, 'db'>,
  vocabulary: Vocabulary,
): Promise<Static<typeof VocabularySchema>> {
  const [shown] = await present(ctx, [vocabulary]);
  if (shown === undefined) throw new Error('one vocabulary makes one answer');
  return shown;
}

async function present(
  ctx: Pick<AppContext, 'db'>,
  vocabularies: readonly Vocabulary[],
): Promise<Static<typeof VocabularySchema>[]> {
  const ids = vocabularies.map((each) => each.organisationId);
  const names = await readOrganisationNames(ctx.db, ids);
  const gs1 = await readVocabulary(ctx.db, 'gs1');
  return vocabularies.map((each) => ({
    prefix: each.prefix,
    uri: each.uri,
    aliases: [...each.aliases],
    title: each.title,
    organisation: names.get(each.organisationId) ?? '',
    linkTypes: each.linkTypes,
    warnings: findDuplicates(each, gs1),
    version: each.version,
    createdAt: each.createdAt.toISOString(),
    updatedAt: each.updatedAt.toISOString(),
  }));
}
