import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { listEvents } from '../../../events.ts';
import { assertScope, requireActor, requirePerson } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { listGrantsOfConnection, type Organisation } from '../../accounts/index.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import {
  ChangeConnectionBody,
  ConnectionDetailSchema,
  ConnectionParams,
  ConnectionQuery,
  ConnectionSchema,
  OrganisationParams,
  OwnConnectionParams,
  pageOf,
} from '../schema.ts';
import { changeConnection, requireOwn } from './change-connection.ts';
import type { Connection } from './connection.ts';
import { disconnect } from './disconnect.ts';
import { presentConnection, presentConnectionDetail } from './present.ts';
import { readOrganisations } from './read-organisations.ts';
import { requireConnection } from './require-connection.ts';
import { listConnections, listConnectionsOfAccount, readConnection } from './store.ts';

const tags = ['ORCID'];
const HISTORY_LIMIT = 200;

type ConnectionRouteContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'now' | 'wakeConnections'
>;

/** Connections of an organisation, for its administrators, and of a person, for themselves. */
export function registerConnectionRoutes(instance: FastifyInstance, ctx: ConnectionRouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/organisations/:slug/orcid/connections',
    {
      schema: {
        operationId: 'listOrcidConnections',
        summary: 'Who connected their record with an organisation, newest first',
        description: 'For its administrators and for operators.',
        tags,
        params: OrganisationParams,
        querystring: ConnectionQuery,
        response: { 200: pageOf(ConnectionSchema) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor, state, text } = request.query;
      const before = cursor === undefined ? null : Number(decodeCursor(cursor, ['number'])[0]);
      const filter = {
        organisationId: organisation.id,
        ...(state === undefined ? {} : { state }),
        ...(text === undefined ? {} : { text: text.trim() }),
      };
      const rows = await listConnections(ctx.db, filter, { limit: limit + 1, before });
      return toPage(
        rows,
        limit,
        (row) => presentConnection(ctx.config, row, organisation),
        (row) => encodeCursor([row.seq]),
      );
    },
  );

  app.get(
    '/organisations/:slug/orcid/connections/:id',
    {
      schema: {
        operationId: 'readOrcidConnection',
        summary: 'One connection with its ledger and its history',
        description: 'For administrators of the organisation and for operators. Tokens are never shown.',
        tags,
        params: ConnectionParams,
        response: { 200: ConnectionDetailSchema },
      },
    },
    async (request, reply) => {
      const { slug, id } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const connection = await requireConnection(ctx.db, organisation, id);
      return reply
        .header('etag', formatEtag(connection.version))
        .send(await presentDetail(ctx, connection, organisation));
    },
  );

  app.delete(
    '/organisations/:slug/orcid/connections/:id',
    {
      schema: {
        operationId: 'endOrcidConnection',
        summary: 'Disconnect a person: every token is revoked at ORCID',
        description: 'For administrators of the organisation and for operators. Repeating it is harmless.',
        tags,
        params: ConnectionParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const { slug, id } = request.params;
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await disconnect(ctx, actor, await requireConnection(ctx.db, organisation, id), null);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/orcid/connections',
    {
      schema: {
        operationId: 'listOwnOrcidConnections',
        summary: 'The organisations that you connected your record with',
        tags,
        response: { 200: pageOf(ConnectionSchema) },
      },
    },
    async (request) => {
      const person = requirePerson(request);
      assertScope(person, 'orcid:read');
      const rows = await listConnectionsOfAccount(ctx.db, person.accountId);
      const items = rows.filter(({ state }) => state !== 'erased');
      const organisations = await readOrganisations(ctx.db, items);
      return {
        items: items.map((row) => presentConnection(ctx.config, row, organisations(row))),
        next: null,
      };
    },
  );

  app.get(
    '/orcid/connections/:id',
    {
      schema: {
        operationId: 'readOwnOrcidConnection',
        summary: 'One of your connections with its history',
        tags,
        params: OwnConnectionParams,
        response: { 200: ConnectionDetailSchema },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      assertScope(person, 'orcid:read');
      const connection = requireOwn(await readConnection(ctx.db, request.params.id), person);
      const organisations = await readOrganisations(ctx.db, [connection]);
      return reply
        .header('etag', formatEtag(connection.version))
        .send(await presentDetail(ctx, connection, organisations(connection)));
    },
  );

  app.patch(
    '/orcid/connections/:id',
    {
      schema: {
        operationId: 'changeOwnOrcidConnection',
        summary: 'Choose how your record is kept, and the language of ORCID’s pages',
        tags,
        params: OwnConnectionParams,
        body: ChangeConnectionBody,
        response: { 200: ConnectionSchema },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      assertScope(person, 'orcid:write');
      const { params, body } = request;
      const connection = await changeConnection(ctx, person, params.id, body, readIfMatch(request));
      const organisations = await readOrganisations(ctx.db, [connection]);
      return reply
        .header('etag', formatEtag(connection.version))
        .send(presentConnection(ctx.config, connection, organisations(connection)));
    },
  );

  app.delete(
    '/orcid/connections/:id',
    {
      schema: {
        operationId: 'endOwnOrcidConnection',
        summary: 'Disconnect your record: every token is revoked at ORCID',
        description: 'What was written to your record stays there. Repeating it is harmless.',
        tags,
        params: OwnConnectionParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      assertScope(person, 'orcid:write');
      const connection = requireOwn(await readConnection(ctx.db, request.params.id), person);
      await disconnect(ctx, person, connection, null);
      return reply.code(204).send(null);
    },
  );
}

async function presentDetail(
  ctx: ConnectionRouteContext,
  connection: Connection,
  organisation: Pick<Organisation, 'slug' | 'name'>,
) {
  const [grants, history] = await Promise.all([
    listGrantsOfConnection(ctx.db, connection.id),
    listEvents(ctx.db, { type: 'orcid-connection', id: connection.id }, { afterId: 0, limit: HISTORY_LIMIT }),
  ]);
  return presentConnectionDetail(ctx.config, connection, organisation, { grants, history, now: ctx.now() });
}
