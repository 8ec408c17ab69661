import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { listEvents, presentEventActor } from '../../../events.ts';
import { isStorableText } from '../../../http/body.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from '../../../http/paging.ts';
import {
  goTo,
  listGrantsOfConnection,
  page,
  presentTime,
  readField,
  readPageId,
} from '../../accounts/index.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import { connectPath } from '../connecting/paths.ts';
import { describeScopeToOthers } from '../connecting/scopes.ts';
import { listDeposits } from '../deposits/lists/store.ts';
import { stateLabels as depositLabels, presentRow } from '../deposits/pages/describe.ts';
import { standOfEntry } from '../entries/present.ts';
import { listEntries } from '../entries/store.ts';
import { stateOf } from '../invitations/invitation.ts';
import { listInvitations } from '../invitations/store.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { formTokenOf, signedIn } from '../pages/signed-in.ts';
import { connectionStates } from './connection.ts';
import {
  describeAction,
  describeRecord,
  grantLabels,
  preferenceLabelsToOthers,
  stateLabels,
} from './describe.ts';
import { disconnect } from './disconnect.ts';
import { explainGrant, presentConnectionUrl, presentGrantState } from './present.ts';
import { requireConnection } from './require-connection.ts';
import { type ConnectionFilter, countConnections, listConnections } from './store.ts';

type PeoplePageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'now' | 'pages' | 'secrets' | 'wakeConnections'
>;

const PATH = '/app/orcid/manage/:slug/people';
const TEXT_LIMIT = 200;
const HISTORY_LIMIT = 200;
/** The newest of each kind of thing about one person. */
const SHOWN_LIMIT = 100;

/** Where administrators see who connected, and disconnect them. */
export function registerPeoplePages(app: FastifyInstance, ctx: PeoplePageContext): void {
  app.get(
    PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const typed = readField(request.query, 'text').trim().slice(0, TEXT_LIMIT);
      const text = isStorableText(typed) ? typed : '';
      const state = connectionStates.find((each) => each === readField(request.query, 'state'));
      const cursor = readField(request.query, 'cursor');
      const before = cursor === '' ? null : Number(decodeCursor(cursor, ['number'])[0]);
      const filter: ConnectionFilter = {
        organisationId: organisation.id,
        ...(text === '' ? {} : { text }),
        ...(state === undefined ? {} : { state }),
      };
      const rows = await listConnections(ctx.db, filter, { limit: DEFAULT_LIMIT + 1, before });
      const shown = rows.slice(0, DEFAULT_LIMIT);
      const last = rows.length > DEFAULT_LIMIT ? shown.at(-1) : undefined;
      const home = managePath(slug, 'people');
      const counts = await countConnections(ctx.db, organisation.id);
      const query = { ...(text === '' ? {} : { text }), ...(state === undefined ? {} : { state }) };
      return ctx.pages.send(reply, 200, 'orcid-people', {
        title: `ORCID: people of ${organisation.name}`,
        tabs: presentTabs(slug, 'people'),
        home,
        text,
        textLimit: TEXT_LIMIT,
        isFiltered: text !== '' || state !== undefined,
        connectUrl: `${ctx.config.publicUrl}${connectPath(slug)}`,
        organisation: organisation.name,
        hasCredentials: (await readClientOfOrganisation(ctx.db, organisation.id)) !== null,
        credentialsHref: managePath(slug, 'credentials'),
        invitationsHref: managePath(slug, 'invitations'),
        states: connectionStates.map((each) => ({
          value: each,
          text: `${stateLabels[each]} (${counts.get(each) ?? 0})`,
          chosen: each === state,
        })),
        people: shown.map((each) => ({
          href: `${home}/${each.id}`,
          name: each.name,
          orcid: each.orcid,
          orcidUrl: presentConnectionUrl(ctx.config, each),
          authenticated: each.connectedAt !== null,
          state: stateLabels[each.state],
          record: describeRecord(each),
          since: each.connectedAt === null ? null : presentTime(each.connectedAt),
        })),
        next:
          last === undefined
            ? null
            : `${home}?${new URLSearchParams({ ...query, cursor: encodeCursor([last.seq]) })}`,
      });
    }),
  );

  app.get(
    `${PATH}/:id`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const connection = await requireConnection(ctx.db, organisation, readPageId(request));
      const subject = { type: 'orcid-connection', id: connection.id } as const;
      const history = await listEvents(ctx.db, subject, { afterId: 0, limit: HISTORY_LIMIT });
      const grants = await listGrantsOfConnection(ctx.db, connection.id);
      const now = ctx.now();
      const shown = { limit: SHOWN_LIMIT, before: null };
      const about = { organisationId: organisation.id, connectionId: connection.id };
      const deposits = await listDeposits(ctx.db, about, shown);
      const entries = await listEntries(ctx.db, about, shown);
      const invitations = await listInvitations(
        ctx.db,
        { ...about, states: [] },
        { limit: SHOWN_LIMIT, after: null },
      );
      return ctx.pages.send(reply, 200, 'orcid-person', {
        title: connection.name ?? connection.orcid,
        tabs: presentTabs(slug, 'people'),
        home: managePath(slug, 'people'),
        action: `${managePath(slug, 'people')}/${connection.id}/disconnect`,
        formToken: formTokenOf(ctx, person),
        organisation: organisation.name,
        orcidUrl: presentConnectionUrl(ctx.config, connection),
        authenticated: connection.connectedAt !== null,
        state: stateLabels[connection.state],
        mayDisconnect: connection.state !== 'disconnected' && connection.state !== 'erased',
        endedDetail: connection.endedDetail,
        record: describeRecord(connection),
        preference: preferenceLabelsToOthers[connection.preference],
        grants: grants.map((grant) => ({
          state: grantLabels[presentGrantState(grant, now)],
          detail: explainGrant(grant),
          meaning: describeScopeToOthers(grant.scope),
          scope: grant.scope,
          issuedAt: presentTime(grant.issuedAt),
          expiresAt: grant.expiresAt === null ? null : presentTime(grant.expiresAt),
        })),
        // Entries have their deposits beside them.
        deposits: deposits
          .filter(({ thing }) => thing.type !== 'entry')
          .map((each) => presentRow(each, managePath(slug, 'deposits'))),
        entries: entries.map((each) => {
          const { state, detail, putCode } = standOfEntry(each);
          return {
            title: each.title,
            kind: each.kind,
            localId: each.localId,
            state: depositLabels[state],
            detail,
            putCode,
          };
        }),
        invitations: invitations.map((each) => ({
          address: each.address,
          state: stateOf(each, now),
          at: presentTime(each.createdAt),
        })),
        logUrl: `${managePath(slug, 'log')}?${new URLSearchParams({ orcid: connection.orcid })}`,
        history: history.map((event) => {
          const { kind, name, orcid } = presentEventActor(event.actor);
          return {
            at: presentTime(event.at),
            action: describeAction(event.action),
            by: name ?? orcid ?? kind,
            reason: event.reason,
          };
        }),
      });
    }),
  );

  app.post(
    `${PATH}/:id/disconnect`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const connection = await requireConnection(ctx.db, organisation, readPageId(request));
      await disconnect(ctx, person, connection, null);
      return goTo(ctx, reply, `${managePath(slug, 'people')}/${connection.id}`);
    }),
  );
}
