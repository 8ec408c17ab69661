import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { goTo, page, readPageId } from '../../accounts/index.ts';
import { findNode, restoreNode } from '../index.ts';
import { listTrash } from '../trash/find-trashed.ts';
import { presentNode } from './describe.ts';
import { type FormRefusal, toFormRefusal } from './refusal.ts';
import { DATA_PATH, type DataPageContext, formTokenOf, nodePath, signedIn } from './signed-in.ts';

const SHOWN = 200;
const TRASH_PATH = `${DATA_PATH}/trash`;

/** What somebody deleted, and how it comes back. */
export function registerTrashPages(app: FastifyInstance, ctx: DataPageContext): void {
  app.get(
    TRASH_PATH,
    page,
    signedIn(ctx, (_request, reply, person) => sendTrashPage(ctx, reply, person)),
  );

  app.post(
    `${TRASH_PATH}/:id/restore`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      try {
        const { node } = await restoreNode(ctx, person, readPageId(request));
        const parent = node.parentId === null ? null : await findNode(ctx.db, person, node.parentId);
        const back = parent === null ? nodePath(node.id) : nodePath(parent.node.id);
        return await goTo(ctx, reply, `${back}?did=restore`);
      } catch (error) {
        return sendTrashPage(ctx, reply, person, toFormRefusal(error));
      }
    }),
  );
}

async function sendTrashPage(
  ctx: DataPageContext,
  reply: FastifyReply,
  person: PersonActor,
  refusal: FormRefusal | null = null,
): Promise<FastifyReply> {
  const found = await listTrash(ctx.db, person, { after: null, limit: SHOWN, now: ctx.now() });
  return ctx.pages.send(reply, refusal?.status ?? 200, 'data-trash', {
    title: 'Trash',
    formToken: formTokenOf(ctx, person),
    refusal,
    entries: found.map((each) => {
      const { id, name, kind, path } = presentNode(each);
      return { id, name, kind, path, deletedAt: presentMoment(each.node.deletedAt ?? each.node.modifiedAt) };
    }),
  });
}
