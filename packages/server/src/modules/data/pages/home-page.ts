import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { formatSize } from '../../../http/size.ts';
import { type FoundNode, findNode } from '../index.ts';
import { openHomes } from '../open-path.ts';
import { readQuota, readUsage } from '../quotas/store.ts';
import { presentNode } from './describe.ts';
import { type DataPageContext, nodePath } from './signed-in.ts';
import { listSealedIds, listSharedIds } from './store.ts';

/** Where somebody's data begins: their homes, what requests have, what is shared with them, and what is used. */
export async function sendHomePage(
  ctx: DataPageContext,
  reply: FastifyReply,
  person: PersonActor,
): Promise<FastifyReply> {
  const homes = [];
  for (const { node } of await openHomes(ctx, person)) {
    const membership = person.memberships.find((each) => each.organisationId === node.organisationId);
    homes.push({
      organisation: membership?.organisationName ?? '',
      href: nodePath(node.id),
      usage: await describeUsage(ctx, node.organisationId, person.accountId),
    });
  }
  const sealed = await findAll(ctx, person, await listSealedIds(ctx.db, person.accountId));
  const shared = await findAll(ctx, person, await listSharedIds(ctx.db, person.accountId));
  return ctx.pages.send(reply, 200, 'data-home', {
    title: 'Data',
    homes,
    sealed: sealed.map(presentNode),
    shared: shared.map(presentNode),
  });
}

async function findAll(
  { db }: DataPageContext,
  person: PersonActor,
  ids: readonly string[],
): Promise<FoundNode[]> {
  const found = [];
  for (const id of ids) {
    const each = await findNode(db, person, id);
    if (each !== null) found.push(each);
  }
  return found;
}

async function describeUsage({ db }: DataPageContext, organisationId: string, accountId: string) {
  const quota = await readQuota(db, organisationId);
  const used = await readUsage(db, organisationId, { id: accountId });
  return {
    files: used.files,
    bytes: used.bytes,
    size: formatSize(used.bytes),
    limitBytes: quota.personBytes,
    limit: quota.personBytes === null ? null : formatSize(quota.personBytes),
  };
}
