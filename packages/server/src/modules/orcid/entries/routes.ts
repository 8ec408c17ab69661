import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { parseOrcid } from '@mintmark/identifiers';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { chooseRegistry } from './choose-registry.ts';
import { presentEntry } from './present.ts';
import { noEntry, removeEntry } from './remove-entry.ts';
import { sayEntry } from './say-entry.ts';
import {
  EntryFilterQuery,
  EntryParams,
  EntrySchema,
  OrganisationParams,
  PageQuery,
  PostEntryBody,
  PutEntryBody,
  pageOf,
} from './schema.ts';
import { type ListedEntry, listEntries, readEntry } from './store.ts';

type RouteContext = Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>;

const tags = ['ORCID entries'];
const HOME = '/organisations/:slug/orcid/entries';

/** `/organisations/{slug}/orcid/entries`: what an organisation says about people, for their records. */
export function registerEntryRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    HOME,
    {
      schema: {
        operationId: 'listOrcidEntries',
        summary: 'What the organisation says about people, newest first',
        description: 'For its administrators, with the scope `orcid:read`.',
        tags,
        params: OrganisationParams,
        querystring: Type.Object({ ...EntryFilterQuery, ...PageQuery }, { additionalProperties: false }),
        response: { 200: pageOf(EntrySchema) },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor, kind, orcid, localId, batch } = request.query;
      const [seq] = cursor === undefined ? [] : decodeCursor(cursor, ['number']);
      const filter = {
        organisationId: organisation.id,
        kind,
        orcid: orcid === undefined ? undefined : readOrcid(orcid),
        localId,
        batchId: batch,
      };
      const entries = await listEntries(ctx.db, filter, {
        limit: limit + 1,
        before: seq === undefined ? null : Number(seq),
      });
      return toPage(
        entries,
        limit,
        (entry) => presentEntry(entry, slug),
        (entry) => encodeCursor([entry.seq]),
      );
    },
  );

  app.post(
    HOME,
    {
      schema: {
        operationId: 'sayOrcidEntry',
        summary: 'Say something about a person, for their record',
        description:
          'For administrators of the organisation, with the scope `orcid:write`. It is written to the record of whoever ' +
          'has connected; for others it waits. `localId` is your own key: the same key and kind again changes the entry ' +
          'instead of making another.',
        tags,
        params: OrganisationParams,
        body: PostEntryBody,
        response: { 200: EntrySchema, 201: EntrySchema },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const { environment, kind, localId, orcid = null, email = null, item, group = null } = request.body;
      // The schema has just checked that it is one of them.
      const client = await chooseRegistry(ctx.db, organisation.id, environment as OrcidEnvironmentName);
      const { entry, outcome } = await sayEntry(ctx, actor, {
        organisationId: organisation.id,
        environment: client.environment,
        given: { kind, localId, orcid, email, item, group },
        versions: readIfMatch(request),
      });
      const body = presentEntry(entry, slug);
      reply.header('etag', formatEtag(entry.version));
      if (outcome !== 'created') return reply.code(200).send(body);
      return reply.code(201).header('location', body.links.self).send(body);
    },
  );

  app.get(
    `${HOME}/:id`,
    {
      schema: {
        operationId: 'readOrcidEntry',
        summary: 'One entry, and what stands of it on the record',
        tags,
        params: EntryParams,
        response: { 200: EntrySchema },
      },
    },
    async (request, reply) => {
      const { slug, id } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const entry = await requireEntry(organisation.id, id);
      reply.header('etag', formatEtag(entry.version));
      return presentEntry(entry, slug);
    },
  );

  app.put(
    `${HOME}/:id`,
    {
      schema: {
        operationId: 'changeOrcidEntry',
        summary: 'Say something else instead',
        description: 'What is on the record is changed there. Kind, key and registry stay what they are.',
        tags,
        params: EntryParams,
        body: PutEntryBody,
        response: { 200: EntrySchema },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const { slug, id } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      const before = await requireEntry(organisation.id, id);
      const { orcid = null, email = null, item, group = null } = request.body;
      const { entry } = await sayEntry(ctx, actor, {
        organisationId: organisation.id,
        environment: before.environment,
        given: { kind: before.kind, localId: before.localId, orcid, email, item, group },
        versions: readIfMatch(request),
      });
      reply.header('etag', formatEtag(entry.version));
      return presentEntry(entry, slug);
    },
  );

  app.delete(
    `${HOME}/:id`,
    {
      schema: {
        operationId: 'removeOrcidEntry',
        summary: 'Take an entry back',
        description: 'What was put on the record is taken off it. Repeating it is harmless.',
        tags,
        params: EntryParams,
        response: { 204: Type.Null({ description: 'Done' }) },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const { slug, id } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
      await removeEntry(ctx, actor, {
        organisationId: organisation.id,
        id,
        versions: readIfMatch(request),
      });
      return reply.code(204).send(null);
    },
  );

  async function requireEntry(organisationId: string, id: string): Promise<ListedEntry> {
    const entry = await readEntry(ctx.db, id);
    if (entry === null || entry.organisationId !== organisationId) throw noEntry();
    return entry;
  }
}

function readOrcid(text: string): string {
  const parsed = parseOrcid(text);
  if (parsed.ok) return parsed.value.canonical;
  throw new AppError('invalid-input', 'This is not an ORCID iD.', {
    problems: [{ pointer: '/querystring/orcid', detail: parsed.problem.message }],
  });
}
