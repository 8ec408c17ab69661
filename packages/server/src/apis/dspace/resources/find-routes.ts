import type { FastifyInstance } from 'fastify';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import { createHolderFinder, findCollection, findCommunity, findItem } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { type Reader, readCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { mayReadItem, requireReadableItem, requireUuid } from '../items/find-readable.ts';

/** The longest identifier that anything here has, with room for an address in front. */
const GREATEST_LENGTH = 2048;

const rooms = { item: 'items', collection: 'collections', community: 'communities' } as const;

/** `pid/find` and `dso/find`: what an identifier or a uuid leads to. */
export function registerFindRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const hidden = { schema: { hide: true } } as const;

  const findHolder = createHolderFinder(ctx.db);
  const ownAddress = `${ctx.config.publicUrl}/`;
  /** Also by the address here, which our own API and pages print for Handles. */
  const findHolderHereToo: typeof findHolder = async (text) => {
    const found = await findHolder(text);
    if (found.kind === 'found' || !text.startsWith(ownAddress)) return found;
    return findHolder(text.slice(ownAddress.length));
  };

  app.get('/pid/find', hidden, async (request, reply) => {
    const { id } = request.query as Record<string, unknown>;
    if (typeof id !== 'string' || id.trim() === '') throw refusal(422);
    if (id.length > GREATEST_LENGTH) throw refusal(404);
    const found = await findHolderHereToo(id.trim());
    switch (found.kind) {
      case 'reserved':
        // Names are numbered through: with an answer for each, anyone could count what nobody has published yet.
        if (!(await isReadable(ctx, readCaller(request), found.holder))) throw refusal(404);
        return reply.redirect(api.href(`/core/${rooms[found.holder.type]}/${found.holder.id}`), 302);
      case 'found':
        return reply.redirect(api.href(`/core/${rooms[found.holder.type]}/${found.holder.id}`), 302);
      case 'absent':
        throw refusal(404);
      case 'not-resolvable':
        throw refusal(501);
      default:
        return found satisfies never;
    }
  });

  app.get('/dso/find', hidden, async (request, reply) => {
    const { uuid } = request.query as Record<string, unknown>;
    if (uuid === undefined || uuid === '') throw refusal(422);
    const path = await findObject(ctx, readCaller(request), requireUuid(uuid));
    return reply.redirect(api.href(path), 302);
  });
}

/** Everyone reads containers. */
async function isReadable(
  ctx: DspaceContext,
  reader: Reader,
  holder: { type: keyof typeof rooms; id: string },
): Promise<boolean> {
  if (holder.type !== 'item') return true;
  const found = await findItem(ctx.db, reader, holder.id);
  return found !== null && mayReadItem(reader, found.rights);
}

/** Where the object with a uuid is; of people, oneself alone. @throws DspaceRefusal 401, 403, 404 */
async function findObject(ctx: DspaceContext, reader: Reader, uuid: string): Promise<string> {
  if ((await findItem(ctx.db, reader, uuid)) !== null) {
    await requireReadableItem(ctx.db, reader, uuid);
    return `/core/items/${uuid}`;
  }
  if ((await findCollection(ctx.db, uuid)) !== null) return `/core/collections/${uuid}`;
  if ((await findCommunity(ctx.db, uuid)) !== null) return `/core/communities/${uuid}`;
  if (reader !== null && logInIdOf(reader) === uuid) return `/eperson/epersons/${uuid}`;
  throw refusal(404);
}
