import type { FastifyInstance } from 'fastify';
import { transact } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { actorKey } from '../../../../http/actor.ts';
import { oncePerKey } from '../../../../http/idempotency.ts';
import { goTo, type PageContext, page, readField, readPageId } from '../../../accounts/index.ts';
import { mayDecideRequest } from '../../policy.ts';
import {
  cancelRequest,
  grantRequest,
  refuseRequest,
  requireSeenRequest,
} from '../requests/decide-request.ts';
import { requestShoulder } from '../requests/request-shoulder.ts';
import { REASON_LIMIT } from '../requests/schema.ts';
import { emptyForm, type Form, hasProblems, problemsOf, readTexts, requireRefusal } from './form.ts';
import { sendRequestPage, sendWishPage } from './request-views.ts';
import { readNamingForm, readSettingsForm, readWishForm } from './settings-form.ts';
import { signedIn } from './signed-in.ts';

/** Asking for a shoulder, and what becomes of it. */
export function registerRequestPages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    '/app/shoulders/request',
    page,
    signedIn(ctx, async (_request, reply, person) => sendWishPage(ctx, reply, 200, person, emptyForm)),
  );

  app.post(
    '/app/shoulders/request',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const { form, wish } = readWishForm(request.body);
      if (wish === null) return sendWishPage(ctx, reply, 400, person, form);
      // The key came with the form, so a second click asks for nothing more.
      const key = readField(request.body, 'key').slice(0, 100);
      const keyed = {
        actor: actorKey(person),
        key: key === '' ? null : key,
        method: 'POST',
        path: '/app/shoulders/request',
        body: wish,
      };
      try {
        const answer = await oncePerKey(ctx, keyed, async (tx) => {
          const { id } = await requestShoulder(tx, ctx, person, wish);
          return { status: 303, headers: {}, body: { id } };
        });
        // What was stored under the key is what this page answered the first time.
        const { id } = answer.body as { id: string };
        return goTo(ctx, reply, `/app/shoulders/requests/${id}`);
      } catch (error) {
        const refusal = requireRefusal(error);
        const problems = problemsOf(refusal, form.values);
        return sendWishPage(ctx, reply, refusal.status, person, { ...form, problems });
      }
    }),
  );

  app.get(
    '/app/shoulders/requests/:id',
    page,
    signedIn(ctx, async (request, reply, person) =>
      sendRequestPage(ctx, reply, 200, person, readPageId(request), {}),
    ),
  );

  app.post(
    '/app/shoulders/requests/:id/grant',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const found = await requireSeenRequest(ctx.db, person, readPageId(request));
      if (!mayDecideRequest(person, found, 'grant')) throw notYours();
      const settings = readSettingsForm(request.body, found.type);
      const looks = readNamingForm(request.body);
      const form: Form = {
        values: { ...looks.values, ...settings.form.values },
        ticked: settings.form.ticked,
        problems: { ...looks.problems, ...settings.form.problems },
      };
      if (hasProblems(form.problems)) {
        return sendRequestPage(ctx, reply, 400, person, found.id, { grant: form });
      }
      try {
        const terms = { ...settings.settings, ...looks.naming };
        await transact(ctx.db, (tx) => grantRequest(tx, ctx, person, found.id, terms));
        return goTo(ctx, reply, `/app/shoulders/requests/${found.id}`);
      } catch (error) {
        const refusal = requireRefusal(error);
        const problems = problemsOf(refusal, form.values, { minters: settings.minters });
        return sendRequestPage(ctx, reply, refusal.status, person, found.id, {
          grant: { ...form, problems },
        });
      }
    }),
  );

  app.post(
    '/app/shoulders/requests/:id/refuse',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const found = await requireSeenRequest(ctx.db, person, readPageId(request));
      if (!mayDecideRequest(person, found, 'refuse')) throw notYours();
      const { values, problems } = readTexts(request.body, { reason: REASON_LIMIT });
      const { reason = '' } = values;
      if (reason.length < 3) problems.reason = ['Say why, so that the requester knows what to do.'];
      const form: Form = { ...emptyForm, values, problems };
      if (hasProblems(problems)) return sendRequestPage(ctx, reply, 400, person, found.id, { refuse: form });
      try {
        await transact(ctx.db, (tx) => refuseRequest(tx, ctx, person, found.id, reason));
        return goTo(ctx, reply, `/app/shoulders/requests/${found.id}`);
      } catch (error) {
        const refusal = requireRefusal(error);
        const refuse = { ...form, problems: problemsOf(refusal, values) };
        return sendRequestPage(ctx, reply, refusal.status, person, found.id, { refuse });
      }
    }),
  );

  app.post(
    '/app/shoulders/requests/:id/cancel',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      await transact(ctx.db, (tx) => cancelRequest(tx, ctx, person, id));
      return goTo(ctx, reply, `/app/shoulders/requests/${id}`);
    }),
  );
}

function notYours(): AppError {
  return new AppError('not-allowed', 'Only administrators of the organisation grant and refuse requests.');
}
