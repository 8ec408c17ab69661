import { orcidToUrl } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import type { Db, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { readAuthenticatedOrcids } from '../../accounts/index.ts';
import { type Published, readPublished } from '../../items/index.ts';
import { readClientOfOrganisation } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { findConnectionsOf } from '../connections/store.ts';
import type { DepositWish } from '../deposits/deposit.ts';
import { moveToWork } from '../deposits/move-to-work.ts';
import { keepConnections, readDepositsOfThings } from '../deposits/store.ts';
import { wantDeposits } from '../deposits/want-deposits.ts';
import { listFormerIds } from '../merges/store.ts';
import { mainTitleOf, orcidsNamed, toWork } from './to-work.ts';

type FollowContext = Pick<AppContext, 'config' | 'now'>;

/**
 * Brings what records should hold of an item, or of the work that it is a version of, in line with what is published of it.
 * A work is one deposit for each person, whatever its versions: what it says is that of the newest version that names them.
 */
export async function followItem(tx: Tx, ctx: FollowContext, itemId: string): Promise<void> {
  const published = await readPublished(tx, itemId);
  if (published === null) return;
  const named = [...new Set(published.versions.flatMap(({ item }) => orcidsNamed(item.metadata)))];
  const client = await readClientOfOrganisation(tx, published.organisationId);
  const connections =
    client === null
      ? []
      : await findConnectionsOf(tx, {
          environment: client.environment,
          orcids: named,
          organisationId: published.organisationId,
        });
  const earlier = [
    ...(await readDepositsOfThings(tx, published.thing.type, [published.thing.id])),
    ...(published.thing.type === 'work' ? await readDepositsOfThings(tx, 'item', published.itemIds) : []),
  ].filter(({ kind }) => kind === 'work');
  const concerned = [...connections.map(({ id }) => id), ...earlier.map((each) => each.connectionId)];
  if (concerned.length === 0) return;
  await keepConnections(tx, [...new Set(concerned)]);
  if (published.thing.type === 'work') {
    await moveToWork(tx, ctx, { workId: published.thing.id, itemIds: published.itemIds });
  }
  const former = await listFormerIds(
    tx,
    connections.map(({ id }) => id),
  );
  const authenticated =
    client === null
      ? new Map<string, string>()
      : await findAuthenticated(tx, client.environment, { connections, former, named });
  const wishes = connections.flatMap((connection) => {
    const orcids = [connection.orcid, ...(former.get(connection.id) ?? [])];
    return toWish(ctx, published, { connection, orcids }, authenticated);
  });
  const unwanted = earlier
    .filter(({ connectionId }) => !wishes.some((wish) => wish.connectionId === connectionId))
    .map(({ connectionId, title }) => ({ connectionId, title }));
  await wantDeposits(tx, ctx, [...wishes, ...noLonger(published, unwanted)]);
}

function toWish(
  ctx: FollowContext,
  published: Published,
  { connection, orcids }: { connection: Connection; orcids: readonly string[] },
  authenticated: ReadonlyMap<string, string>,
): DepositWish[] {
  if (connection.state === 'erased') return [];
  const newest = published.versions.findLast(({ item }) =>
    orcidsNamed(item.metadata).some((orcid) => orcids.includes(orcid)),
  );
  if (newest === undefined) return [];
  const { publicUrl } = ctx.config;
  const wanted = toWork({
    metadata: newest.item.metadata,
    pids: newest.pids,
    conceptPid: published.conceptPid,
    otherVersions: published.versions.filter((each) => each !== newest).flatMap(({ pids }) => pids),
    pageUrl: `${publicUrl}/app/items/${newest.item.id}`,
    publicUrl,
    authenticated,
  });
  const title = mainTitleOf(newest.item.metadata);
  return [{ connectionId: connection.id, kind: 'work', thing: published.thing, title, wanted }];
}

/** One wish for nothing for each record that is to lose it. */
function noLonger(
  { thing }: Published,
  unwanted: readonly { connectionId: string; title: string }[],
): DepositWish[] {
  const titles = new Map(unwanted.map(({ connectionId, title }) => [connectionId, title]));
  return [...titles].map(([connectionId, title]) => ({
    connectionId,
    kind: 'work',
    thing,
    title,
    wanted: null,
  }));
}

/**
 * Whose iDs may be passed on: those of people who signed in here or connected, with their addresses at their registry. An iD
 * that was merged into another one is passed on as that.
 */
async function findAuthenticated(
  db: Db,
  environment: OrcidEnvironmentName,
  {
    connections,
    former,
    named,
  }: {
    connections: readonly Connection[];
    former: ReadonlyMap<string, readonly string[]>;
    named: readonly string[];
  },
): Promise<Map<string, string>> {
  const signedIn = await readAuthenticatedOrcids(db, environment, named);
  const connected = connections.filter(({ connectedAt }) => connectedAt !== null);
  const base = environment === 'sandbox' ? 'https://sandbox.orcid.org' : 'https://orcid.org';
  const own = [...signedIn.keys(), ...connected.map(({ orcid }) => orcid)].map(
    (orcid) => [orcid, orcid] as const,
  );
  const merged = connected.flatMap(({ id, orcid }) =>
    (former.get(id) ?? []).map((each) => [each, orcid] as const),
  );
  return new Map([...own, ...merged].map(([orcid, now]) => [orcid, orcidToUrl(now, base)]));
}
