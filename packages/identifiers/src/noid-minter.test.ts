import { beforeEach, describe, expect, test } from 'vitest';
import vectors from '../../../vectors/noid.json' with { type: 'json' };
import {
  advanceMinter,
  bindElement,
  createNoidMemoryStore,
  createNoidMinter,
  fetchElements,
  holdNames,
  keepNote,
  listMinterInfo,
  mintNoids,
  type NoidContext,
  type NoidMinter,
  type NoidMinterSettings,
  openNoidMinter,
  queueNames,
  readPerlNoidState,
  validateNames,
} from './index.ts';

let context: NoidContext;
let log: string[];
beforeEach(() => {
  log = [];
  context = {
    store: createNoidMemoryStore(),
    now: new Date('2026-03-01T12:00:00Z'),
    contact: 'ann/staff',
    log: (line) => log.push(line),
  };
});

const LONG = { term: 'long', naan: '13030', naa: 'example.org', subnaa: 'test' } as const;
const MEDIUM = { term: 'medium', naan: '', naa: '', subnaa: '' } as const;
const SHORT = { ...MEDIUM, term: 'short' } as const;

function create(template: string | null, settings: Omit<NoidMinterSettings, 'template'> = LONG) {
  expect(createNoidMinter(context, { template, ...settings })).toMatchObject({ isDone: true });
}

function open(): NoidMinter {
  const minter = openNoidMinter(context.store);
  if (minter?.ok !== true) throw new Error(JSON.stringify(minter));
  return minter.value;
}

const mint = (count = 1) => mintNoids(context, open(), count).names;
const hold = (directive: string, ...names: string[]) => holdNames(context, open(), directive, names);
const queue = (when: string, ...names: string[]) => queueNames(context, open(), when, names);
const bind = (how: string, name: string, element: string, value = '') =>
  bindElement(context, open(), { how, name, element, value });
const fetch = (name: string, ...elements: string[]) =>
  fetchElements(context, open(), name, elements, { hasLabels: true }).lines;

function pass(seconds: number): void {
  context.now = new Date(context.now.getTime() + seconds * 1000);
}

describe('minting', () => {
  test('goes on over many calls, and ends with the number of names there were', () => {
    create('tst1.rde');
    expect(mint(288)).toHaveLength(288);
    expect(mint()).toEqual(['13030/tst190']);
    expect(mintNoids(context, open(), 5)).toEqual({
      names: ['13030/tst17p'],
      problem: 'error: identifiers exhausted (stopped at 290).',
    });
    expect(mint()).toEqual([]);
  });

  test('of a short term begins again when its names are used up', () => {
    create('8r9.sdd', SHORT);
    const round = mint(100);
    expect(round[0]).toBe('8r900');
    expect(round[99]).toBe('8r999');
    expect(mint(150)).toEqual([...round, ...round.slice(0, 50)]);
    create2('.rde');
    const random = mint(290);
    expect(new Set(random).size).toBe(290);
    expect(mint(290)).toEqual(random);
  });

  test('of a short term of which every name is held ends', () => {
    create('.sd', SHORT);
    hold('set', ...'0123456789');
    expect(mintNoids(context, open(), 1)).toMatchObject({ names: [], problem: expect.any(String) });
    hold('release', '7');
    expect(mint(3)).toEqual(['7', '7', '7']);
  });

  test('grows a Nog mask, and keeps it as Nog does', () => {
    create('99999/fk4{eedk}', MEDIUM);
    expect(mint(2)).toEqual(['99999/fk44w2s', '99999/fk4159p']);
    expect(mint(8408)).toHaveLength(8408);
    expect(context.store.get(':/template')).toBe('99999/fk4{eedk}');
    expect(mint()[0]).toHaveLength('99999/fk44w2s'.length + 3);
    expect(context.store.get(':/template')).toBe('99999/fk4{eedeedk}');
    expect(context.store.get(':/basecount')).toBe('8410');
    expect(mint()[0]).toHaveLength('99999/fk44w2s'.length + 3);
  });

  test('without a template counts on, and any name may be bound', () => {
    create(null, MEDIUM);
    expect(mint(11).at(-1)).toBe('10');
    expect(bind('set', 'anything at all', 'who', 'Carberry')).toMatchObject({ isDone: true });
  });

  test('keeps what readPerlNoidState reads', () => {
    create('tst1.rde');
    const names = mint(3);
    hold('release', names[1] ?? '');
    queue('30d', names[1] ?? '');
    bind('set', names[0] ?? '', 'who', 'Carberry');
    const dump = [...listMinterInfo(context.store, 'dump')].join('\n');
    expect(readPerlNoidState(dump)).toMatchObject({
      ok: true,
      value: {
        template: 'tst1.rde',
        zone: '13030',
        term: 'long',
        sequence: { position: 3 },
        held: [names[2], names[0]].sort(),
        queued: [{ name: names[1], at: '2026-03-31T12:00:00' }],
        issued: [...names].sort(),
      },
    });
  });

  test.each([
    [{ template: 'nonsense' }, 'error: nonsense: '],
    [{ template: 'eedk' }, 'a Nog mask stands in braces'],
    [{ template: 'ab.rdddk' }, 'the prefix may hold only'],
    [{ naan: '' }, 'long-term identifiers need'],
    [{ naan: '1234' }, 'five or more digits'],
    [{ template: '99999/fk4{eedk}' }, 'give none'],
  ])('is not begun with %j', (change, message) => {
    const answer = createNoidMinter(context, { template: '.rde', ...LONG, ...change });
    expect(answer).toMatchObject({ isDone: false, errors: [expect.stringContaining(message)] });
    expect([...context.store.scan('')]).toEqual([]);
  });

  test('is not begun twice in one store', () => {
    create('.rde');
    expect(createNoidMinter(context, { template: '.zd', ...MEDIUM })).toMatchObject({ isDone: false });
  });
});

describe('the policy', () => {
  test.each(vectors.policies)('of $template ($term, "$naan") is $policy', (vector) => {
    const { template, term, naan, policy } = vector;
    const known = (['long', 'medium', 'short'] as const).find((each) => each === term) ?? 'medium';
    create(template, { term: known, naan, naa: 'example.org', subnaa: 'test' });
    expect(context.store.get(':/properties')).toBe(policy);
  });
});

/** A second minter in a test. */
function create2(template: string): void {
  context = { ...context, store: createNoidMemoryStore() };
  create(template, SHORT);
}

describe('holding', () => {
  test('a name makes it be passed over, and none is counted twice', () => {
    create('.sdd', MEDIUM);
    expect(hold('set', '00', '02')).toMatchObject({ lines: ['Ok: 2 holds placed'] });
    expect(hold('set', '02')).toMatchObject({ lines: ['Ok: 1 hold placed'] });
    expect(context.store.get(':/held')).toBe('2');
    expect(mint(2)).toEqual(['01', '03']);
    expect(hold('release', '02', '02')).toMatchObject({ isDone: true });
    expect(context.store.get(':/held')).toBe('1');
  });

  test('is refused as a whole when one name cannot be the minter’s', () => {
    create('.sdd', MEDIUM);
    expect(hold('set', '00', '0x')).toMatchObject({
      isDone: false,
      errors: [
        expect.stringMatching(/^error: hold operation not started/),
        expect.stringMatching(/^iderr: 0x /),
      ],
    });
    expect(mint()).toEqual(['00']);
  });
});

describe('names minted elsewhere', () => {
  const advance = (...names: string[]) => advanceMinter(context, open(), names, { limit: 100 });

  test('are passed, and recorded as given out', () => {
    create('tst1.rde');
    mint(3);
    const [fourth, fifth, sixth] = ['13030/tst17t', '13030/tst16j', '13030/tst157'];
    expect(advance(fifth, fourth).lines).toEqual([
      `id: ${fifth} is past now, with 5 names`,
      `id: ${fourth} was past already`,
    ]);
    expect(mint()).toEqual([sixth]);
    expect(bind('set', fifth, 'who', 'Carberry')).toMatchObject({ isDone: true });
    expect(queue('now', fifth).lines[0]).toContain('a hold has been set');
  });

  test('that cannot be passed are told one by one', () => {
    create('b.rdddk', MEDIUM);
    const [name = ''] = mint();
    const far = mintNoids({ ...context, store: copyStore() }, open(), 500).names.at(-1) ?? '';
    const wrong = `${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`;
    expect(advance('x', wrong, far, name)).toEqual({
      lines: [
        'iderr: x Names of this template begin with “b”.',
        `iderr: ${wrong} has a check character error`,
        `error: ${far} is not among the next 100 names; hold it.`,
        `id: ${name} was past already`,
      ],
      errors: [],
      isDone: false,
    });
    expect(advance()).toMatchObject({ isDone: false });
  });
});

/** A store with the same entries, to try what would come. */
function copyStore() {
  const copy = createNoidMemoryStore();
  for (const [key, value] of context.store.scan('')) copy.set(key, value);
  return copy;
}

describe('the queue', () => {
  test('gives names back before new ones, by date and then in the order they came', () => {
    create('.sdd', MEDIUM);
    mint(6);
    queue('10s', '00');
    queue('now', '01', '02');
    queue('now', '03');
    queue('first', '04');
    queue('lvf', '05');
    expect(mint(6)).toEqual(['05', '04', '01', '02', '03', '06']);
    pass(10);
    expect(mint(2)).toEqual(['00', '07']);
    expect(context.store.get(':/queued')).toBe('0');
  });

  test('tells of each name what became of it', () => {
    create('.sdd', MEDIUM);
    mint(2);
    expect(queue('2d', '00', '00', '01')).toEqual({
      lines: [
        'id: 00',
        'error: id 00 cannot be queued since it appears to be in the queue already -- circ record is qi|20260301120000|ann/staff|2',
        'id: 01',
        'note: 2 identifiers queued',
      ],
      errors: [],
      isDone: false,
    });
    expect(queue('delete', '00').lines).toEqual(['id: 00', 'note: 1 identifier taken out of the queue']);
    expect(queue('delete', '00', '02')).toMatchObject({
      lines: [
        expect.stringContaining('error: id 00 has been unqueued already'),
        expect.stringContaining('error: id 02 cannot be unqueued'),
        'note: 0 identifiers taken out of the queue',
      ],
    });
    pass(3 * 86_400);
    expect(mint(2)).toEqual(['01', '02']);
  });

  test('passes over a name that was held after it was queued', () => {
    create('.sdd', MEDIUM);
    mint(2);
    queue('now', '00', '01');
    hold('set', '00');
    expect(mint(2)).toEqual(['01', '02']);
  });

  test.each(['', 'soon', '5x', '-1', '99999999999d'])('does not understand %j', (when) => {
    create('.sdd', MEDIUM);
    mint(1);
    expect(queue(when, '00')).toMatchObject({ isDone: false, lines: [] });
  });
});

describe('binding', () => {
  beforeEach(() => create('.sdd', MEDIUM));

  test('with each verb does what it says, when it may', () => {
    const [name = ''] = mint();
    const value = () => context.store.get(`${name}\twho`);
    expect(bind('replace', name, 'who', 'x').errors).toEqual([
      'error: for "bind replace", "00 who" must already be bound.',
    ]);
    expect(bind('new', name, 'who', 'née').lines).toEqual([
      'Id:      00',
      'Element: who',
      'Bind:    new',
      'Status:  ok, 4 bytes written, replacing 0 bytes',
      '',
    ]);
    expect(bind('new', name, 'who', 'x').errors).toEqual([
      'error: for "bind new", "00 who" cannot already be bound.',
    ]);
    for (const [how, given, expected] of [
      ['append', 'a', 'néea'],
      ['prepend', 'p', 'pnéea'],
      ['add', '+', 'pnéea+'],
      ['insert', '-', '-pnéea+'],
      ['replace', 'r', 'r'],
      ['set', 's', 's'],
      ['delete', '', null],
      ['purge', '', null],
      ['add', 'a', 'a'],
      ['purge', '', null],
      ['insert', 'i', 'i'],
    ] as const) {
      expect(bind(how, name, 'who', given)).toMatchObject({ isDone: true });
      expect(value()).toBe(expected);
    }
    bind('purge', name, 'who');
    expect(bind('delete', name, 'who')).toMatchObject({ isDone: false });
  });

  test('mints a name for it', () => {
    expect(bind('mint', 'new', 'who', 'Carberry').lines[0]).toBe('Id:      00');
    expect(context.store.get('00\twho')).toBe('Carberry');
    expect(mint()).toEqual(['01']);
    expect(bind('mint', '01', 'who', 'x')).toMatchObject({ isDone: false });
  });

  test('ends when the name is given out anew', () => {
    mint();
    bind('set', '00', 'who', 'Carberry');
    queue('now', '00');
    expect(fetch('00', 'who')).toContain('who: Carberry');
    mint();
    expect(fetch('00', 'who')).toContain('error: "00 who" is not bound.');
  });

  test.each([
    ['verb', ['put', '00', 'who', 'x']],
    ['peppermint', ['peppermint', 'new', 'who', 'x']],
    ['no name', ['set', '', 'who', 'x']],
    ['name of another template', ['set', '0x', 'who', 'x']],
    ['no element', ['set', '00', '', 'x']],
    ['element of the minter’s own', ['set', '00', ':/c', 'x']],
    ['element with a tab', ['set', '00', 'a\tb', 'x']],
    ['no value', ['set', '00', 'who', '']],
    ['value for what is removed', ['purge', '00', 'who', 'x']],
    ['id with a colon', ['set', ':/x', 'who', 'x']],
  ] as const)('is refused: %s', (_, [how, name, element, value]) => {
    mint();
    expect(bind(how, name, element, value)).toMatchObject({ isDone: false, lines: [] });
  });

  test('by rule makes a value of what is not bound', () => {
    expect(bind('set', ':idmap/^0', 'to', 'g7h').lines.slice(0, 2)).toEqual([
      'Id:      :/idmap/to',
      'Element: ^0',
    ]);
    const applyRule = (pattern: string, replacement: string, name: string) =>
      pattern === '^0' && name.startsWith('0') ? replacement + name.slice(1) : null;
    const get = (name: string) =>
      fetchElements(context, open(), name, ['to'], { hasLabels: true, applyRule }).lines.slice(2);
    expect(get('05')).toEqual(['to: g7h5', 'note: previous result produced by :idmap']);
    expect(get('15')).toEqual(['error: "15 to" is not bound.']);
  });
});

describe('what is known', () => {
  test('of a name is fetched with labels, or got without', () => {
    create('tst6.rde');
    const [name = ''] = mint();
    expect(fetchElements(context, open(), name, [], { hasLabels: true })).toEqual({
      lines: [],
      errors: [
        `id:    ${name} hold `,
        'Circ:  i|20260301120000|ann/staff|1',
        `note: no elements bound under ${name}.`,
      ],
      isDone: false,
    });
    bind('set', name, 'who', 'Carberry');
    bind('set', name, 'what', 'psychoceramics');
    expect(fetch(name)).toEqual([
      `id:    ${name} hold `,
      'Circ:  i|20260301120000|ann/staff|1',
      'what: psychoceramics',
      'who: Carberry',
    ]);
    expect(fetchElements(context, open(), name, ['who', 'when'], { hasLabels: false })).toEqual({
      lines: ['Carberry', ''],
      errors: [],
      isDone: false,
    });
    expect(fetch('13030/tst6zz')).toEqual([]);
  });

  test('of the minter is listed, and notes with it', () => {
    create('.rd', MEDIUM);
    expect(keepNote(context, open(), 'motto', 'kept for good')).toMatchObject({ isDone: true, lines: [] });
    const brief = [...listMinterInfo(context.store, 'brief')];
    expect(brief.slice(0, 3)).toEqual(['User Assigned Values:', '  :/:/motto: kept for good', '']);
    expect(brief).toContain('  :/template: .rd');
    expect(brief.join()).not.toContain(':/c0/value');
    expect([...listMinterInfo(context.store, 'full')]).toContain('  :/c0/value: 0');
    expect(keepNote(context, open(), 'a\nb', 'x')).toMatchObject({ isDone: false });
  });
});

describe('validating', () => {
  test('tells a wrong check character from a malformed name', () => {
    create('fk.redek', MEDIUM);
    const names = ['fk491f', 'fk492f', 'fk419f', 'fk4b1f', 'fk49', 'fk4911f', 'xk491f', ''];
    expect(validateNames(open(), '-', names)).toEqual({
      lines: [
        'id: fk491f',
        'iderr: fk492f has a check character error',
        'iderr: fk419f has a check character error',
        'iderr: fk4b1f char "b" conflicts with template (fk.redek) at its place',
        'iderr: fk49 shorter than specified template (fk.redek)',
        'iderr: fk4911f longer than specified template (fk.redek)',
        'iderr: xk491f should begin with fk.',
        'iderr:  should begin with fk.',
      ],
      errors: [],
      isDone: false,
    });
    expect(validateNames(open(), '.sd', ['7'])).toMatchObject({ lines: ['id: 7'], isDone: true });
    expect(validateNames(open(), '.q', ['7'])).toMatchObject({ isDone: false, lines: [] });
  });
});
