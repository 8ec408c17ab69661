import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { covers, type Steward } from '../../../http/steward.ts';
import {
  compiledScheme,
  expandLinkType,
  lockScheme,
  type Scheme,
  unknownScheme,
} from '../../schemes/index.ts';
import { compareFacts, factsOf, finishChange } from '../changes/finish-change.ts';
import { writeChanges } from '../changes/write-changes.ts';
import {
  type AnchorFacts,
  type AnchorWithLinks,
  compareStates,
  identifyLink,
  LINKS_OF_AN_ANCHOR,
  type Link,
} from '../link.ts';
import { repairDefaults } from '../repair-defaults.ts';
import type { LinkDraft, Relations } from '../rules/read-link.ts';
import { insertMissingAnchors, listLinks, lockAnchors } from '../store.ts';
import { chooseOrganisation, findOrganisations } from './choose-organisation.ts';
import { type ReadWish, type RegistrationWish, readWish } from './read-wish.ts';

/** How long wishes are read before requests are heard again: patterns of a scheme may take their time. */
const TURN_MS = 20;

export type LinkContext = Pick<AppContext, 'config' | 'db' | 'now'>;

export type LinkOutcome = { id: string; outcome: 'added' | 'changed' | 'unchanged' };

/** What became of one wish. */
export type Registered = {
  /** As all wishes of the group left it. */
  after: AnchorWithLinks;
  /** Whether the anchor was not there before. */
  isNew: boolean;
  /** Of the links wished, in their order. */
  links: readonly LinkOutcome[];
  /** Whether this wish has changed anything. */
  isChanged: boolean;
};

/** An anchor while the wishes of a group are applied to it. */
type Work = {
  before: AnchorWithLinks & { isNew: boolean };
  facts: AnchorFacts;
  links: readonly Link[];
};

/**
 * Registers links for many anchors in one transaction. Anchors are locked in the order of their texts, so that nothing
 * that others register at the same time is lost; each kind of write is one statement, however many wishes there are.
 * @returns for each wish what became of it, or why nothing of it was done
 */
export async function registerGroup(
  tx: Tx,
  ctx: LinkContext,
  steward: Steward,
  wishes: readonly RegistrationWish[],
): Promise<(Registered | AppError)[]> {
  const schemes = await lockSchemes(tx, wishes);
  const relations = await expandLinkTypes(tx, wishes);
  const organisations = await findOrganisations(tx, wishes);
  const targets = { allowPrivate: ctx.config.allowPrivateTargets, publicUrl: ctx.config.publicUrl };
  const readTask = (wish: RegistrationWish): Task | AppError => {
    const scheme = schemes.get(wish.namespace);
    if (scheme === undefined) return unknownScheme(wish.namespace);
    const wished = wish.organisation === undefined ? undefined : organisations.get(wish.organisation);
    const owner = chooseOrganisation(steward, scheme, wished);
    const read = readWish(wish, { scheme: compiledScheme(scheme), relations, targets });
    if ('wish' in read) return { wish, read: read.wish, owner, isNamed: wished !== undefined };
    return new AppError('invalid-input', 'Some values are missing or wrong; see errors.', {
      problems: read.problems.slice(0, 100),
    });
  };
  const tasks: (Task | AppError)[] = [];
  let turnEndsAt = performance.now() + TURN_MS;
  for (const wish of wishes) {
    tasks.push(readTask(wish));
    if (performance.now() < turnEndsAt) continue;
    await nextTurn();
    turnEndsAt = performance.now() + TURN_MS;
  }
  const possible = tasks.flatMap((task) => (task instanceof AppError ? [] : [task]));
  const works = await openAnchors(tx, ctx, possible);
  const results = tasks.map((task) => (task instanceof AppError ? task : applyTask(steward, works, task)));

  const at = ctx.now();
  const finished = new Map(
    [...works].map(([text, { before, facts, links }]) => {
      // Clocks of several machines differ; what comes later never seems to have come before.
      const notBefore = new Date(Math.max(at.getTime(), before.anchor.updatedAt.getTime()));
      return [text, { before, after: finishChange(before, { facts, links, latest: [] }, notBefore) }];
    }),
  );
  await writeChanges(
    tx,
    steward,
    [...finished.values()].map(({ before, after }) => ({
      before,
      after,
      isNew: before.isNew,
      action: 'register',
    })),
  );
  return results.map((result) => {
    if (result instanceof AppError) return result;
    const change = finished.get(result.anchor);
    if (change === undefined) throw new Error(`${result.anchor} was registered and is not there`);
    const { links, isChanged } = result;
    return { after: change.after, isNew: change.before.isNew, links, isChanged };
  });
}

type Task = {
  wish: RegistrationWish;
  read: ReadWish;
  /** Whose a new anchor becomes, or why it cannot. */
  owner: string | AppError;
  /** Whether the wish names the organisation. */
  isNamed: boolean;
};

/** Schemes that are there, held against deletion until the transaction ends; always in the same order. */
async function lockSchemes(tx: Tx, wishes: readonly RegistrationWish[]): Promise<Map<string, Scheme>> {
  const schemes = new Map<string, Scheme>();
  for (const namespace of [...new Set(wishes.map((wish) => wish.namespace))].sort()) {
    const scheme = await lockScheme(tx, namespace, 'share');
    if (scheme !== null && scheme.deletedAt === null) schemes.set(namespace, scheme);
  }
  return schemes;
}

async function expandLinkTypes(tx: Tx, wishes: readonly RegistrationWish[]): Promise<Relations> {
  const relations = new Map<string, Awaited<ReturnType<typeof expandLinkType>>>();
  for (const { links } of wishes) {
    for (const { linkType } of links) {
      if (!relations.has(linkType)) relations.set(linkType, await expandLinkType(tx, linkType));
    }
  }
  return relations;
}

/** Makes the anchors that are missing, locks all, and reads their links. */
async function openAnchors(tx: Tx, ctx: LinkContext, tasks: readonly Task[]): Promise<Map<string, Work>> {
  const at = ctx.now();
  const missing = new Map<string, Parameters<typeof insertMissingAnchors>[1][number]>();
  for (const { wish, read, owner } of tasks) {
    if (typeof owner !== 'string' || missing.has(read.anchor)) continue;
    missing.set(read.anchor, {
      anchor: read.anchor,
      namespace: wish.namespace,
      organisationId: owner,
      description: read.description ?? '',
      state: wish.active === false ? 'inactive' : 'active',
      at,
    });
  }
  const made = await insertMissingAnchors(tx, [...missing.values()]);
  const anchors = await lockAnchors(tx, [...new Set(tasks.map(({ read }) => read.anchor))]);
  const links = await listLinks(
    tx,
    anchors.filter(({ anchor }) => !made.has(anchor)).map(({ id }) => id),
  );
  return new Map(
    anchors.map((anchor) => {
      const before = { anchor, links: links.get(anchor.id) ?? [], isNew: made.has(anchor.anchor) };
      return [anchor.anchor, { before, facts: factsOf(anchor), links: before.links }];
    }),
  );
}

/** Applies one wish to its anchor, wholly or not at all. */
function applyTask(
  steward: Steward,
  works: ReadonlyMap<string, Work>,
  { wish, read, owner, isNamed }: Task,
): { anchor: string; links: LinkOutcome[]; isChanged: boolean } | AppError {
  const work = works.get(read.anchor);
  const mine = work !== undefined && covers(steward.links, work.facts.organisationId);
  if (owner instanceof AppError && (isNamed || !mine)) return owner;
  if (work === undefined) throw new Error(`${read.anchor} was neither found nor made`);
  if (!mine || (isNamed && owner !== work.facts.organisationId)) {
    return new AppError('already-exists', `${read.anchor} is registered by another organisation.`, {
      problems: [
        { pointer: (wish.pointerOf ?? (() => '/anchor'))(1), detail: 'It belongs to someone else.' },
      ],
    });
  }
  if (work.facts.state === 'withdrawn') {
    return new AppError('move-not-allowed', `${read.anchor} was withdrawn; make it active first.`);
  }
  const applied = applyLinks(work.links, read.links);
  if (applied.links.length > LINKS_OF_AN_ANCHOR) {
    return new AppError('invalid-input', 'It would have too many links.', {
      problems: [{ pointer: '/links', detail: `An identifier has at most ${LINKS_OF_AN_ANCHOR} links.` }],
    });
  }
  const before = work.facts;
  work.links = applied.links;
  work.facts = {
    ...work.facts,
    description: read.description ?? work.facts.description,
    state: wish.active === undefined ? work.facts.state : wish.active ? 'active' : 'inactive',
  };
  const isChanged =
    compareFacts(before, work.facts).length > 0 ||
    applied.outcomes.some((each) => each.outcome !== 'unchanged');
  return { anchor: read.anchor, links: applied.outcomes, isChanged };
}

/** Writes links with the same identity anew, and adds the others. */
function applyLinks(
  links: readonly Link[],
  drafts: readonly LinkDraft[],
): { links: readonly Link[]; outcomes: LinkOutcome[] } {
  const byIdentity = new Map(links.map((link) => [identifyLink(link), link]));
  const next = [...links];
  const latest: Link[] = [];
  for (const draft of drafts) {
    const previous = byIdentity.get(identifyLink(draft)) ?? null;
    const link = mergeDraft(previous, draft);
    latest.push(link);
    if (previous === null) next.push(link);
    else next[next.indexOf(previous)] = link;
  }
  const repaired = repairDefaults(next, latest);
  const before = new Map(links.map((link) => [link.id, link]));
  const after = new Map(repaired.map((link) => [link.id, link]));
  const outcomes = latest.map(({ id }): LinkOutcome => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === undefined || is === undefined) return { id, outcome: 'added' };
    return { id, outcome: compareStates(was, is).length === 0 ? 'unchanged' : 'changed' };
  });
  return { links: repaired, outcomes };
}

/** A link as a draft has it; flags that nobody spoke of stay. Versions and times are counted later. */
export function mergeDraft(previous: Link | null, draft: LinkDraft): Link {
  const kept = previous ?? {
    id: randomUUID(),
    seq: null,
    predecessors: [],
    version: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    isDefault: false,
    isDefaultContext: false,
    isDefaultType: false,
  };
  return {
    ...kept,
    ...draft,
    isDefault: draft.isDefault ?? kept.isDefault,
    isDefaultContext: draft.isDefaultContext ?? kept.isDefaultContext,
    isDefaultType: draft.isDefaultType ?? kept.isDefaultType,
  };
}
