import { itemKinds } from '@mintmark/orcid';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../../context.ts';
import { AppError } from '../../../../errors.ts';
import { assertScope } from '../../../../http/actor.ts';
import { DEFAULT_LIMIT } from '../../../../http/paging.ts';
import { goTo, page, readField, readPageId } from '../../../accounts/index.ts';
import { requireOwn } from '../../connections/change-connection.ts';
import { readConnection } from '../../connections/store.ts';
import { requireOrcidOrganisation } from '../../organisation.ts';
import { managePath, presentTabs } from '../../pages/manage-tabs.ts';
import { formTokenOf, OWN_PATH, signedIn } from '../../pages/signed-in.ts';
import { changeOwnDeposit, notFound, type OwnAction, ownActions, retryDeposit } from '../change-deposit.ts';
import { depositStates } from '../deposit.ts';
import { findDeposits } from '../find-deposits.ts';
import { readListedDeposit } from '../lists/store.ts';
import { presentKinds, presentOwnRow, presentRow, presentStates } from './describe.ts';
import { sendDeposit } from './send-deposit.ts';

type DepositPageContext = Pick<AppContext, 'config' | 'db' | 'now' | 'pages' | 'secrets' | 'wakeDeposits'>;

const PATH = '/app/orcid/manage/:slug/deposits';

/** What is written to records: for administrators, and for the person whose record it is. */
export function registerDepositPages(app: FastifyInstance, ctx: DepositPageContext): void {
  registerManagePages(app, ctx);
  registerOwnDepositPages(app, ctx);
}

function registerManagePages(app: FastifyInstance, ctx: DepositPageContext): void {
  app.get(
    PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const home = managePath(slug, 'deposits');
      const state = depositStates.find((each) => each === readField(request.query, 'state'));
      const kind = itemKinds.find((each) => each === readField(request.query, 'kind'));
      const cursor = readField(request.query, 'cursor');
      const found = await findDeposits(
        ctx.db,
        { organisationId: organisation.id },
        { limit: DEFAULT_LIMIT, state, kind, ...(cursor === '' ? {} : { cursor }) },
        (deposit) => presentRow(deposit, home),
      );
      const query = { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
      return ctx.pages.send(reply, 200, 'orcid-deposits', {
        title: `ORCID: written to records by ${organisation.name}`,
        tabs: presentTabs(slug, 'deposits'),
        home,
        formToken: formTokenOf(ctx, person),
        told:
          readField(request.query, 'retried') === '' ? null : 'It is sent to ORCID again within a minute.',
        isFiltered: state !== undefined || kind !== undefined,
        states: presentStates(state),
        kinds: presentKinds(kind),
        deposits: found.items,
        next: found.next === null ? null : `${home}?${new URLSearchParams({ ...query, cursor: found.next })}`,
      });
    }),
  );

  app.get(
    `${PATH}/:id`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const deposit = await readListedDeposit(ctx.db, readPageId(request));
      if (deposit?.organisationId !== organisation.id) throw notFound();
      const isRetried = readField(request.query, 'retried') !== '';
      return sendDeposit(ctx, reply, person, { slug, deposit, isRetried });
    }),
  );

  app.post(
    `${PATH}/:id/retry`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const id = readPageId(request);
      await retryDeposit(ctx, person, organisation.id, id);
      const isOnItsPage = readField(request.body, 'back') === 'deposit';
      const path = `${managePath(slug, 'deposits')}${isOnItsPage ? `/${id}` : ''}`;
      return goTo(ctx, reply, `${path}?retried=1`);
    }),
  );
}

function registerOwnDepositPages(app: FastifyInstance, ctx: DepositPageContext): void {
  app.get(
    `${OWN_PATH}/:id/deposits`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const connection = requireOwn(await readConnection(ctx.db, readPageId(request)), person);
      const cursor = readField(request.query, 'cursor');
      const found = await findDeposits(
        ctx.db,
        { connectionId: connection.id },
        { limit: DEFAULT_LIMIT, ...(cursor === '' ? {} : { cursor }) },
        presentOwnRow,
      );
      return ctx.pages.send(reply, 200, 'orcid-own-record', {
        title: 'What was written to your ORCID record',
        contactEmail: ctx.config.contactEmail,
        home: OWN_PATH,
        id: connection.id,
        formToken: formTokenOf(ctx, person),
        deposits: found.items,
        moreHref: null,
        next:
          found.next === null
            ? null
            : `${OWN_PATH}/${connection.id}/deposits?${new URLSearchParams({ cursor: found.next })}`,
      });
    }),
  );

  app.post(
    `${OWN_PATH}/deposits/:id/:action`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      assertScope(person, 'orcid:write');
      const action = readAction(readField(request.params, 'action'));
      const { connectionId } = await changeOwnDeposit(ctx, person, readPageId(request), action);
      return goTo(ctx, reply, `${OWN_PATH}/${connectionId}/deposits`);
    }),
  );
}

function readAction(text: string): OwnAction {
  const actions = Object.keys(ownActions) as OwnAction[];
  const action = actions.find((each) => each === text);
  if (action === undefined) throw new AppError('not-found', 'There is no such page here.');
  return action;
}
