import { parseOrcid } from '@mintmark/identifiers';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { presentMoment } from '../../../http/moment.ts';
import { goTo, page, readField } from '../../accounts/index.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';
import { findConnectionsOf } from '../connections/store.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { erasePerson, REASON_LIMIT } from './erase-person.ts';
import { listErasures } from './store.ts';

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
          reason: each.reason,
          state: stateTexts[each.state],
          detail: each.detail,
          at: presentMoment(each.createdAt),
        })),
      });
    }),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const parsed = parseOrcid(readField(request.body, 'orcid').trim());
      if (!parsed.ok) throw new AppError('invalid-input', parsed.problem.message);
      const reason = readField(request.body, 'reason').trim();
      if (reason === '' || reason.length > REASON_LIMIT || !isStorableText(reason)) {
        throw new AppError('invalid-input', `Say in 1 to ${REASON_LIMIT} characters why.`);
      }
      const removesItems = readField(request.body, 'removes_items') === 'yes';
      const connections = await Promise.all(
        (await listClientsOfOrganisation(ctx.db, organisation.id)).map(({ environment }) =>
          findConnectionsOf(ctx.db, {
            environment,
            orcids: [parsed.value.canonical],
            organisationId: organisation.id,
          }),
        ),
      );
      const found = connections.flat();
      if (found.length === 0) throw new AppError('not-found', 'Nobody with this iD is connected.');
      for (const { id } of found) {
        await erasePerson(ctx, person, organisation, { connectionId: id, removesItems, reason });
      }
      return goTo(ctx, reply, `${managePath(slug, 'exports')}/erasures`);
    }),
  );
}
