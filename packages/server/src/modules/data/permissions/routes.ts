import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, requireIfMatch } from '../../../http/etag.ts';
import { requireNodeOfKind } from '../find-node.ts';
import type { Node } from '../node.ts';
import { IfMatchHeaders, NodeParams, PermissionsSchema, PutPermissionsBody } from '../schema.ts';
import { createPermissionPresenter, resolvePermissions } from './principals.ts';
import { findPermissions, type PermissionsInForce, putPermissions } from './put-permissions.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/** `/folders/{id}/permissions` and `/files/{id}/permissions`. */
export function registerPermissionRoutes(
  instance: FastifyInstance,
  ctx: RouteContext,
  { kind, path, tags, one }: { kind: Node['kind']; path: string; tags: string[]; one: string },
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    `${path}/:id/permissions`,
    {
      schema: {
        operationId: `read${one}Permissions`,
        summary: `Whom a ${kind} is shared with`,
        description: 'For its owners.',
        tags,
        params: NodeParams,
        response: { 200: PermissionsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'own');
      const { found, permissions } = await findPermissions(ctx.db, actor, request.params.id);
      reply.header('etag', formatEtag(found.node.version));
      return present(ctx.db, permissions);
    },
  );

  app.put(
    `${path}/:id/permissions`,
    {
      schema: {
        operationId: `put${one}Permissions`,
        summary: `Say anew whom a ${kind} is shared with`,
        description:
          'For its owners. Needs `If-Match` with the ETag that you read. What is not in the list is taken away; what is ' +
          'granted above counts, too, while it inherits. `anonymous` is everyone.',
        tags,
        headers: IfMatchHeaders,
        params: NodeParams,
        body: PutPermissionsBody,
        response: { 200: PermissionsSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const versions = requireIfMatch(request);
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'share');
      const permissions = await resolvePermissions(
        ctx.db,
        ctx.config,
        node.organisationId,
        request.body.permissions,
      );
      const wish = { inherits: request.body.inherits, permissions };
      const after = await putPermissions(ctx, actor, node.id, wish, versions);
      reply.header('etag', formatEtag(after.node.version));
      return present(ctx.db, (await findPermissions(ctx.db, actor, node.id)).permissions);
    },
  );
}

async function present(db: Db, { inherits, permissions, inherited, sealedAt }: PermissionsInForce) {
  const present = await createPermissionPresenter(db, [
    ...permissions,
    ...inherited.map(({ permission }) => permission),
    ...(sealedAt?.permissions ?? []),
  ]);
  return {
    inherits,
    permissions: permissions.flatMap(present),
    inherited: inherited.flatMap(({ path, permission }) =>
      present(permission).map((shown) => ({ ...shown, path })),
    ),
    sealed:
      sealedAt === null ? null : { path: sealedAt.path, permissions: sealedAt.permissions.flatMap(present) },
  };
}
