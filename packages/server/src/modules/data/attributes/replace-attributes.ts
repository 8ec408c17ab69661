import { randomUUID } from 'node:crypto';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Change, DataContext, FollowContext, FoundNode } from '../data-context.ts';
import { subjectOf } from '../describe-node.ts';
import { readNode, requireNode, unknownNode } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import type { Attribute } from '../node.ts';
import { updateNode } from '../store.ts';
import {
  type AttributeRow,
  deleteAttributes,
  insertAttributes,
  nextPosition,
  readAttributes,
} from './store.ts';

/** An attribute as it is given; the unit is empty and there are none of its own unless they are said. */
export type AttributeInput = {
  name: string;
  value: string;
  unit?: string | undefined;
  attributes?: readonly AttributeInput[] | undefined;
};

export const ATTRIBUTES_LIMIT = 2000;
export const ATTRIBUTE_DEPTH_LIMIT = 6;
export const ATTRIBUTE_NAME_LIMIT = 500;
export const ATTRIBUTE_VALUE_LIMIT = 20_000;

/**
 * Replaces all attributes of a folder or file. Needs `writeAttributes`, which a seal may leave where `write` is gone.
 * @throws AppError not-found, not-allowed, version-mismatch, invalid-input
 */
export function replaceAttributes(
  ctx: DataContext & FollowContext,
  actor: Actor,
  nodeId: string,
  attributes: readonly AttributeInput[],
  versions: Versions | null = null,
): Promise<{ node: FoundNode; attributes: Attribute[] }> {
  return transact(ctx.db, (tx) => replaceAttributesWithin(tx, ctx, actor, nodeId, attributes, versions));
}

/** The same in the caller's transaction. */
export async function replaceAttributesWithin(
  tx: Tx,
  ctx: Pick<DataContext, 'now'> & FollowContext,
  actor: Actor,
  nodeId: string,
  attributes: readonly AttributeInput[],
  versions: Versions | null = null,
): Promise<{ node: FoundNode; attributes: Attribute[] }> {
  const seen = await requireNode(tx, actor, nodeId, 'writeAttributes');
  await lockWays(tx, { update: [seen.node.id] });
  const { node } = await requireNode(tx, actor, nodeId, 'writeAttributes');
  requireVersion(node.version, versions);
  const rows = flatten(attributes, 0);
  const before = await readAttributes(tx, node.id);
  await deleteAttributes(tx, node.id);
  await insertAttributes(tx, node.id, rows);
  await noteChange(tx, node, before, { actor: toEventActor(actor), now: ctx.now() });
  await ctx.afterAttributes?.(tx, { node, actor });
  return {
    node: await requireNode(tx, actor, nodeId, 'read'),
    attributes: await readAttributes(tx, node.id),
  };
}

/**
 * Puts attributes in the place of those at the top that have their names; the others stay. Neither rights nor seals are
 * asked: it is what the service itself writes down.
 * @throws AppError not-found, invalid-input
 */
export async function writeAttributesWithin(
  tx: Tx,
  nodeId: string,
  attributes: readonly AttributeInput[],
  change: Change,
): Promise<void> {
  await lockWays(tx, { update: [nodeId] });
  const found = await readNode(tx, nodeId);
  if (found === null) throw unknownNode();
  const before = await readAttributes(tx, nodeId);
  await deleteAttributes(tx, nodeId, [...new Set(attributes.map(({ name }) => name))]);
  await insertAttributes(tx, nodeId, flatten(attributes, await nextPosition(tx, nodeId)));
  await noteChange(tx, found.node, before, change);
}

async function noteChange(
  tx: Tx,
  node: FoundNode['node'],
  before: readonly Attribute[],
  { actor, now }: Change,
): Promise<void> {
  await updateNode(tx, node.id, {}, now);
  await recordEvent(tx, {
    at: now,
    subject: subjectOf(node),
    action: 'attributes',
    actor,
    before: before.map(describe),
    after: (await readAttributes(tx, node.id)).map(describe),
  });
}

/** Without ids, which are new with each change. */
function describe({ name, value, unit, attributes }: Attribute): unknown {
  return {
    name,
    value,
    ...(unit === '' ? {} : { unit }),
    ...(attributes.length === 0 ? {} : { attributes: attributes.map(describe) }),
  };
}

/** The rows of attributes, each before those of its own. @throws AppError invalid-input */
function flatten(attributes: readonly AttributeInput[], firstPosition: number): AttributeRow[] {
  const rows: AttributeRow[] = [];
  const walk = (
    list: readonly AttributeInput[],
    parentId: string | null,
    pointer: string,
    depth: number,
  ): void => {
    if (list.length > 0 && depth > ATTRIBUTE_DEPTH_LIMIT) {
      throw invalid(pointer, `Attributes go at most ${ATTRIBUTE_DEPTH_LIMIT} levels deep.`);
    }
    for (const [index, { name, value, unit = '', attributes: own = [] }] of list.entries()) {
      const here = `${pointer}/${index}`;
      refuseMistakes(here, { name, value, unit });
      const id = randomUUID();
      rows.push({ id, parentId, position: firstPosition + rows.length, name, value, unit });
      if (rows.length > ATTRIBUTES_LIMIT) {
        throw invalid('/attributes', `At most ${ATTRIBUTES_LIMIT} attributes, those of attributes included.`);
      }
      walk(own, id, `${here}/attributes`, depth + 1);
    }
  };
  walk(attributes, null, '/attributes', 1);
  return rows;
}

function refuseMistakes(pointer: string, attribute: { name: string; value: string; unit: string }): void {
  const { name, value, unit } = attribute;
  if (name.trim() === '') throw invalid(`${pointer}/name`, 'An attribute needs a name.');
  for (const [member, text, limit] of [
    ['name', name, ATTRIBUTE_NAME_LIMIT],
    ['value', value, ATTRIBUTE_VALUE_LIMIT],
    ['unit', unit, ATTRIBUTE_NAME_LIMIT],
  ] as const) {
    if (text.length > limit) throw invalid(`${pointer}/${member}`, `At most ${limit} characters.`);
    if (text.includes('\0') || !text.isWellFormed()) {
      throw invalid(`${pointer}/${member}`, 'It holds a NUL character or half of a surrogate pair.');
    }
  }
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
}
