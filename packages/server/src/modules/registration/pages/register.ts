import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { showRefusals } from '../../../http/pages.ts';
import { goTo, page, readField, readFields, readPageId } from '../../accounts/index.ts';
import { pauseAccount, resumeAccount } from '../accounts/change-account.ts';
import { checkAccount } from '../accounts/check-account.ts';
import { readQueueEntry } from '../queue/read-entry.ts';
import { requeue, requeueAll } from '../queue/requeue.ts';
import { listSeenAccounts } from '../queue/select-queue.ts';
import { readSelection, sendEntriesPage } from './entries-page.ts';
import { REASON_LIMIT, sendOverviewPage } from './overview-page.ts';
import { entriesPath, entryPath } from './paths.ts';
import { presentRow } from './present-row.ts';
import { ENTRIES_PATH, formTokenOf, QUEUE_PATH, type QueuePageContext, signedIn } from './signed-in.ts';

/** The pages where curators see what registrars have yet to be told, and steer it. No JavaScript needed. */
export function registerQueuePages(app: FastifyInstance, ctx: QueuePageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app', text: 'To the console' } });
    registerReadingPages(scope, ctx);
    registerRequeueForm(scope, ctx);
    registerAccountForms(scope, ctx);
  });
}

function registerReadingPages(app: FastifyInstance, ctx: QueuePageContext): void {
  app.get(
    QUEUE_PATH,
    page,
    signedIn(ctx, (_request, reply, person) => sendOverviewPage(ctx, reply, 200, person)),
  );

  app.get(
    ENTRIES_PATH,
    page,
    signedIn(ctx, (request, reply, person) =>
      sendEntriesPage(ctx, reply, 200, person, {
        selection: readSelection(request.query),
        cursor: readField(request.query, 'cursor'),
        requeued: readNumber(request.query, 'requeued'),
      }),
    ),
  );

  app.get(
    `${QUEUE_PATH}/entry`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const entry = await readQueueEntry(ctx, person, readField(request.query, 'pid'));
      return ctx.pages.send(reply, 200, 'queue-entry', {
        title: entry.pid,
        formToken: formTokenOf(ctx, person),
        requeued: readNumber(request.query, 'requeued'),
        entry: presentRow(entry, await listSeenAccounts(ctx.db, person)),
      });
    }),
  );
}

function registerRequeueForm(app: FastifyInstance, ctx: QueuePageContext): void {
  app.post(
    `${QUEUE_PATH}/requeue`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const selection = readSelection(request.body);
      const pids = readFields(request.body, 'pid');
      switch (readField(request.body, 'what')) {
        case 'one': {
          const requeued = await requeue(ctx, person, { pids, force: false });
          return goTo(ctx, reply, entryPath(pids[0] ?? '', { requeued: String(requeued) }));
        }
        case 'all': {
          const requeued = await requeueAll(ctx, person, selection);
          return goTo(ctx, reply, entriesPath({ ...selection, requeued: String(requeued) }));
        }
        case 'ticked': {
          if (pids.length === 0) {
            const mistake = 'Tick those that are to be attempted again first.';
            return sendEntriesPage(ctx, reply, 400, person, { selection, mistake });
          }
          const requeued = await requeue(ctx, person, { pids, force: false });
          return goTo(ctx, reply, entriesPath({ ...selection, requeued: String(requeued) }));
        }
        default:
          throw new AppError('invalid-input', 'This form has no such button.');
      }
    }),
  );
}

function registerAccountForms(app: FastifyInstance, ctx: QueuePageContext): void {
  app.post(
    `${QUEUE_PATH}/accounts/:id/pause`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const reason = readField(request.body, 'reason').trim();
      if (reason === '' || reason.length > REASON_LIMIT || !isStorableText(reason)) {
        const text = `Say why, in ${REASON_LIMIT.toLocaleString('en')} characters at most.`;
        return sendOverviewPage(ctx, reply, 400, person, { mistake: { accountId: id, text } });
      }
      await pauseAccount(ctx, person, id, reason);
      return goTo(ctx, reply, QUEUE_PATH);
    }),
  );

  app.post(
    `${QUEUE_PATH}/accounts/:id/resume`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      await resumeAccount(ctx, person, readPageId(request));
      return goTo(ctx, reply, QUEUE_PATH);
    }),
  );

  app.post(
    `${QUEUE_PATH}/accounts/:id/check`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const { account, detail } = await checkAccount(ctx, person, readPageId(request));
      return sendOverviewPage(ctx, reply, 200, person, { told: `${account.repositoryId}: ${detail}` });
    }),
  );
}

function readNumber(input: unknown, name: string): number | null {
  const text = readField(input, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
