import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { showRefusals } from '../../../http/pages.ts';
import { goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { answerChange } from '../changes/answer-change.ts';
import { type CheckChange, recheck, setCheck } from '../checklist/set-check.ts';
import { addComment } from '../comments/add-comment.ts';
import { approveRequest } from '../moving/approve-request.ts';
import { assignRequest } from '../moving/assign-request.ts';
import { publishRequest, startPublishing } from '../moving/publish-request.ts';
import { reopenRequest } from '../moving/reopen-request.ts';
import { resubmitRequest } from '../moving/resubmit-request.ts';
import { retryRequest } from '../moving/retry-request.ts';
import { returnRequest } from '../moving/return-request.ts';
import { rejectRequest, withdrawRequest } from '../moving/turn-back-request.ts';
import { setStatus } from '../status-codes/set-status.ts';
import { CURATION_PATH, REQUESTS_PATH, requestPath } from './paths.ts';
import { readQueueFilter, sendQueuePage } from './queue-page.ts';
import { readAnchorOf, readAnswers, readSaid, readText, readWishes } from './read-forms.ts';
import { sendRequestPage } from './request-page.ts';
import { registerSettingsPage } from './settings-page.ts';
import { type RequestPageContext, signedIn } from './signed-in.ts';
import { readTyped } from './typed-form.ts';

/** A return may carry several texts of the greatest length, each character in up to twelve bytes. */
const FORM_LIMIT_BYTES = 1_048_576;

/** The pages where curators work through requests, and requesters follow theirs. No JavaScript needed. */
export function registerRequestPages(app: FastifyInstance, ctx: RequestPageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app', text: 'To the console' } });

    scope.get(
      CURATION_PATH,
      page,
      signedIn(ctx, (request, reply, person) =>
        sendQueuePage(ctx, reply, person, readQueueFilter(request.query), readField(request.query, 'cursor')),
      ),
    );

    scope.get(
      `${REQUESTS_PATH}/:id`,
      page,
      signedIn(ctx, (request, reply, person) => sendRequestPage(ctx, reply, person, readPageId(request))),
    );

    registerSettingsPage(scope, ctx);
    registerMoves(scope, ctx);
    registerConversation(scope, ctx);
    registerChecklist(scope, ctx);
  });
}

function registerMoves(app: FastifyInstance, ctx: RequestPageContext): void {
  registerForm(app, ctx, 'assign', async (person, id, input) => {
    const to = readField(input, 'to');
    await assignRequest(ctx, person, id, { ...readSaid(input), assigneeId: to === '' ? null : readId(to) });
  });
  registerForm(app, ctx, 'return', async (person, id, input) => {
    const changes = await readWishes(ctx.db, person, id, input, ctx.now());
    await returnRequest(ctx, person, id, { ...readSaid(input), changes });
  });
  registerForm(app, ctx, 'approve', async (person, id, input) => {
    const move = readField(input, 'what') === 'publish' ? startPublishing : approveRequest;
    await move(ctx, person, id, readSaid(input));
  });
  registerForm(app, ctx, 'publish', (person, id, input) => publishRequest(ctx, person, id, readSaid(input)));
  registerForm(app, ctx, 'reopen', (person, id, input) => reopenRequest(ctx, person, id, readSaid(input)));
  registerForm(app, ctx, 'retry', (person, id, input) => retryRequest(ctx, person, id, readSaid(input)));
  registerForm(app, ctx, 'reject', (person, id, input) => rejectRequest(ctx, person, id, readSaid(input)));
  registerForm(app, ctx, 'withdraw', (person, id, input) =>
    withdrawRequest(ctx, person, id, readSaid(input)),
  );
  registerForm(app, ctx, 'status', async (person, id, input) => {
    const { comment } = readSaid(input);
    await setStatus(ctx, person, id, { label: readText(input, 'label'), comment });
  });
  registerForm(app, ctx, 'resubmit', async (person, id, input) => {
    for (const { changeId, ...answer } of readAnswers(input)) {
      await answerChange(ctx, person, id, changeId, answer);
    }
    if (readField(input, 'what') !== 'send') return;
    // The answers were given just now, and with each the request may have become newer.
    await resubmitRequest(ctx, person, id, { comment: readSaid(input).comment, answers: [] });
  });
}

function registerConversation(app: FastifyInstance, ctx: RequestPageContext): void {
  registerForm(app, ctx, 'comments', async (person, id, input) => {
    const replyTo = readField(input, 'reply_to');
    await addComment(ctx, person, id, {
      body: readText(input, 'comment'),
      internal: readField(input, 'internal') === 'yes',
      replyTo: replyTo === '' ? null : readId(replyTo),
      anchor: readAnchorOf(input),
    });
  });
}

function registerChecklist(app: FastifyInstance, ctx: RequestPageContext): void {
  registerForm(app, ctx, 'recheck', (person, id) => recheck(ctx, person, id), '#checklist');
  registerForm(
    app,
    ctx,
    'checks',
    (person, id, input) => setCheck(ctx, person, id, readField(input, 'check'), readCheckChange(input)),
    '#checklist',
  );
}

/** @throws AppError invalid-input for a button that the page does not have */
function readCheckChange(input: unknown): CheckChange {
  const detail = readText(input, 'comment');
  const said = detail === '' ? null : detail;
  switch (readField(input, 'what')) {
    case 'passed':
      return { outcome: 'passed', detail: said };
    case 'failed':
      return { outcome: 'failed', detail: said };
    case 'open':
      return { outcome: 'open', detail: said };
    case 'waive':
      return { waivedReason: detail };
    case 'unwaive':
      return { waivedReason: null };
    default:
      throw new AppError('invalid-input', 'This form has no such button.');
  }
}

/**
 * A form of a request's page. What it may not do is told there, with what was typed.
 * @param at where on the page its sender goes on
 */
function registerForm(
  app: FastifyInstance,
  ctx: RequestPageContext,
  name: string,
  act: (person: PersonActor, id: string, input: unknown) => Promise<unknown>,
  at = '',
): void {
  app.post(
    `${REQUESTS_PATH}/:id/${name}`,
    { ...page, bodyLimit: FORM_LIMIT_BYTES },
    signedIn(ctx, async (request, reply, person): Promise<FastifyReply> => {
      const id = readPageId(request);
      try {
        await act(person, id, request.body);
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'internal-error' || error.code === 'not-found') {
          throw error;
        }
        const { status, message: detail, problems } = error;
        const typed = readTyped(request.body);
        return sendRequestPage(ctx, reply, person, id, { form: name, status, detail, problems, typed });
      }
      return goTo(ctx, reply, `${requestPath(id)}${at}`);
    }),
  );
}

/** An id of a form. @throws AppError invalid-input */
function readId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new AppError('invalid-input', 'This form names nothing that is here. Open the page again.');
}
