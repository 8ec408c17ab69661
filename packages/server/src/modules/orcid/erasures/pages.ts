import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { presentMoment } from '../../../http/moment.ts';
import { goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { eraseByName, readNamedPerson } from './erase-by-name.ts';
import { REASON_LIMIT } from './erase-person.ts';
import { finishAnyway } from './finish-anyway.ts';
import { listErasures, PATIENCE } from './store.ts';

type ErasurePageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'now' | 'pages' | 'secrets'
>;

const ERASURES_SHOWN = 100;
const PATH = '/app/orcid/manage/:slug/exports/erasures';
const stateTexts = {
  removing: 'Our items are leaving the record',
  revoking: 'Tokens are being revoked at ORCID',
  done: 'Erased',
};

/** The page where administrators delete what their organisation keeps of a person, and see what that waits for. */
export function registerErasurePages(app: FastifyInstance, ctx: ErasurePageContext): void {
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (_request, reply, { person, organisation, slug }) => {
      const erasures = await listErasures(ctx.db, organisation.id, { limit: ERASURES_SHOWN, before: null });
      return ctx.pages.send(reply, 200, 'orcid-erasures', {
        title: `People whom ${organisation.name} erased`,
        tabs: presentTabs(slug, 'exports'),
        formToken: keepingFormToken(ctx, person),
        path: `${managePath(slug, 'exports')}/erasures`,
        reasonLimit: REASON_LIMIT,
        erasures: erasures.map((each) => ({
          id: each.id,
          reason: each.reason,
          state: stateTexts[each.state],
          detail: each.detail,
          at: presentMoment(each.createdAt),
          finish:
            each.state !== 'done' && each.attempts >= PATIENCE
              ? `${managePath(slug, 'exports')}/erasures/${each.id}/finish`
              : null,
        })),
      });
    }),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const named = readNamedPerson(readField(request.body, 'person'));
      const reason = readReason(request.body);
      const removesItems = readField(request.body, 'removes_items') === 'yes';
      await eraseByName(ctx, person, organisation, { person: named, removesItems, reason });
      return goTo(ctx, reply, `${managePath(slug, 'exports')}/erasures`);
    }),
  );

  app.post(
    `${PATH}/:id/finish`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const wish = { id: readPageId(request), reason: readReason(request.body) };
      await finishAnyway(ctx, person, organisation, wish);
      return goTo(ctx, reply, `${managePath(slug, 'exports')}/erasures`);
    }),
  );
}

function readReason(body: unknown): string {
  const reason = readField(body, 'reason').trim();
  if (reason === '' || reason.length > REASON_LIMIT || !isStorableText(reason)) {
    throw new AppError('invalid-input', `Say in 1 to ${REASON_LIMIT} characters why.`);
  }
  return reason;
}
