import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { showRefusals } from '../../../http/pages.ts';
import { page, readPageId } from '../../accounts/index.ts';
import { requireNode } from '../index.ts';
import { FILE_BYTES, FORM_FILES } from '../uploads/limits.ts';
import { registerChangeForms } from './change-forms.ts';
import { registerDownloads } from './downloads.ts';
import { registerFileForms } from './file-forms.ts';
import { sendFilePage } from './file-page.ts';
import { sendFolderPage } from './folder-page.ts';
import { sendHomePage } from './home-page.ts';
import { sendMovePage } from './move-page.ts';
import { registerSharingForms } from './sharing-forms.ts';
import { sendSharingPage } from './sharing-page.ts';
import { DATA_PATH, type DataPageContext, signedIn } from './signed-in.ts';
import { registerTrashPages } from './trash-page.ts';

const FIELD_BYTES = 4096;

/** The pages where researchers keep, describe and share their files. No JavaScript needed. */
export function registerDataPages(app: FastifyInstance, ctx: DataPageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: DATA_PATH, text: 'To your data' } });

    scope.get(
      DATA_PATH,
      page,
      signedIn(ctx, (_request, reply, person) => sendHomePage(ctx, reply, person)),
    );
    registerTrashPages(scope, ctx);

    scope.get(
      `${DATA_PATH}/:id`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const found = await requireNode(ctx.db, person, readPageId(request), 'read');
        return found.node.kind === 'folder'
          ? sendFolderPage(ctx, request, reply, person, found)
          : sendFilePage(ctx, reply, person, found);
      }),
    );
    scope.get(
      `${DATA_PATH}/:id/move`,
      page,
      signedIn(ctx, async (request, reply, person) =>
        sendMovePage(
          ctx,
          request,
          reply,
          person,
          await requireNode(ctx.db, person, readPageId(request), 'remove'),
        ),
      ),
    );
    scope.get(
      `${DATA_PATH}/:id/sharing`,
      page,
      signedIn(ctx, async (request, reply, person) =>
        sendSharingPage(ctx, reply, person, await requireNode(ctx.db, person, readPageId(request), 'share')),
      ),
    );
    registerChangeForms(scope, ctx);
    registerSharingForms(scope, ctx);
    registerDownloads(scope, ctx);

    // Apart, because forms with files are not read into memory.
    await scope.register(async (files) => {
      await files.register(multipart, {
        limits: { fileSize: FILE_BYTES, files: FORM_FILES, fields: 20, fieldSize: FIELD_BYTES },
        throwFileSizeLimit: true,
      });
      registerFileForms(files, ctx);
    });
  });
}
