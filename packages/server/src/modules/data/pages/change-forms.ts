import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { goTo, page, readField, readFields, readPageId } from '../../accounts/index.ts';
import { createFolder, deleteNode, type FoundNode, findNode, moveNode, requireNode } from '../index.ts';
import { beginUnpacking } from '../unpacking/routes.ts';
import { sendFilePage } from './file-page.ts';
import { sendFolderPage } from './folder-page.ts';
import { sendMovePage } from './move-page.ts';
import { type FormRefusal, toFormRefusal } from './refusal.ts';
import { DATA_PATH, type DataPageContext, nodePath, signedIn } from './signed-in.ts';

const TICKED_LIMIT = 200;

/** Forms that make, rename, move and delete. */
export function registerChangeForms(app: FastifyInstance, ctx: DataPageContext): void {
  app.post(
    `${DATA_PATH}/:id/folders`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const parentId = readPageId(request);
      const name = readField(request.body, 'name').normalize('NFC');
      try {
        const made = await createFolder(ctx, person, { parentId, name });
        return await goTo(ctx, reply, nodePath(made.node.id));
      } catch (error) {
        return showAgain(ctx, request, reply, person, parentId, toFormRefusal(error), { folderName: name });
      }
    }),
  );

  app.post(
    `${DATA_PATH}/:id/rename`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const name = readField(request.body, 'name').normalize('NFC');
      try {
        await moveNode(ctx, person, id, { name }, readVersions(request));
        return await goTo(ctx, reply, `${nodePath(id)}?did=save`);
      } catch (error) {
        return showAgain(ctx, request, reply, person, id, toFormRefusal(error), { newName: name });
      }
    }),
  );

  app.post(
    `${DATA_PATH}/:id/move`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const parentId = readField(request.body, 'to');
      const moved = await requireNode(ctx.db, person, id, 'remove');
      try {
        await requireNode(ctx.db, person, parentId, 'write');
        await moveNode(ctx, person, id, { parentId }, readVersions(request));
        return await goTo(ctx, reply, nodePath(parentId));
      } catch (error) {
        return sendMovePage(ctx, request, reply, person, moved, toFormRefusal(error));
      }
    }),
  );

  app.post(
    `${DATA_PATH}/:id/unpack`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      try {
        const { folderId } = await beginUnpacking(ctx, person, id, null);
        return await goTo(ctx, reply, `${nodePath(folderId)}?did=unpack`);
      } catch (error) {
        return showAgain(ctx, request, reply, person, id, toFormRefusal(error));
      }
    }),
  );

  app.post(
    `${DATA_PATH}/:id/delete`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const { node } = await requireNode(ctx.db, person, id, 'read');
      try {
        await deleteNode(ctx, person, id, readVersions(request));
      } catch (error) {
        return showAgain(ctx, request, reply, person, id, toFormRefusal(error));
      }
      return goTo(ctx, reply, await pathAfter(ctx, person, node.parentId));
    }),
  );

  app.post(
    `${DATA_PATH}/:id/delete-ticked`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const folderId = readPageId(request);
      const ticked = readFields(request.body, 'pick').slice(0, TICKED_LIMIT);
      for (const id of ticked) {
        const found = await findNode(ctx.db, person, id);
        // Another window may have deleted or moved it meanwhile.
        if (found === null || found.node.parentId !== folderId) continue;
        try {
          await deleteNode(ctx, person, id);
        } catch (error) {
          return showAgain(ctx, request, reply, person, folderId, toFormRefusal(error));
        }
      }
      const did = ticked.length === 0 ? '' : '?did=delete';
      return goTo(ctx, reply, `${nodePath(folderId)}${did}`);
    }),
  );
}

/** The page of a folder or file with what was refused, and what was typed. */
export async function showAgain(
  ctx: DataPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  id: string,
  refusal: FormRefusal,
  typed: { folderName?: string; newName?: string } = {},
): Promise<FastifyReply> {
  const found: FoundNode = await requireNode(ctx.db, person, id, 'read');
  return found.node.kind === 'folder'
    ? sendFolderPage(ctx, request, reply, person, found, { refusal, ...typed })
    : sendFilePage(ctx, reply, person, found, { refusal, ...typed });
}

/** Where somebody is led who deleted what they were looking at. */
async function pathAfter(
  ctx: DataPageContext,
  person: PersonActor,
  parentId: string | null,
): Promise<string> {
  const parent = parentId === null ? null : await findNode(ctx.db, person, parentId);
  return parent === null ? DATA_PATH : `${nodePath(parent.node.id)}?did=delete`;
}

/** The version that the page showed; none in the form: any. */
function readVersions(request: FastifyRequest): ReadonlySet<number> | null {
  const version = readField(request.body, 'version');
  return /^\d{1,9}$/.test(version) ? new Set([Number(version)]) : null;
}
