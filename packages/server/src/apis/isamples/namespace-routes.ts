import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../errors.ts';
import { addPerson } from '../../modules/accounts/index.ts';
import { changeNamespaceMinter, createNamespace, type Shoulder } from '../../modules/minting/index.ts';
import { readGetBody } from './get-body.ts';
import type { IsamplesContext } from './register.ts';
import { requireSuperuser } from './superuser.ts';

const Name = Type.String({ minLength: 1, maxLength: 100 });
const Orcid = Type.String({ minLength: 1, maxLength: 100 });

const AddNamespaceBody = Type.Object({ shoulder: Name, orcid_ids: Type.Array(Orcid, { maxItems: 1000 }) });

const ManageOrcidBody = Type.Object({
  shoulder: Name,
  orcid_id: Orcid,
  is_remove: Type.Optional(Type.Boolean({ default: false })),
});

/** `/add_orcid_id`, `/add_namespace` and `/manage_orcid_id_for_namespace`. */
export function registerNamespaceRoutes(instance: FastifyInstance, ctx: IsamplesContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/add_orcid_id',
    {
      exposeHeadRoute: false,
      schema: { hide: true, querystring: Type.Object({ orcid_id: Orcid }) },
    },
    async (request, reply) => {
      const { actor, organisationId } = await requireSuperuser(ctx, request);
      const orcid = await addPerson(ctx, actor, { organisationId, orcid: request.query.orcid_id });
      return reply.type('application/json').send(JSON.stringify(orcid));
    },
  );

  app.post('/add_namespace', { schema: { hide: true, body: AddNamespaceBody } }, async (request) => {
    const { actor, organisationId } = await requireSuperuser(ctx, request);
    const { shoulder: name, orcid_ids: orcids } = request.body;
    return presentNamespace(await createNamespace(ctx, actor, { organisationId, name, orcids }));
  });

  app.post(
    '/manage_orcid_id_for_namespace',
    { schema: { hide: true, body: ManageOrcidBody } },
    async (request) => {
      const { actor } = await requireSuperuser(ctx, request);
      const { shoulder: name, orcid_id: orcid, is_remove: remove = false } = request.body;
      return presentNamespace(await changeNamespaceMinter(ctx, actor, { name, orcid, remove }));
    },
  );

  app.get(
    '/manage_orcid_id_for_namespace',
    { exposeHeadRoute: false, schema: { hide: true } },
    async (request) => {
      const { actor } = await requireSuperuser(ctx, request);
      const wish = await readManageOrcid(request);
      return presentNamespace(await changeNamespaceMinter(ctx, actor, wish));
    },
  );
}

/** iSamples' clients send a body with this GET; what drops it on the way, such as a browser, can use the address. */
async function readManageOrcid(
  request: FastifyRequest,
): Promise<{ name: string; orcid: string; remove: boolean }> {
  const body = (await readGetBody(request)) ?? request.query;
  const { shoulder, orcid_id: orcid, is_remove: remove = false } = body as Record<string, unknown>;
  const problems = [
    ...(isName(shoulder) ? [] : [{ pointer: '/shoulder', detail: 'This is needed, as 99999/fk4.' }]),
    ...(isName(orcid) ? [] : [{ pointer: '/orcid_id', detail: 'This is needed: an ORCID iD.' }]),
    ...([true, false, 'true', 'false'].includes(remove as boolean)
      ? []
      : [{ pointer: '/is_remove', detail: 'Use true or false.' }]),
  ];
  if (!isName(shoulder) || !isName(orcid) || problems.length > 0) {
    throw new AppError('invalid-input', 'Some values are missing or wrong.', { problems });
  }
  return { name: shoulder, orcid, remove: remove === true || remove === 'true' };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 100 && !value.includes('\0');
}

/** A namespace in iSamples' members. The order of names is kept by the service; of its state only the place is shown. */
function presentNamespace(shoulder: Shoulder) {
  return {
    primary_key: shoulder.id,
    shoulder: `${shoulder.prefix}/${shoulder.shoulder}`,
    allowed_people: shoulder.minters.map((each) => each.orcid),
    tcreated: shoulder.createdAt.toISOString(),
    tstamp: shoulder.updatedAt.toISOString(),
    minter_state: { mask: shoulder.template, issued: shoulder.issued },
  };
}
