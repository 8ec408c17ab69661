import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { readFieldsBeforeFiles, readFormFiles, stopReading } from '../../../http/form-files.ts';
import { goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { findNode } from '../index.ts';
import { beginUnpacking } from '../unpacking/routes.ts';
import { receiveFiles, replaceContent } from '../uploads/receive-file.ts';
import { showAgain } from './change-forms.ts';
import { toFormRefusal } from './refusal.ts';
import { DATA_PATH, type DataPageContext, nodePath, signedIn } from './signed-in.ts';

const withFiles = { ...page, preHandler: readFieldsBeforeFiles, onSend: stopReading };

/** Forms that send files: into a folder, or in the place of a file. */
export function registerFileForms(app: FastifyInstance, ctx: DataPageContext): void {
  app.post(
    `${DATA_PATH}/:id/files`,
    withFiles,
    signedIn(ctx, async (request, reply, person) => {
      const folderId = readPageId(request);
      const replaces = readField(request.body, 'replaces') === 'yes';
      try {
        const files = namedFiles(readFormFiles(request), replaces);
        const stored = await receiveFiles(ctx, person, folderId, files);
        if (readField(request.body, 'unpack') === 'yes') {
          const begun = await unpackArchives(ctx, person, stored);
          if (begun > 0) return await goTo(ctx, reply, `${nodePath(folderId)}?did=unpack`);
        }
        return await goTo(ctx, reply, `${nodePath(folderId)}?uploaded=${stored.length}`);
      } catch (error) {
        return showAgain(ctx, request, reply, person, folderId, toFormRefusal(error));
      }
    }),
  );

  app.post(
    `${DATA_PATH}/:id/content`,
    withFiles,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      try {
        const { value: file } = await readFormFiles(request).next();
        if (file === undefined) {
          throw new AppError('malformed-body', 'Choose the file that is to take its place first.');
        }
        await replaceContent(ctx, person, id, {
          mediaType: file.mediaType,
          body: file.body,
          lengthBytes: null,
          sha256: null,
          ifMatch: new Set([readField(request.body, 'sha256')]),
        });
        return await goTo(ctx, reply, nodePath(id));
      } catch (error) {
        return showAgain(ctx, request, reply, person, id, toFormRefusal(error));
      }
    }),
  );
}

/** @returns how many of the files are archives that are being unpacked now */
async function unpackArchives(
  ctx: DataPageContext,
  person: PersonActor,
  files: readonly { id: string }[],
): Promise<number> {
  let begun = 0;
  for (const { id } of files) {
    const found = await findNode(ctx.db, person, id);
    if (found === null || !/\.zip$/i.test(found.node.name)) continue;
    await beginUnpacking(ctx, person, id, null);
    begun += 1;
  }
  return begun;
}

async function* namedFiles(files: ReturnType<typeof readFormFiles>, replaces: boolean) {
  for await (const file of files) yield { ...file, replaces, sha256: null };
}
