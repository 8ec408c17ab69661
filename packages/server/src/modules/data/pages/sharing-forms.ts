import type { FastifyInstance } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { type Permission, putPermissions, readPermissions, requireNode } from '../index.ts';
import { toFormRefusal } from './refusal.ts';
import { readNewPermission, writePrincipal } from './sharing.ts';
import { sendSharingPage } from './sharing-page.ts';
import { DATA_PATH, type DataPageContext, nodePath, signedIn } from './signed-in.ts';

/** Forms that share a folder or file, and end that. */
export function registerSharingForms(app: FastifyInstance, ctx: DataPageContext): void {
  app.post(
    `${DATA_PATH}/:id/sharing`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const found = await requireNode(ctx.db, person, id, 'share');
      const form = {
        whom: readField(request.body, 'whom'),
        orcid: readField(request.body, 'orcid'),
        level: readField(request.body, 'level'),
      };
      try {
        const added = await readNewPermission(ctx, found, form);
        await change(ctx, person, id, (present) => [
          ...present.filter((each) => !isFor(each, writePrincipal(added.principal))),
          added,
        ]);
      } catch (error) {
        return sendSharingPage(ctx, reply, person, found, { ...form, refusal: toFormRefusal(error) });
      }
      return goTo(ctx, reply, `${nodePath(id)}/sharing`);
    }),
  );

  app.post(
    `${DATA_PATH}/:id/sharing/end`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const whom = readField(request.body, 'whom');
      const found = await requireNode(ctx.db, person, id, 'share');
      try {
        await change(ctx, person, id, (present) => present.filter((each) => !isFor(each, whom)));
      } catch (error) {
        const form = { whom: 'person', orcid: '', level: 'read' };
        return sendSharingPage(ctx, reply, person, found, { ...form, refusal: toFormRefusal(error) });
      }
      return goTo(ctx, reply, `${nodePath(id)}/sharing`);
    }),
  );

  app.post(
    `${DATA_PATH}/:id/sharing/inherit`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const inherits = readField(request.body, 'inherits') === 'yes';
      const { permissions } = await readPermissionsFor(ctx, person, id);
      await putPermissions(ctx, person, id, { inherits, permissions });
      return goTo(ctx, reply, `${nodePath(id)}/sharing`);
    }),
  );
}

async function change(
  ctx: DataPageContext,
  person: PersonActor,
  id: string,
  alter: (present: readonly Permission[]) => Permission[],
): Promise<void> {
  const { inherits, permissions, version } = await readPermissionsFor(ctx, person, id);
  // Two windows at once: the second one is told, instead of undoing the first one's change.
  await putPermissions(ctx, person, id, { inherits, permissions: alter(permissions) }, new Set([version]));
}

async function readPermissionsFor(ctx: DataPageContext, person: PersonActor, id: string) {
  const { node } = await requireNode(ctx.db, person, id, 'share');
  return { ...(await readPermissions(ctx.db, id)), version: node.version };
}

function isFor(permission: Permission, whom: string): boolean {
  return writePrincipal(permission.principal) === whom;
}
