import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../http/paging.ts';
import { readAccountNames, readField } from '../../accounts/index.ts';
import { countChildren, type FoundNode, listChildren } from '../index.ts';
import { readAbove } from './breadcrumbs.ts';
import { nameOf, presentNode, sealTexts } from './describe.ts';
import type { FormRefusal } from './refusal.ts';
import { type DataPageContext, formTokenOf, nodePath } from './signed-in.ts';
import { listUnpackings } from './store.ts';

const SHOWN = 200;
const UNPACKINGS_TOLD_MS = 3_600_000;

/** What a form of the page said that was refused, to be shown again with it. */
export type FolderForm = { refusal: FormRefusal; folderName?: string; newName?: string };

/** A folder: what is in it, and what its reader may do with it. */
export async function sendFolderPage(
  ctx: DataPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  found: FoundNode,
  form: FolderForm | null = null,
): Promise<FastifyReply> {
  const { node, path, rights } = found;
  const after = readCursor(readField(request.query, 'cursor'));
  const children = (await listChildren(ctx.db, person, node.id, { limit: SHOWN + 1, after })) ?? [];
  const last = children.length > SHOWN ? children[SHOWN - 1]?.node : undefined;
  const { crumbs, sealed } = await readAbove(ctx.db, person, found);
  const owner =
    node.ownerId === null ? null : (await readAccountNames(ctx.db, [node.ownerId])).get(node.ownerId);
  const isPlain = node.area === null;
  // What requests publish is shown to everybody under the id of its folder.
  const publicHref = node.seal === 'content' ? `/packages/${node.id}` : null;
  return ctx.pages.send(reply, form?.refusal.status ?? 200, 'data-folder', {
    title: nameOf(node, person.accountId),
    formToken: formTokenOf(ctx, person),
    crumbs,
    folder: keepWarnings(presentNode(found), rights.remove),
    path,
    publicHref,
    owner: owner === null || owner?.id === person.accountId ? null : (owner?.name ?? owner?.orcid ?? null),
    counted: await countChildren(ctx.db, person, node.id),
    children: children.slice(0, SHOWN).map((child) => keepWarnings(presentNode(child), rights.write)),
    next:
      last === undefined
        ? null
        : `${nodePath(node.id)}?${new URLSearchParams({ cursor: encodeCursor([last.kind, last.name]) })}`,
    sealed:
      sealed === null
        ? null
        : { text: sealTexts[sealed.seal ?? 'open'], request: sealed.sealedBy, level: rights.level },
    can: {
      add: rights.write,
      rename: rights.remove && isPlain,
      remove: rights.remove && isPlain,
      share: rights.share,
      describe: isPlain,
      describeIt: rights.writeAttributes,
      request: isPlain && sealed === null && rights.level === 'own',
    },
    unpackings: rights.write ? await describeUnpackings(ctx, node.id) : [],
    told: readTold(request),
    refusal: form?.refusal ?? null,
    folderName: form?.folderName ?? '',
    newName: form?.newName ?? node.name,
  });
}

/** What a name is warned of is for those who can change it. */
function keepWarnings(shown: ReturnType<typeof presentNode>, may: boolean) {
  return may ? shown : { ...shown, warnings: [] };
}

/** How far archives are that are being unpacked here, and what became of the last ones. */
async function describeUnpackings(ctx: DataPageContext, folderId: string): Promise<string[]> {
  const since = new Date(ctx.now().getTime() - UNPACKINGS_TOLD_MS);
  const found = await listUnpackings(ctx.db, folderId, since);
  return found.map(({ fileName, state, filesDone, filesTotal, problem }) => {
    switch (state) {
      case 'waiting':
        return `${fileName} waits to be unpacked.`;
      case 'running':
        return `${fileName} is being unpacked: ${filesDone} of ${filesTotal ?? 'its'} files so far.`;
      case 'done':
        return `${fileName} was unpacked: ${filesDone} files.`;
      case 'failed':
        return `Nothing of ${fileName} was unpacked: ${problem ?? 'it could not be read.'}`;
      default:
        return state satisfies never;
    }
  });
}

/** What a form that was just sent did; only what is known is said, because anybody can write an address. */
function readTold(request: FastifyRequest): string | null {
  const count = readField(request.query, 'uploaded');
  if (/^[1-9]\d{0,5}$/.test(count))
    return count === '1' ? 'One file was stored.' : `${count} files were stored.`;
  switch (readField(request.query, 'did')) {
    case 'unpack':
      return 'The archive is stored and is being unpacked. Its files appear here all at once when that is done.';
    case 'delete':
      return 'It is in the trash now, for 30 days.';
    case 'restore':
      return 'It is back.';
    case 'save':
      return 'Saved.';
    default:
      return null;
  }
}

function readCursor(cursor: string): { kind: 'file' | 'folder'; name: string } | null {
  if (cursor === '') return null;
  const [kind, name] = decodeCursor(cursor, ['string', 'string']);
  return { kind: kind === 'folder' ? 'folder' : 'file', name: String(name) };
}
