import { createNoidSequence, parseNoidTemplate } from '@mintmark/identifiers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api, ProblemBody } from './support/api.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

type Names = { items: { name: string; reason?: string | null; dueAt?: string }[]; next: string | null };

let system: System;
let admin: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});
afterAll(() => system.close());

let lastNumber = 0;
async function make(
  wish: Record<string, unknown> = {},
): Promise<{ id: string; prefix: string; shoulder: string }> {
  lastNumber += 1;
  const shoulder = `${'bcdfghjkmnpqrstvwxz'.charAt(lastNumber % 19)}${'bcdfghjkmnpqrstvwxz'.charAt(Math.floor(lastNumber / 19))}3`;
  const body = { type: 'ark', prefix: '12345', shoulder, template: 'eedk', ...wish };
  const made = await admin.post<{ id: string; prefix: string }>('/shoulders', body);
  expect(made.status).toBe(201);
  return { ...made.body, shoulder };
}

/** The first names that a shoulder's order has, without asking the service. */
function order(template: string, zone: string, count: number, at = 0): string[] {
  const parsed = parseNoidTemplate(template);
  if (!parsed.ok) throw new Error(template);
  const sequence = createNoidSequence(parsed.value, { zone, at });
  return Array.from({ length: count }, () => `ark:${sequence.next()}`);
}

async function mint(shoulder: string, count: number, state = 'reserved'): Promise<string[]> {
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const answer = await admin.post<{ pid: string }>('/pids', { shoulder, state });
    expect(answer.status).toBe(201);
    names.push(answer.body.pid);
  }
  return names;
}

const release = (pid: string) => admin.post(`/pids/${encodeURIComponent(pid)}/release`, {});
const places = (answer: Answer<ProblemBody>) => answer.body.errors?.map((each) => each.pointer);

describe('holding names back', () => {
  test('a name that is held is skipped; without the hold its place is past', async () => {
    const { id, prefix } = await make();
    const [first = '', second = '', third = ''] = order('eedk', prefix, 3);
    const held = await admin.post(`/shoulders/${id}/holds`, {
      names: [second, second.replace('ark:', 'ark:/')],
      reason: 'On a printed label',
    });
    expect(held.body).toEqual({ held: 1 });
    expect((await admin.post(`/shoulders/${id}/holds`, { names: [second] })).body).toEqual({ held: 0 });
    expect(await mint(id, 2)).toEqual([first, third]);
    expect((await admin.get<Names>(`/shoulders/${id}/holds`)).body.items).toMatchObject([
      { name: second, reason: 'On a printed label' },
    ]);
    const path = `/shoulders/${id}/holds/${encodeURIComponent(second)}`;
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.delete(path)).status).toBe(404);
    expect((await admin.get<Names>(`/shoulders/${id}/holds`)).body.items).toEqual([]);
  });

  test('all or none: a name that was given out, or is of another shoulder, holds up the rest', async () => {
    const { id, prefix } = await make();
    const [given = '', free = ''] = [...(await mint(id, 1)), ...order('eedk', prefix, 1, 1)];
    const taken = await admin.post<ProblemBody>(`/shoulders/${id}/holds`, { names: [free, given] });
    expect(taken.status).toBe(409);
    expect(taken.body.errors).toMatchObject([
      { pointer: '/names/1', detail: expect.stringContaining('It is reserved.') },
    ]);
    const foreign = await admin.post<ProblemBody>(`/shoulders/${id}/holds`, {
      names: [free, 'ark:99999/fk44w2s', 'nonsense', `ark:${prefix}`],
    });
    expect(places(foreign)).toEqual(['/names/1', '/names/2', '/names/3']);
    expect((await admin.get<Names>(`/shoulders/${id}/holds`)).body.items).toEqual([]);
  });

  test('where one name stands twice in two spellings, mistakes are still told at their own place', async () => {
    const { id, prefix } = await make();
    const [taken = ''] = await mint(id, 1);
    const free = `ark:${prefix}xx`;
    const spellings = [free, free.replace('ark:', 'ark:/'), taken];
    const answer = await admin.post<ProblemBody>(`/shoulders/${id}/holds`, { names: spellings });
    expect(answer.status).toBe(409);
    expect(answer.body.errors).toMatchObject([{ pointer: '/names/2' }]);
  });

  test('members neither see nor change what is held', async () => {
    const { id, prefix } = await make();
    const [name = ''] = order('eedk', prefix, 1);
    expect((await member.get(`/shoulders/${id}/holds`)).status).toBe(403);
    expect((await member.post(`/shoulders/${id}/holds`, { names: [name] })).status).toBe(403);
    expect((await member.delete(`/shoulders/${id}/holds/${encodeURIComponent(name)}`)).status).toBe(403);
  });
});

describe('letting names out again', () => {
  test('a name that was given back comes before new ones, the one due longest first', async () => {
    const { id, prefix } = await make();
    const names = await mint(id, 3);
    const [one = '', two = '', three = ''] = names;
    for (const name of names) await release(name);
    const later = new Date(system.clock.now().getTime() + 3_600_000).toISOString();
    await admin.post(`/shoulders/${id}/queue`, { names: [one], dueAt: later });
    expect((await admin.post(`/shoulders/${id}/queue`, { names: [three, two] })).body).toEqual({ queued: 2 });
    expect((await admin.get<Names>(`/shoulders/${id}/queue`)).body.items).toHaveLength(3);
    const path = `/shoulders/${id}/queue/${encodeURIComponent(three)}`;
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.delete(path)).status).toBe(404);
    expect(await mint(id, 2, 'public')).toEqual([two, order('eedk', prefix, 4)[3]]);
    system.clock.advance(3_600_000);
    expect(await mint(id, 1)).toEqual([one]);
    const { body } = await admin.get<{ issued: number }>(`/shoulders/${id}`);
    expect(body).toMatchObject({ issued: 3, counts: { reserved: 1, public: 2, released: 1 } });
  });

  test('names that were announced, are in use, held or unknown never come again', async () => {
    const { id, prefix } = await make();
    const [announced = ''] = await mint(id, 1, 'public');
    const [reserved = '', released = ''] = await mint(id, 2);
    await release(released);
    await admin.post(`/shoulders/${id}/holds`, { names: [released] });
    const [unknown = ''] = order('eedk', prefix, 1, 9);
    const answer = await admin.post<ProblemBody>(`/shoulders/${id}/queue`, {
      names: [announced, reserved, released, unknown],
    });
    expect(answer.status).toBe(409);
    expect(places(answer)).toEqual(['/names/0', '/names/1', '/names/2', '/names/3']);
    expect((await admin.get<Names>(`/shoulders/${id}/queue`)).body.items).toEqual([]);
  });

  test('a name that waits in the queue is not held', async () => {
    const { id } = await make();
    const names = await mint(id, 1);
    await release(names[0] ?? '');
    await admin.post(`/shoulders/${id}/queue`, { names });
    expect((await admin.post(`/shoulders/${id}/holds`, { names })).status).toBe(409);
  });
});

describe('names minted elsewhere', () => {
  test('where a template counts up, the counter moves past the farthest, at once', async () => {
    const { id, prefix } = await make({ template: '.zd' });
    await mint(id, 1);
    const answer = await admin.post(`/shoulders/${id}/advance-past`, {
      names: [`${prefix}0`, `ark:${prefix}7000000000`, `ark:/${prefix}12`],
    });
    expect(answer.body).toEqual({ held: 2, known: [`ark:${prefix}0`], counter: 7_000_000_001 });
    expect(await mint(id, 1)).toEqual([`ark:${prefix}7000000001`]);
    const back = await admin.post(`/shoulders/${id}/advance-past`, { names: [`ark:${prefix}5`] });
    expect(back.body).toMatchObject({ counter: 7_000_000_002 });
  });

  test('in a random order they are held', async () => {
    const { id, prefix } = await make();
    const [one = '', two = '', three = ''] = order('eedk', prefix, 3);
    const answer = await admin.post(`/shoulders/${id}/advance-past`, { names: [one, three] });
    expect(answer.body).toEqual({ held: 2, known: [], counter: 0 });
    expect(await mint(id, 2)).toEqual([two, order('eedk', prefix, 4)[3]]);
  });
});

describe('going on where another minter stands', () => {
  const state = (template: string, zone: string, at: number) => {
    const parsed = parseNoidTemplate(template);
    if (!parsed.ok) throw new Error(template);
    const sequence = createNoidSequence(parsed.value, { zone, at }).state;
    return { template, zone, sequence };
  };

  test('the next name is the one after the last there; what is held and queued there is so here', async () => {
    const { id, prefix } = await make();
    const elsewhere = order('eedk', prefix, 12);
    const bare = elsewhere.map((name) => name.replace('ark:', ''));
    const answer = await admin.post(`/shoulders/${id}/import`, {
      ...state('eedk', prefix, 10),
      held: [bare[10]],
      queued: [{ name: bare[4], at: '2026-01-01T00:00:00' }],
      issued: bare.slice(0, 10),
    });
    expect(answer.body).toEqual({ counter: 10, held: 10, queued: 1 });
    expect(await mint(id, 2)).toEqual([elsewhere[4], elsewhere[11]]);
    expect((await admin.get(`/shoulders/${id}`)).body).toMatchObject({ issued: 2 });
  });

  test('a shoulder written into the template, as Perl Noid does, is the same order', async () => {
    const { id, prefix, shoulder } = await make({ template: '.reedk' });
    const answer = await admin.post(`/shoulders/${id}/import`, state(`${shoulder}.reedk`, '12345', 5));
    expect(answer.body).toMatchObject({ counter: 5 });
    expect(await mint(id, 1)).toEqual(order('.reedk', prefix, 1, 5));
  });

  test('another order, a broken state and a counter that would go back are refused', async () => {
    const { id, prefix } = await make();
    const path = `/shoulders/${id}/import`;
    expect((await admin.post(path, state('eedk', '99999/fk4', 5))).status).toBe(409);
    expect((await admin.post(path, state('.reedk', prefix, 5))).status).toBe(409);
    const good = state('eedk', prefix, 5);
    const broken = { ...good, sequence: { ...good.sequence, position: 6 } };
    expect((await admin.post(path, broken)).status).toBe(400);
    await mint(id, 6);
    const back = await admin.post<ProblemBody>(path, good);
    expect(back.status).toBe(409);
    expect(back.body.detail).toContain('never goes back');
    const twice = await admin.post<ProblemBody>(path, {
      ...state('eedk', prefix, 20),
      issued: order('eedk', prefix, 20),
    });
    expect(twice.status).toBe(409);
    expect(twice.body.detail).toContain('given out here, too');
    expect((await admin.get(`/shoulders/${id}`)).body).toMatchObject({
      administration: { counter: 6, held: 0 },
    });
  });

  test('random DOI suffixes have no order to go on with', async () => {
    const { id } = await make({ type: 'doi', prefix: '10.5072', template: null, registrarAccount: null });
    expect((await admin.post(`/shoulders/${id}/import`, state('eedk', '10.5072/x', 5))).status).toBe(409);
  });

  test('a text that is no state of a minter is refused with its place', async () => {
    const { id } = await make();
    const nog = await admin.post<ProblemBody>(`/shoulders/${id}/import`, { format: 'nog', text: '{}' });
    expect(nog.body.errors).toMatchObject([
      { pointer: '/text', detail: expect.stringContaining('no template') },
    ]);
    const perl = await admin.post<ProblemBody>(`/shoulders/${id}/import`, { format: 'perl-noid', text: 'x' });
    expect(perl.body.errors).toMatchObject([{ pointer: '/text', detail: expect.stringContaining('Line 1') }]);
  });

  test('a Nog minter, as EZID and noidy run it, is taken over from its own state', async () => {
    const { id, prefix } = await make();
    const { sequence } = state('eedk', prefix, 2191);
    const total = 29 * 29 * 10;
    const run = Math.floor(total / 293) + 1;
    const counters = sequence.counters.map((value, index) => ({
      name: `c${index}`,
      top: Math.min(run, total - index * run),
      value,
    }));
    const kept = {
      template: `${prefix}{eedk}`,
      mask: 'eedk',
      atlast: 'add3',
      basecount: 0,
      oacounter: 2191,
      saclist: counters.filter((each) => each.value < each.top).map((each) => each.name),
      ...Object.fromEntries(counters.map(({ name, top, value }) => [name, { top, value }])),
    };
    const answer = await admin.post(`/shoulders/${id}/import`, { format: 'nog', text: JSON.stringify(kept) });
    expect(answer.body).toEqual({ counter: 2191, held: 0, queued: 0 });
    expect(await mint(id, 3)).toEqual(order('eedk', prefix, 3, 2191));
  });
});
