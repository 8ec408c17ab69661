import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { requireScope } from '../../../http/actor.ts';
import { answerOnce } from '../../../http/answer-once.ts';
import { formatEtag, requireIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { findOrganisation, readOrganisationSlugs } from '../../accounts/index.ts';
import type { GiveOutContext } from '../../minting/index.ts';
import { deleteContainer, unknownContainer, updateContainer } from './change-container.ts';
import type { Container, ContainerFilter, ContainerType } from './container.ts';
import { createContainer } from './create-container.ts';
import { findContainer } from './find-containers.ts';
import { presentContainer, readFieldsInput } from './present.ts';
import {
  ChangeContainerBody,
  ContainerSchema,
  CreateCollectionBody,
  CreateCommunityBody,
  IdempotencyHeaders,
  IfMatchHeaders,
  ListContainersQuery,
  NoContent,
  pageOf,
  UuidParams,
} from './schema.ts';
import { readHandles, selectContainers } from './store.ts';

type RouteContext = GiveOutContext & Pick<AppContext, 'db'>;

/** `/communities` and `/collections` of Mintmark's own API. */
export function registerContainerRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/communities',
    {
      schema: {
        operationId: 'createCommunity',
        summary: 'Make a community, at the top or in another one',
        description: 'For curators and administrators of the organisation.',
        tags: ['Communities'],
        headers: IdempotencyHeaders,
        body: CreateCommunityBody,
        response: { 201: ContainerSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { name, community = null, organisation, metadata } = request.body;
      const wish = { name, parentId: community, organisation, metadata: readFieldsInput(metadata) };
      const body = await answerOnce(ctx, request, reply, async (tx) =>
        show(tx, await createContainer(tx, ctx, actor, { ...wish, type: 'community' })),
      );
      return reply
        .code(201)
        .headers({ location: `/api/v1/communities/${body.uuid}`, etag: formatEtag(body.version) })
        .send(body);
    },
  );

  app.post(
    '/collections',
    {
      schema: {
        operationId: 'createCollection',
        summary: 'Make a collection in a community',
        description: 'For curators and administrators of the organisation.',
        tags: ['Collections'],
        headers: IdempotencyHeaders,
        body: CreateCollectionBody,
        response: { 201: ContainerSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { name, community, metadata } = request.body;
      const wish = { name, parentId: community, metadata: readFieldsInput(metadata) };
      const body = await answerOnce(ctx, request, reply, async (tx) =>
        show(tx, await createContainer(tx, ctx, actor, { ...wish, type: 'collection' })),
      );
      return reply
        .code(201)
        .headers({ location: `/api/v1/collections/${body.uuid}`, etag: formatEtag(body.version) })
        .send(body);
    },
  );

  registerRoutesOf(instance, ctx, 'community');
  registerRoutesOf(instance, ctx, 'collection');
}

const words = {
  community: { path: '/communities', one: 'Community', many: 'Communities' },
  collection: { path: '/collections', one: 'Collection', many: 'Collections' },
} as const satisfies Record<ContainerType, unknown>;

/** What is the same for both. */
function registerRoutesOf(instance: FastifyInstance, ctx: RouteContext, type: ContainerType): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { path, one, many } = words[type];
  const tags = [many];

  app.get(
    path,
    {
      schema: {
        operationId: `list${many}`,
        summary: `${many}, in the order of their creation`,
        tags,
        querystring: ListContainersQuery,
        response: { 200: pageOf(ContainerSchema) },
      },
    },
    async (request) => {
      requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor, organisation, community } = request.query;
      const afterSeq = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const filter = await readFilter(ctx.db, organisation, community);
      if (filter === null) return { items: [], next: null };
      const found = await selectContainers(ctx.db, type, filter, { limit: limit + 1, afterSeq });
      const present = await createPresenter(ctx.db, found);
      return toPage(found, limit, present, (each) => encodeCursor([each.seq]));
    },
  );

  app.get(
    `${path}/:uuid`,
    {
      schema: {
        operationId: `read${one}`,
        summary: `One ${type}`,
        tags,
        params: UuidParams,
        response: { 200: ContainerSchema },
      },
    },
    async (request, reply) => {
      requireScope(request, 'pid:read');
      const container = await findContainer(ctx.db, type, request.params.uuid);
      if (container === null) throw unknownContainer(type);
      reply.header('etag', formatEtag(container.version));
      return show(ctx.db, container);
    },
  );

  app.patch(
    `${path}/:uuid`,
    {
      schema: {
        operationId: `change${one}`,
        summary: `Rename a ${type}, describe it anew or put it into another community`,
        description:
          'For curators and administrators. Needs `If-Match` with the ETag that you read; what you leave out stays.',
        tags,
        headers: IfMatchHeaders,
        params: UuidParams,
        body: ChangeContainerBody,
        response: { 200: ContainerSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const versions = requireIfMatch(request);
      const { name, community, metadata } = request.body;
      const after = await updateContainer(ctx, actor, type, request.params.uuid, {
        versions,
        change: { name, parentId: community, metadata: readFieldsInput(metadata) },
      });
      reply.header('etag', formatEtag(after.version));
      return show(ctx.db, after);
    },
  );

  app.delete(
    `${path}/:uuid`,
    {
      schema: {
        operationId: `delete${one}`,
        summary: `Delete an empty ${type}`,
        description: 'For curators and administrators. Needs `If-Match` with the ETag that you read.',
        tags,
        headers: IfMatchHeaders,
        params: UuidParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const versions = requireIfMatch(request);
      await deleteContainer(ctx, actor, type, request.params.uuid, versions);
      return reply.code(204).send(null);
    },
  );
}

/** @returns null for an organisation that is not there, which has none */
async function readFilter(
  db: Db,
  slug: string | undefined,
  community: string | undefined,
): Promise<ContainerFilter | null> {
  const organisation = slug === undefined ? null : await findOrganisation(db, slug);
  if (slug !== undefined && organisation === null) return null;
  return {
    ...(organisation === null ? {} : { organisationId: organisation.id }),
    ...(community === undefined ? {} : { parentId: community === 'none' ? null : community.toLowerCase() }),
  };
}

/** How to show containers, once what is beside them was read. */
async function createPresenter(db: Db, containers: readonly Container[]) {
  const ids = containers.map((each) => each.organisationId);
  const organisations = await readOrganisationSlugs(db, ids);
  const handles = await readHandles(
    db,
    containers.map((each) => each.id),
  );
  return (container: Container) =>
    presentContainer(container, {
      organisation: organisations.get(container.organisationId) ?? '',
      handle: handles.get(container.id) ?? null,
    });
}

async function show(db: Db, container: Container) {
  const present = await createPresenter(db, [container]);
  return present(container);
}
