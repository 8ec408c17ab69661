import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../errors.ts';
import { showRefusals } from '../../../http/pages.ts';
import { goTo, page, readField } from '../../accounts/index.ts';
import { createRequest } from '../creating/create-request.ts';
import { RequestRefused } from '../creating/request-problem.ts';
import { REQUESTS_PATH, requestPath } from '../pages/paths.ts';
import { type RequestPageContext, signedIn } from '../pages/signed-in.ts';
import type { PipelineContext } from '../pipelines/pipeline-context.ts';
import { stageAtOnce } from '../pipelines/stage-at-once.ts';
import { sendOwnRequests } from './list-page.ts';
import { sendNewRequest } from './new-page.ts';

/** The pages where researchers ask for permanent identifiers of their folders. No JavaScript needed. */
export function registerOwnRequestPages(
  app: FastifyInstance,
  ctx: RequestPageContext & PipelineContext,
): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app/data', text: 'To your data' } });

    scope.get(
      REQUESTS_PATH,
      page,
      signedIn(ctx, (request, reply, person) => sendOwnRequests(ctx, request, reply, person)),
    );

    scope.get(
      `${REQUESTS_PATH}/new`,
      page,
      signedIn(ctx, (request, reply, person) =>
        sendNewRequest(ctx, reply, person, readField(request.query, 'folder')),
      ),
    );

    scope.post(
      `${REQUESTS_PATH}/new`,
      page,
      signedIn(ctx, async (request, reply, person) => {
        const folderId = readField(request.body, 'folder');
        const form = {
          type: readField(request.body, 'type'),
          comment: readField(request.body, 'comment').replaceAll('\r\n', '\n').trim(),
        };
        if (readField(request.body, 'understood') !== 'yes') {
          const mistake = 'Say that you have understood that published files stay as they are.';
          return sendNewRequest(ctx, reply, person, folderId, { ...form, status: 400, mistake });
        }
        try {
          const made = await createRequest(ctx, person, {
            folderId,
            type: form.type,
            comment: form.comment === '' ? null : form.comment,
          });
          await stageAtOnce(ctx, made.id);
          return await goTo(ctx, reply, requestPath(made.id));
        } catch (error) {
          if (!(error instanceof AppError) || ['internal-error', 'not-found'].includes(error.code))
            throw error;
          // The page lists everything that speaks against the folder.
          const mistake = error instanceof RequestRefused ? null : error.message;
          return sendNewRequest(ctx, reply, person, folderId, { ...form, status: error.status, mistake });
        }
      }),
    );
  });
}
