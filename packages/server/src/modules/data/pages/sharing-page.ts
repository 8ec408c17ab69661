import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { type FoundNode, levels, readPermissions } from '../index.ts';
import { readAbove } from './breadcrumbs.ts';
import { levelLabels, nameOf, presentNode } from './describe.ts';
import type { FormRefusal } from './refusal.ts';
import { listShareable, namePermissions } from './sharing.ts';
import { type DataPageContext, formTokenOf } from './signed-in.ts';

/** Who may do what with a folder or file. */
export async function sendSharingPage(
  ctx: DataPageContext,
  reply: FastifyReply,
  person: PersonActor,
  found: FoundNode,
  form: { refusal: FormRefusal; whom: string; orcid: string; level: string } | null = null,
): Promise<FastifyReply> {
  const { inherits, permissions } = await readPermissions(ctx.db, found.node.id);
  const { crumbs } = await readAbove(ctx.db, person, found);
  return ctx.pages.send(reply, form?.refusal.status ?? 200, 'data-sharing', {
    title: `Share ${nameOf(found.node, person.accountId)}`,
    formToken: formTokenOf(ctx, person),
    crumbs: [...crumbs, { name: nameOf(found.node, person.accountId), href: presentNode(found).href }],
    shared: presentNode(found),
    name: nameOf(found.node, person.accountId),
    mayInherit: found.node.area === null,
    inherits,
    permissions: (await namePermissions(ctx, permissions)).map((each) => ({
      ...each,
      level: levelLabels[each.level],
    })),
    shareable: await listShareable(ctx.db, found),
    levels: levels.map((level) => ({ value: level, text: levelLabels[level] })),
    refusal: form?.refusal ?? null,
    whom: form?.whom ?? 'person',
    orcid: form?.orcid ?? '',
    level: form?.level ?? 'read',
  });
}
