import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { readField } from '../../accounts/index.ts';
import { type FoundNode, findNode, listChildren, requireNode } from '../index.ts';
import { readAbove } from './breadcrumbs.ts';
import { nameOf, presentNode } from './describe.ts';
import type { FormRefusal } from './refusal.ts';
import { type DataPageContext, formTokenOf, nodePath } from './signed-in.ts';

const SHOWN = 500;

/** Where a folder or file is to go: one walks to the folder and says "here". */
export async function sendMovePage(
  ctx: DataPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  moved: FoundNode,
  refusal: FormRefusal | null = null,
): Promise<FastifyReply> {
  const asked = readField(refusal === null ? request.query : request.body, refusal === null ? 'in' : 'to');
  const wanted = asked === '' ? null : await findNode(ctx.db, person, asked);
  const place =
    wanted?.node.kind === 'folder'
      ? wanted
      : await requireNode(ctx.db, person, moved.node.parentId ?? '', 'read');
  const { crumbs } = await readAbove(ctx.db, person, place);
  const folders = (await listChildren(ctx.db, person, place.node.id, { limit: SHOWN, kind: 'folder' })) ?? [];
  const open = (id: string) => `${nodePath(moved.node.id)}/move?${new URLSearchParams({ in: id })}`;
  return ctx.pages.send(reply, refusal?.status ?? 200, 'data-move', {
    title: `Move ${moved.node.name}`,
    formToken: formTokenOf(ctx, person),
    moved: presentNode(moved),
    refusal,
    place: {
      id: place.node.id,
      name: nameOf(place.node, person.accountId),
      path: place.path,
      isPresent: place.node.id === moved.node.parentId,
      mayAdd: place.rights.write,
    },
    crumbs: crumbs.map(({ name, href }) => ({ name, href: open(href.split('/').at(-1) ?? '') })),
    folders: folders
      .filter(({ node }) => node.id !== moved.node.id)
      .map(({ node }) => ({ name: node.name, href: open(node.id) })),
  });
}
