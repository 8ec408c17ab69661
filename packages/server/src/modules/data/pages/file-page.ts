import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { readAccountNames } from '../../accounts/index.ts';
import type { FoundNode } from '../index.ts';
import { readAbove } from './breadcrumbs.ts';
import { presentNode, sealTexts } from './describe.ts';
import type { FormRefusal } from './refusal.ts';
import { type DataPageContext, formTokenOf } from './signed-in.ts';

/** A file: its facts, its download, and what its reader may do with it. */
export async function sendFilePage(
  ctx: DataPageContext,
  reply: FastifyReply,
  person: PersonActor,
  found: FoundNode,
  form: { refusal: FormRefusal; newName?: string } | null = null,
): Promise<FastifyReply> {
  const { node, rights } = found;
  const { crumbs, sealed } = await readAbove(ctx.db, person, found);
  const owner =
    node.ownerId === null ? null : (await readAccountNames(ctx.db, [node.ownerId])).get(node.ownerId);
  return ctx.pages.send(reply, form?.refusal.status ?? 200, 'data-file', {
    title: node.name,
    formToken: formTokenOf(ctx, person),
    crumbs,
    file: presentNode(found),
    bytes: node.content?.bytes ?? 0,
    sha256: node.content?.sha256 ?? '',
    problem: node.content?.problem ?? null,
    mediaType: node.mediaType,
    createdAt: presentMoment(node.createdAt),
    owner: owner?.name ?? owner?.orcid ?? null,
    isZip: /\.zip$/i.test(node.name),
    sealed: sealed === null ? null : { text: sealTexts[sealed.seal ?? 'open'], request: sealed.sealedBy },
    can: { replace: rights.write, rename: rights.remove, remove: rights.remove, share: rights.share },
    refusal: form?.refusal ?? null,
    newName: form?.newName ?? node.name,
  });
}
