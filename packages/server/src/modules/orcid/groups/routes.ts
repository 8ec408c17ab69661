import { createHash } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { requireActor, toEventActor } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { chooseRegistry } from '../entries/choose-registry.ts';
import { EnvironmentSchema, OrganisationParams, PageQuery, pageOf } from '../entries/schema.ts';
import { sayProblem } from '../explain-problem.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { ensureGroup, ensureNamedGroup } from './ensure-group.ts';
import { type Group, groupTypes } from './group.ts';
import { listGroups } from './store.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'>;

const tags = ['ORCID entries'];
const HOME = '/organisations/:slug/orcid/groups';

const GroupSchema = Type.Object(
  {
    groupId: Type.String(),
    name: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    type: Type.String(),
    putCode: Type.Integer(),
  },
  { $id: 'OrcidGroup', description: 'A group of peer reviews that the registry has' },
);

const GroupText = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });

/** ORCID's pattern of group ids (3.0 schema), without the ISSNs: it makes those groups itself. */
const GROUP_ID = "^(ringgold:|orcid-generated:|fundref:|publons:)[0-9a-zA-Z^._~:/?#\\[\\]@!$&'()*+,;=-]{2,}$";

const PostGroupBody = Type.Object(
  {
    groupId: Type.Optional(
      Type.String({
        maxLength: 1000,
        pattern: GROUP_ID,
        description: 'Left out: a group of that name is looked for first, and then made under an id of ours',
      }),
    ),
    name: GroupText,
    description: GroupText,
    type: Type.Enum([...groupTypes]),
    environment: Type.Optional(EnvironmentSchema),
  },
  { additionalProperties: false },
);

/** `/organisations/{slug}/orcid/groups`: what peer reviews are grouped by. */
export function registerGroupRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    HOME,
    {
      schema: {
        operationId: 'listOrcidGroups',
        summary: 'Groups of peer reviews that were found at the registry or made there, newest first',
        description: 'For administrators of the organisation, with the scope `orcid:read`.',
        tags,
        params: OrganisationParams,
        querystring: Type.Object(PageQuery, { additionalProperties: false }),
        response: { 200: pageOf(GroupSchema) },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [seq] = cursor === undefined ? [] : decodeCursor(cursor, ['number']);
      const before = seq === undefined ? null : Number(seq);
      const groups = await listGroups(ctx.db, organisation.id, { limit: limit + 1, before });
      return toPage(groups, limit, presentGroup, (group) => encodeCursor([group.seq]));
    },
  );

  app.post(
    HOME,
    {
      schema: {
        operationId: 'makeOrcidGroup',
        summary: 'Find a group of peer reviews, or make it',
        description:
          'For administrators of the organisation, with the scope `orcid:write`. A group that the registry has is found ' +
          '(200), by its id or else by its name; any other is made there (201). Groups of ISSNs come into being by ' +
          'themselves.',
        tags,
        params: OrganisationParams,
        body: PostGroupBody,
        response: { 200: GroupSchema, 201: GroupSchema },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request);
      const organisation = await requireOrcidOrganisation(ctx.db, actor, request.params.slug, 'orcid:write');
      const { groupId, name, description, type, environment } = request.body;
      const client = await chooseRegistry(ctx.db, organisation.id, environment as OrcidEnvironmentName);
      const wish = { record: { name, description, type }, actor: toEventActor(actor) };
      const answer =
        groupId === undefined
          ? await ensureNamedGroup(ctx, client, { ...wish, fallbackId: makeId(name) })
          : await ensureGroup(ctx, client, { ...wish, groupId });
      if (!answer.ok) {
        const { problem } = answer;
        if (problem.kind === 'client-refused') {
          const detail = sayProblem(problem);
          await transact(ctx.db, (tx) => noteClientRefusal(tx, { client, detail, now: ctx.now() }));
        }
        throw new AppError('move-not-allowed', sayProblem(problem));
      }
      return reply.code(answer.created ? 201 : 200).send(presentGroup(answer.group));
    },
  );
}

/** The same name always makes the same id, so that two who make it at once make one group. */
function makeId(name: string): string {
  const digest = createHash('sha256').update(name.trim().toLowerCase()).digest('hex');
  return `orcid-generated:${digest.slice(0, 20)}`;
}

function presentGroup({ groupId, name, description, type, putCode }: Omit<Group, 'seq'>) {
  return { groupId, name, description, type, putCode };
}
