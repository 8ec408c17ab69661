import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { Actor, PersonActor } from '../../http/actor.ts';
import { ensureArea, ensureHome } from './areas/ensure-area.ts';
import type { DataContext, FoundNode } from './data-context.ts';
import { findNode, findNodeByPath, splitPath, unknownNode } from './find-node.ts';

/**
 * What is at a path. The homes of the actor are made when they are first looked for, by whatever path leads there.
 * @throws AppError not-found also where they may not read it; invalid-input for what is no path
 */
export async function openPath(ctx: DataContext, actor: Actor, path: string): Promise<FoundNode> {
  const names = splitPath(path);
  if (names === null) {
    const detail =
      'A path begins with a slash and the short name of an organisation, such as “/example/home”.';
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/path', detail }] });
  }
  const found = await findNodeByPath(ctx.db, actor, path);
  if (found !== null) return found;
  const [slug, homes, owner] = names;
  const belongs = actor.kind === 'person' && actor.memberships.some((each) => each.slug === slug);
  if (
    !belongs ||
    (homes !== undefined && homes !== 'home') ||
    (owner !== undefined && owner !== actor.orcid)
  ) {
    throw unknownNode();
  }
  await openHomes(ctx, actor);
  const made = await findNodeByPath(ctx.db, actor, path);
  if (made === null) throw unknownNode();
  return made;
}

/** The homes of a person, one in each of their organisations, made when they are not there yet. */
export async function openHomes(ctx: DataContext, actor: PersonActor): Promise<FoundNode[]> {
  const homes: FoundNode[] = [];
  for (const { organisationId } of actor.memberships) {
    const { id } = await transact(ctx.db, async (tx) => {
      await ensureArea(tx, organisationId, 'curated', ctx.now());
      return ensureHome(tx, organisationId, actor.accountId, ctx.now());
    });
    const found = await findNode(ctx.db, actor, id);
    if (found !== null) homes.push(found);
  }
  return homes;
}
