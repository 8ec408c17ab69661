import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawFirstDrand48 } from './drand48.ts';
import {
  bindElement,
  createNoidMemoryStore,
  createNoidMinter,
  createNoidSequence,
  describeNoidExhaustion,
  describeNoidPolicy,
  formatNoidName,
  holdNames,
  mintNoids,
  type NoidContext,
  type NoidMinter,
  type NoidTemplate,
  type NoidTerm,
  noidCheckCharacter,
  openNoidMinter,
  parseNoidTemplate,
  queueNames,
  validateNoidName,
} from './index.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url);
const exists = existsSync(DATA);
const title = (what: string) => (exists ? what : `${what} (skipped: the data folder is missing)`);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'));
}

function readTemplate(text: string): NoidTemplate {
  const result = parseNoidTemplate(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

type Published = {
  ncda: { in: string; check: string }[];
  ncda_invalid: string[];
  sequential: {
    template: string;
    first?: string[];
    first29_joined?: string;
    at?: Record<string, string>;
  }[];
  random_perl_order: {
    template: string;
    naan?: string;
    first?: string[];
    at?: Record<string, string>;
    total?: number;
    then?: string;
  }[];
  scenarios: {
    name: string;
    template: string;
    term: NoidTerm;
    steps: string[];
    expect?: string[];
    expect_error?: string;
    log_contains?: string[];
  }[];
  policy_GRANITE: { args: string; policy: string }[];
  nog_expandable: { shoulder: string; mask?: string; first?: string[]; next?: string[] }[];
};

const readPublished = () => readJson('minting/noid_published_vectors.json') as Published;

describe.skipIf(!exists)(title('Noid names as Perl Noid and Nog mint them'), () => {
  test('have the same check characters', () => {
    for (const vector of readPublished().ncda) expect(noidCheckCharacter(vector.in)).toBe(vector.check);
    for (const name of readPublished().ncda_invalid) {
      expect(noidCheckCharacter(name.slice(0, -1))).not.toBe(name.slice(-1));
    }
  });

  test('draw the same first numbers as drand48', () => {
    const { first } = readJson('minting/drand48_first_draw.json') as { first: [number, number][] };
    for (const [seed, draw] of first) expect(drawFirstDrand48(seed)).toBe(draw);
  });

  test('have the same sequential order', () => {
    for (const { template, first = [], first29_joined = '', at = {} } of readPublished().sequential) {
      const parsed = readTemplate(template);
      for (const [n, name] of [...first, ...first29_joined].entries()) {
        expect(formatNoidName(parsed, n)).toBe(name);
      }
      for (const [n, name] of Object.entries(at)) {
        expect(createNoidSequence(parsed, { at: Number(n) }).next()).toBe(name);
      }
    }
  });

  test('have the same random order', () => {
    for (const { template, naan = '', first = [], at = {}, total, then } of readPublished()
      .random_perl_order) {
      const parsed = readTemplate(template);
      const sequence = createNoidSequence(parsed, { zone: naan });
      expect(first.map(() => sequence.next())).toEqual(first);
      for (const [n, name] of Object.entries(at)) {
        expect(createNoidSequence(parsed, { zone: naan, at: Number(n) }).next()).toBe(name);
      }
      if (total !== undefined) {
        expect(createNoidSequence(parsed, { zone: naan, at: total }).next()).toBeNull();
        expect(describeNoidExhaustion(total)).toBe(then);
      }
    }
  });

  test('have the order of every classic sequence, and validate', () => {
    const { sequences } = readJson('minting/noid_classic_sequences.json') as {
      sequences: Record<string, string[]>;
    };
    for (const [key, names] of Object.entries(sequences)) {
      const [zone = '', text = ''] = key.split('|');
      const template = readTemplate(text);
      const sequence = createNoidSequence(template, { zone });
      expect(names.map(() => sequence.next())).toEqual(names);
      expect(names.filter((name) => !validateNoidName(template, name, zone).ok)).toEqual([]);
    }
  });

  test('have the order of Nog, from the start and from a later position', () => {
    for (const { shoulder, mask = 'eedk', first, next } of readPublished().nog_expandable) {
      // The vector with `next` continues a minter that has given out 2,191 names.
      const sequence = createNoidSequence(readTemplate(mask), { zone: shoulder, at: next ? 2191 : 0 });
      const blades = first ?? next ?? [];
      expect(blades.map(() => sequence.next())).toEqual(blades.map((blade) => shoulder + blade));
    }
  });
});

/** A minter as the scenarios use it. */
function startMinter(template: string, term: NoidTerm) {
  const log: string[] = [];
  const context: NoidContext = {
    store: createNoidMemoryStore(),
    now: new Date('2026-03-01T12:00:00Z'),
    contact: 'ann/staff',
    log: (line) => log.push(line),
  };
  const authority = { naan: '13030', naa: 'example.org', subnaa: 'test' };
  const none = { naan: '', naa: '', subnaa: '' };
  createNoidMinter(context, { template, term, ...(term === 'long' ? authority : none) });
  const open = (): NoidMinter => {
    const minter = openNoidMinter(context.store);
    if (minter?.ok !== true) throw new Error('no minter');
    return minter.value;
  };
  const mint = (count: number) => mintNoids(context, open(), count);
  /** Carries out a step as the data folder words it, and answers what was printed. */
  const run = (step: string): string[] => {
    const [verb = '', first = '', ...rest] = step.split(' ');
    switch (verb) {
      case 'mint': {
        const { names, problem } = mint(/^[0-9]+$/.test(first) ? Number(first) : 1);
        return problem === null ? names : [...names, problem];
      }
      case 'hold':
        return holdNames(context, open(), first, rest).errors;
      case 'queue':
        return queueNames(context, open(), first, rest).lines.filter((line) => line.startsWith('error'));
      case 'bind': {
        const [name = '', element = '', value = ''] = rest;
        return bindElement(context, open(), { how: first, name, element, value }).errors;
      }
      default:
        throw new Error(`What is ${step}?`);
    }
  };
  return { run, mint, log };
}

describe.skipIf(!exists)(title('Scenarios of Perl Noid’s own tests'), () => {
  const { scenarios, policy_GRANITE: policies } = exists
    ? readPublished()
    : { scenarios: [], policy_GRANITE: [] };

  test.each(scenarios.filter(({ name }) => !/^(noid1|short) /.test(name)))('$name', (scenario) => {
    const { run, log } = startMinter(scenario.template, scenario.term);
    const printed = scenario.steps.map(run);
    if (scenario.expect !== undefined) expect(printed.at(-1)).toEqual(scenario.expect);
    if (scenario.expect_error !== undefined) expect(printed.at(-1)).toEqual([scenario.expect_error]);
    for (const wanted of scenario.log_contains ?? []) {
      expect(log.some((line) => line.includes(wanted))).toBe(true);
    }
  });

  test('noid1: a held name is not queued, a released one comes before the last new ones', () => {
    const scenario = scenarios.find(({ name }) => name.startsWith('noid1 '));
    const { run, mint } = startMinter(scenario?.template ?? '', 'long');
    const { names } = mint(288);
    const three = [names[20] ?? '', names[55] ?? '', names[155] ?? ''];
    expect(mint(1).names).toEqual(['13030/tst190']);
    expect(run(`queue now ${three[0]}`)).toEqual([scenario?.expect_error?.replace('<id>', three[0] ?? '')]);
    expect(run(`hold release ${three.join(' ')}`)).toEqual([]);
    expect(run(`queue now ${three.join(' ')}`)).toEqual([]);
    expect(run('mint 3')).toEqual(three);
    expect(run('mint 1')).toEqual(['13030/tst17p']);
    expect(run('mint 1')).toEqual(['error: identifiers exhausted (stopped at 290).']);
  });

  test('short hold: each step that mints gives the name it says', () => {
    const scenario = scenarios.find(({ name }) => name === 'short hold');
    const { run } = startMinter(scenario?.template ?? '', 'short');
    for (const step of scenario?.steps ?? []) {
      const [command = '', expected] = step.split(' -> ');
      const printed = run(command);
      expect(printed).toEqual(expected === undefined ? [] : [expected]);
    }
  });

  test.each(policies)('$args has the policy $policy', ({ args, policy }) => {
    const [template = '', term, naan = ''] = args.split(' ');
    const { prefix, order } = readTemplate(template);
    expect(
      describeNoidPolicy({
        naan,
        prefix,
        mask: template.slice(template.indexOf('.') + 1),
        isRandom: order === 'random',
        term: term === 'long' ? 'long' : 'medium',
        acceptsAny: false,
      }),
    ).toBe(policy);
  });
});

describe('a million Nog names', () => {
  test('are those that the Perl minter of shoulder 77913/r7 gave out', () => {
    // SHA-256 of the published list of names 2,191 to 1,002,190 without shoulder, one a line, across a growth.
    const sequence = createNoidSequence(readTemplate('eedk'), { zone: '77913/r7', at: 2191 });
    const hash = createHash('sha256');
    for (let batch = 0; batch < 100; batch += 1) {
      const names = Array.from({ length: 10_000 }, () => sequence.next()?.slice('77913/r7'.length));
      hash.update(`${names.join('\n')}\n`);
    }
    expect(hash.digest('hex')).toBe('419aea56a9b0e2e2d0629c6fb9b8b5cf3a37b13f1879f02136b7e82d6f1a274f');
  });
});
