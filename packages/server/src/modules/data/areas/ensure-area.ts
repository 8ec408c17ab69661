import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { readAccountNames, readOrganisationSlugs } from '../../accounts/index.ts';
import { subjectOf } from '../describe-node.ts';
import type { Area, Node, Permission } from '../node.ts';
import { insertPermissions } from '../permissions/store.ts';
import { insertNodes, type NewNode } from '../store.ts';
import { readArea, readHome } from './store.ts';

/**
 * What everyone may do in what the store keeps. Nothing is granted on `staging`, and nothing that lies in an area
 * inherits from it but what is made in a home: whoever requested once must not read what others request later.
 */
const areas: Readonly<
  Record<Exclude<Area, 'home' | 'root'>, { name: string; permissions: readonly Permission[] }>
> = {
  homes: { name: 'home', permissions: [{ principal: { kind: 'group', groupId: 'members' }, level: 'read' }] },
  staging: { name: 'staging', permissions: [] },
  curated: { name: 'curated', permissions: [{ principal: { kind: 'anonymous' }, level: 'read' }] },
};

/** The root of an organisation, its homes, staging or curated folder, made when it is not there yet. */
export async function ensureArea(
  tx: Tx,
  organisationId: string,
  area: Exclude<Area, 'home'>,
  now: Date,
): Promise<Node> {
  const found = await readArea(tx, organisationId, area);
  if (found !== null) return found;
  if (area === 'root') {
    const slug = (await readOrganisationSlugs(tx, [organisationId])).get(organisationId);
    if (slug === undefined) throw new Error('there is no such organisation');
    return make(
      tx,
      { area, organisationId, parentId: null, name: slug },
      [{ principal: { kind: 'group', groupId: 'members' }, level: 'read' }],
      now,
    );
  }
  const root = await ensureArea(tx, organisationId, 'root', now);
  const { name, permissions } = areas[area];
  return make(tx, { area, organisationId, parentId: root.id, name }, permissions, now);
}

/**
 * The home of a person in an organisation: `/{organisation}/home/{orcid}`, theirs and nobody else's to see. Whether they
 * belong to the organisation is settled by the caller.
 */
export async function ensureHome(
  tx: Tx,
  organisationId: string,
  accountId: string,
  now: Date,
): Promise<Node> {
  const found = await readHome(tx, organisationId, accountId);
  if (found !== null) return found;
  const account = (await readAccountNames(tx, [accountId])).get(accountId);
  if (account === undefined) throw new Error('there is no such account');
  const homes = await ensureArea(tx, organisationId, 'homes', now);
  const home = { area: 'home', organisationId, parentId: homes.id, ownerId: accountId } as const;
  const owner: Permission = { principal: { kind: 'person', accountId }, level: 'own' };
  try {
    return await make(tx, { ...home, name: account.orcid }, [owner], now);
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    // The same iD in another ORCID environment is another person's account.
    return make(tx, { ...home, name: `${account.orcid}.${accountId.slice(0, 8)}` }, [owner], now);
  }
}

class NameTaken extends Error {}

async function make(
  tx: Tx,
  wish: Pick<NewNode, 'organisationId' | 'parentId' | 'name'> & { area: Area; ownerId?: string },
  permissions: readonly Permission[],
  now: Date,
): Promise<Node> {
  const { organisationId, area, ownerId = null } = wish;
  const id = randomUUID();
  const made = await insertNodes(tx, [{ ...wish, id, kind: 'folder', ownerId, inherits: false }], now);
  const node =
    area === 'home'
      ? await readHome(tx, organisationId, ownerId ?? '')
      : await readArea(tx, organisationId, area);
  if (node === null) throw new NameTaken(`the name of the area ${area} is taken`);
  // Somebody else made it at the same moment.
  if (!made.has(id)) return node;
  await insertPermissions(tx, id, permissions, { sealed: false });
  await recordEvent(tx, {
    at: now,
    subject: subjectOf(node),
    action: 'create',
    actor: { kind: 'service' },
    after: { name: node.name, area },
  });
  return node;
}
