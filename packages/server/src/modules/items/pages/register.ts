import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { showRefusals } from '../../../http/pages.ts';
import { goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { archiveItem } from '../archive-item.ts';
import { registerDoi } from '../identifiers/register-doi.ts';
import { reinstateItem } from '../reinstate-item.ts';
import { withdrawItem } from '../withdraw-item.ts';
import { sendItemPage } from './item-page.ts';
import { sendListPage } from './list-page.ts';
import { ITEMS_PATH, type ItemPageContext, signedIn } from './signed-in.ts';

/** The pages where people see items and move them from state to state. No JavaScript needed. */
export function registerItemPages(app: FastifyInstance, ctx: ItemPageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: ITEMS_PATH, text: 'To the items' } });

    scope.get(
      ITEMS_PATH,
      page,
      signedIn(ctx, (request, reply, person) => sendListPage(ctx, request, reply, person)),
    );

    scope.get(
      `${ITEMS_PATH}/:id`,
      page,
      signedIn(ctx, (request, reply, person) => sendItemPage(ctx, reply, person, readPageId(request))),
    );

    registerMove(scope, ctx, 'archive', (person, id, { versions }) =>
      archiveItem(ctx, person, id, { versions }),
    );
    registerMove(scope, ctx, 'register', (person, id) => registerDoi(ctx, person, id));
    registerMove(scope, ctx, 'withdraw', (person, id, { versions, reason }) =>
      withdrawItem(ctx, person, id, { versions, reason }),
    );
    registerMove(scope, ctx, 'reinstate', (person, id, { versions }) =>
      reinstateItem(ctx, person, id, { versions }),
    );
  });
}

type MoveForm = { versions: ReadonlySet<number>; reason: string };

/** A button of an item's page. What it may not do is told there, with each mistake of the record at its place. */
function registerMove(
  app: FastifyInstance,
  ctx: ItemPageContext,
  name: string,
  move: (person: PersonActor, id: string, form: MoveForm) => Promise<unknown>,
): void {
  app.post(
    `${ITEMS_PATH}/:id/${name}`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      const version = readField(request.body, 'version');
      try {
        await move(person, id, {
          versions: new Set(/^\d{1,9}$/.test(version) ? [Number(version)] : []),
          reason: readField(request.body, 'reason'),
        });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'internal-error') throw error;
        const { status, message, problems } = error;
        return sendItemPage(ctx, reply, person, id, { status, detail: message, problems });
      }
      return goTo(ctx, reply, `${ITEMS_PATH}/${id}`);
    }),
  );
}
