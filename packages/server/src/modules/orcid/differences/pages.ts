import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { assertScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT } from '../../../http/paging.ts';
import { goTo, page, presentTime, readField, readPageId } from '../../accounts/index.ts';
import { requireOwn } from '../connections/change-connection.ts';
import { readConnection } from '../connections/store.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { formTokenOf, OWN_PATH, signedIn } from '../pages/signed-in.ts';
import { checkNow } from '../reading/ask-for-reading.ts';
import { readReading } from '../reading/store.ts';
import { type Decision, decideDifference, decideOwnDifference } from './decide-difference.ts';
import { choicesOf, explain, nameKind, sideBySide } from './describe.ts';
import { findDifferences } from './find-differences.ts';
import { countOpenDifferences, type ListedDifference, readListedDifference } from './store.ts';

type DifferencePageContext = Pick<
  AppContext,
  'config' | 'db' | 'now' | 'pages' | 'secrets' | 'wakeDeposits' | 'wakeReadings'
>;

const MANAGE_PATH = '/app/orcid/manage/:slug/differences';
const OWN_DIFFERENCES = `${OWN_PATH}/:id/differences`;

const TOLD: Readonly<Record<string, string>> = {
  accept: 'Accepted.',
  ignore: 'Ignored. It comes back only when one of the two sides changes.',
  check: 'Your record is read within seconds. Load this page again to see what was found.',
};

/** What records and this service say otherwise, side by side, for administrators and for the person. */
export function registerDifferencePages(app: FastifyInstance, ctx: DifferencePageContext): void {
  registerOwnDifferencePages(app, ctx);
  registerManagePages(app, ctx);
}

/** What the view `orcid-own` says of the reading of a connection. */
export async function presentReadingSection(db: Db, connectionId: string) {
  const [reading, differences] = await Promise.all([
    readReading(db, connectionId),
    countOpenDifferences(db, connectionId),
  ]);
  return {
    differences,
    differencesHref: `${OWN_PATH}/${connectionId}/differences`,
    readAt: reading?.readAt == null ? null : presentTime(reading.readAt),
  };
}

function registerOwnDifferencePages(app: FastifyInstance, ctx: DifferencePageContext): void {
  app.get(
    OWN_DIFFERENCES,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const connection = requireOwn(await readConnection(ctx.db, readPageId(request)), person);
      const home = `${OWN_PATH}/${connection.id}/differences`;
      const reading = await readReading(ctx.db, connection.id);
      const cursor = readField(request.query, 'cursor');
      const state = readField(request.query, 'state') === 'ignored' ? 'ignored' : 'open';
      const found = await findDifferences(
        ctx.db,
        { connectionId: connection.id },
        { limit: DEFAULT_LIMIT, state, ...(cursor === '' ? {} : { cursor }) },
        (each) => presentRow(each, { home: `${OWN_PATH}/differences`, isTheirs: true }),
      );
      return ctx.pages.send(reply, 200, 'orcid-own-differences', {
        title: 'Your ORCID record and what is here',
        contactEmail: ctx.config.contactEmail,
        own: OWN_PATH,
        home,
        state,
        formToken: formTokenOf(ctx, person),
        told: TOLD[readField(request.query, 'told')] ?? null,
        readAt: reading?.readAt == null ? null : presentTime(reading.readAt),
        isRead: reading?.dueAt != null,
        problem: reading?.detail ?? null,
        differences: found.items,
        next: found.next === null ? null : `${home}?${new URLSearchParams({ state, cursor: found.next })}`,
      });
    }),
  );

  app.post(
    `${OWN_PATH}/:id/check`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      await checkNow(ctx, person, id);
      return goTo(ctx, reply, `${OWN_PATH}/${id}/differences?told=check`);
    }),
  );

  app.post(
    `${OWN_PATH}/differences/:id/:action`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      assertScope(person, 'orcid:write');
      const id = readPageId(request);
      const decision = readDecision(readField(request.params, 'action'));
      await decideOwnDifference(ctx, person, id, decision);
      const decided = await readListedDifference(ctx.db, id);
      const home = decided === null ? OWN_PATH : `${OWN_PATH}/${decided.connectionId}/differences`;
      return goTo(ctx, reply, `${home}?told=${decision.action}`);
    }),
  );
}

function registerManagePages(app: FastifyInstance, ctx: DifferencePageContext): void {
  app.get(
    MANAGE_PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const home = managePath(slug, 'differences');
      const cursor = readField(request.query, 'cursor');
      const state = readField(request.query, 'state') === 'ignored' ? 'ignored' : 'open';
      const found = await findDifferences(
        ctx.db,
        { organisationId: organisation.id },
        { limit: DEFAULT_LIMIT, state, ...(cursor === '' ? {} : { cursor }) },
        (each) => presentRow(each, { home, isTheirs: false }),
      );
      return ctx.pages.send(reply, 200, 'orcid-differences', {
        title: `ORCID: differences of ${organisation.name}`,
        tabs: presentTabs(slug, 'differences'),
        home,
        state,
        formToken: formTokenOf(ctx, person),
        told: TOLD[readField(request.query, 'told')] ?? null,
        differences: found.items,
        next: found.next === null ? null : `${home}?${new URLSearchParams({ state, cursor: found.next })}`,
      });
    }),
  );

  app.post(
    `${MANAGE_PATH}/:id/:action`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const decision = readDecision(readField(request.params, 'action'));
      await decideDifference(ctx, person, organisation.id, readPageId(request), decision);
      return goTo(ctx, reply, `${managePath(slug, 'differences')}?told=${decision.action}`);
    }),
  );
}

function readDecision(action: string): Decision {
  switch (action) {
    case 'accept':
      return { action, take: 'ours' };
    case 'take-over':
      return { action: 'accept', take: 'theirs' };
    case 'ignore':
      return { action };
    default:
      throw new AppError('not-found', 'There is no such page here.');
  }
}

function presentRow(difference: ListedDifference, { home, isTheirs }: { home: string; isTheirs: boolean }) {
  const choices = choicesOf(difference, { isTheirs });
  const to = (action: string, text: string | null) =>
    text === null ? null : { text, href: `${home}/${difference.id}/${action}` };
  return {
    id: difference.id,
    title: difference.title,
    kind: nameKind(difference.kind),
    person: isTheirs ? null : (difference.personName ?? difference.orcid),
    detail: explain(difference),
    rows: sideBySide(difference),
    hasHere: difference.here !== null,
    hasThere: difference.there !== null,
    itemHref: difference.itemId === null ? null : `/app/items/${difference.itemId}`,
    since: presentTime(difference.updatedAt),
    accept: to('accept', choices.accept),
    takeOver: to('take-over', choices.takeTheirs),
    ignore: difference.state === 'ignored' ? null : to('ignore', choices.ignore),
  };
}
