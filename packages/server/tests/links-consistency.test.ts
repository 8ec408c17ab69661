import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { anchorPath, openScheme, readAnchor, readShown, wishLink } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
});
afterAll(() => system.close());

const ANY = { 'if-match': '*' };
const index = fc.nat(2);
const types = ['describedby', 'item', 'license'];

type Step = (anchors: readonly string[], namespace: string) => Promise<unknown>;

async function changeLink(anchor: string, at: number, change: unknown, hard: boolean): Promise<unknown> {
  const links = (await readAnchor(admin, anchor)).body.links ?? [];
  const link = links[at % Math.max(links.length, 1)];
  if (link === undefined) return;
  if (change === null) return admin.delete(`/links/${link.id}${hard ? '?hard=true' : ''}`);
  return admin.patch(`/links/${link.id}`, change, ANY);
}

const target = index.map((each) => `https://example.org/${each}`);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(index, fc.array(fc.tuple(index, target, fc.boolean()), { minLength: 1, maxLength: 3 }))
      .map(
        ([at, links]): Step =>
          (anchors) => {
            const wishes = links.map(([type, to, isDefault]) =>
              wishLink({ linkType: types[type], target: to, isDefault }),
            );
            return admin.post('/links', { anchor: anchors[at], links: wishes });
          },
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        index,
        fc.nat(8),
        fc.oneof(
          fc.record({ target }),
          fc.record({ active: fc.boolean() }),
          fc.record({ accessRoles: fc.constantFrom([], ['Auditor']) }),
          fc.constant(null),
        ),
        fc.boolean(),
      )
      .map(
        ([at, link, change, hard]): Step =>
          (anchors) =>
            changeLink(anchors[at] ?? '', link, change, hard),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        index,
        fc.oneof(
          fc.record({ active: fc.boolean() }),
          fc.record({ description: fc.constantFrom('', 'One', 'Two') }),
          index.map((successor) => ({ successor })),
        ),
      )
      .map(
        ([at, change]): Step =>
          (anchors) =>
            admin.patch(
              anchorPath(anchors[at] ?? ''),
              'successor' in change ? { successor: anchors[change.successor] } : change,
              ANY,
            ),
      ),
  },
  index.map(
    (at): Step =>
      (anchors) =>
        admin.delete(`${anchorPath(anchors[at] ?? '')}?reason=Lost`),
  ),
  fc.constant<Step>((_, namespace) => admin.delete(`/schemes/${namespace}?cascade=true`)),
  { weight: 2, arbitrary: fc.constant<Step>((_, namespace) => admin.post(`/schemes/${namespace}/restore`)) },
  // The clocks of several machines differ.
  {
    weight: 2,
    arbitrary: fc.constantFrom(60_000, 1, -30_000).map(
      (ms): Step =>
        async () =>
          system.clock.advance(ms),
    ),
  },
);

/** What anchors and links say must be what the resolver reads. */
async function compareShown(anchor: string): Promise<void> {
  const { status, body } = await readAnchor(admin, anchor);
  const shown = await readShown(system, anchor);
  if (status === 404) return expect(shown).toBeNull();
  const { description, state, reason, successor, links } = body;
  expect(shown).toMatchObject({ description, state, reason, successor });
  expect(
    shown?.links.map(
      ({ id, href, relation, isDefault, isDefaultContext, isDefaultType, accessRoles, predecessors }) => ({
        id,
        target: href,
        relation,
        isDefault,
        isDefaultContext,
        isDefaultType,
        accessRoles: accessRoles.map((role) => `untp:accessRole#${role}`),
        predecessors: predecessors.map(({ href, title, type }) => ({ href, title, type })),
      }),
    ),
  ).toEqual(
    links
      .filter((each) => each.active)
      .map(
        ({
          id,
          target,
          relation,
          isDefault,
          isDefaultContext,
          isDefaultType,
          accessRoles,
          predecessors,
        }) => ({
          id,
          target,
          relation,
          isDefault,
          isDefaultContext,
          isDefaultType,
          accessRoles,
          predecessors,
        }),
      ),
  );
  expect(links.filter((each) => each.isDefault)).toHaveLength(links.some((each) => each.active) ? 1 : 0);
}

/** Versions of links and anchors that do not begin where the one before ended, or end before they began. */
async function countBreaks(namespace: string): Promise<number> {
  const { rows } = await sql<{ breaks: number }>`
    with lives as (
      select 'link ' || link_id as thing, v.version, v.held_from, held_until from link_versions v
        join anchors on anchors.id = anchor_id where namespace = ${namespace}
      union all
      select 'link ' || links.id, links.version, links.updated_at, null from links
        join anchors on anchors.id = anchor_id where namespace = ${namespace}
      union all
      select 'anchor ' || anchor_id, v.version, v.held_from, held_until from anchor_versions v
        join anchors on anchors.id = anchor_id where namespace = ${namespace}
      union all
      select 'anchor ' || id, version + 1, held_from, null from anchors where namespace = ${namespace}
    ), steps as (
      select *, lead(held_from) over (partition by thing order by version) as next from lives
    )
    select count(*)::integer as breaks from steps
    where held_until < held_from or (next is not null and next is distinct from held_until)`.execute(
    system.ctx.db,
  );
  return rows[0]?.breaks ?? -1;
}

test('whatever is done in whatever order, the resolver reads what is registered, and histories have no gaps', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      run += 1;
      const namespace = `walk${run}`;
      await openScheme(system, namespace);
      const anchors = [`${namespace}/1/AB0001`, `${namespace}/1/AB0001/2/7`, `${namespace}/1/AB0002`];
      for (const each of steps) await each(anchors, namespace);
      for (const each of anchors) await compareShown(each);
      expect(await countBreaks(namespace)).toBe(0);
    }),
    { numRuns: 25 },
  );
});
