import { describe, expect, test } from 'vitest';
import {
  createNoidSequence,
  type NoidTemplate,
  parseNoidTemplate,
  readNogState,
  readPerlNoidState,
  resumeNoidSequence,
} from './index.ts';

function readTemplate(text: string): NoidTemplate {
  const result = parseNoidTemplate(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

/** What Nog keeps after it has given out `at` names, as EZID writes it. */
function keepAsEzid(at: number): Record<string, string> {
  const { mask, maskStart, position, counters } = createNoidSequence(readTemplate('eedk'), { at }).state;
  const total = [...mask].reduce((room, kind) => room * (kind === 'e' ? 29 : 10), 1);
  const run = Math.floor(total / 293) + 1;
  const tops = counters.map((_, index) => Math.min(run, total - index * run));
  const namesOf = (isActive: boolean) =>
    counters.flatMap((taken, index) => (taken < (tops[index] ?? 0) === isActive ? [`c${index}`] : []));
  return {
    template: `99999/fk4{${mask}k}`,
    mask: `${mask}k`,
    atlast: 'add3',
    basecount: String(maskStart),
    oacounter: String(position - maskStart),
    held: '0',
    queued: '0',
    saclist: `${namesOf(true).join(' ')} `,
    siclist: namesOf(false).join(' '),
    ...Object.fromEntries(counters.map((taken, index) => [`c${index}/value`, String(taken)])),
    ...Object.fromEntries(tops.map((top, index) => [`c${index}/top`, String(top)])),
  };
}

/** The same as noidy writes it. */
function keepAsNoidy(at: number): Record<string, unknown> {
  const kept = keepAsEzid(at);
  const counters = Object.keys(kept).flatMap((key) => (key.endsWith('/top') ? [key.slice(0, -4)] : []));
  return {
    template: kept.template,
    mask: kept.mask,
    atlast: kept.atlast,
    basecount: Number(kept.basecount),
    oacounter: Number(kept.oacounter),
    saclist: kept.saclist?.trim().split(' '),
    ...Object.fromEntries(
      counters.map((name) => [
        name,
        { top: Number(kept[`${name}/top`]), value: Number(kept[`${name}/value`]) },
      ]),
    ),
  };
}

describe('the state of a Nog minter', () => {
  test.each([0, 2191, 8409, 8410, 9000])('after %d names goes on where it stood', (at) => {
    const expected = createNoidSequence(readTemplate('eedk'), { zone: '99999/fk4', at });
    const names = Array.from({ length: 20 }, () => expected.next());
    for (const state of [keepAsEzid(at), keepAsNoidy(at)]) {
      for (const json of [
        state,
        { prefix: 'x', minterState: state },
        { shoulder: 'x', minter_state: state },
      ]) {
        const result = readNogState(JSON.stringify(json));
        expect(result).toMatchObject({
          ok: true,
          value: { template: 'eedk', zone: '99999/fk4', held: [], queued: [], issued: null },
        });
        if (!result.ok) continue;
        const sequence = resumeNoidSequence(result.value.sequence);
        expect(names.map(() => sequence.next())).toEqual(names);
      }
    }
  });

  test('is found in a fixture of EZID', () => {
    const fixture = [{ model: 'ezidapp.minter', fields: { minterState: keepAsEzid(5) } }];
    expect(readNogState(JSON.stringify(fixture))).toMatchObject({ ok: true });
  });

  test.each([
    ['not JSON', '{', 'json', ''],
    ['a list', '[]', 'not-a-minter', ''],
    ['nothing', 'null', 'not-a-minter', ''],
  ])('is not %s', (_, text, code, pointer) => {
    expect(readNogState(text)).toMatchObject({ ok: false, problem: { code, at: { pointer } } });
  });

  test.each([
    ['without a count', { oacounter: undefined }, 'missing', '/oacounter'],
    ['with a count that is none', { oacounter: '1e3' }, 'number', '/oacounter'],
    ['with a negative counter', { 'c3/value': '-1' }, 'number', '/c3~1value'],
    ['with counters that do not add up', { 'c3/value': '29' }, 'counters', '/saclist'],
    ['with runs of another length', { 'c3/top': '30' }, 'counters', '/c3~1top'],
    ['with another list of active counters', { saclist: 'c1 c0' }, 'counters', '/saclist'],
    ['with a mask that no mask grows to', { basecount: '7' }, 'growth', '/basecount'],
    ['that grows otherwise', { atlast: 'add2' }, 'growth', '/atlast'],
    ['with two masks', { mask: 'eeek' }, 'template', '/mask'],
    ['with a letter that no mask has', { mask: 'eefk', template: 'x{eefk}' }, 'template', '/mask'],
    ['that holds names', { held: '2' }, 'names-missing', '/held'],
    ['that queues names', { queued: 2 }, 'names-missing', '/queued'],
  ])('%s is refused, and the place named', (_, change, code, pointer) => {
    const result = readNogState(JSON.stringify({ minterState: { ...keepAsEzid(100), ...change } }));
    expect(result).toMatchObject({ ok: false, problem: { code, at: { pointer: `/minterState${pointer}` } } });
  });
});

/** The database of a long-term minter that gave out three names, of which one waits to be minted again. */
function keepAsPerl(): Map<string, string> {
  const { counters } = createNoidSequence(readTemplate('tst1.rde'), { zone: '13030', at: 3 }).state;
  return new Map([
    ['13030/tst10f\t:/c', 'qi|20260301080000|ann/staff|3'],
    ['13030/tst11q\t:/c', 'i|20260301070000|ann/staff|1'],
    ['13030/tst11q\t:/h', '1'],
    ['13030/tst11q\twho', 'Carberry: a \\ “life”'],
    ['13030/tst194\t:/c', 'i|20260301070000|ann/staff|3'],
    ['13030/tst194\t:/h', '1'],
    ['13030/tst1zz\t:/c', 'uq|20260301070000|ann/staff|3'],
    ['13030/tst1z9\t:/h', '1'],
    [':/:/motto', 'kept for good'],
    [':/erc', '# Creation record\nerc:\nwho:       ann/staff\nwhat:      290 names'],
    [':/held', '3'],
    [':/longterm', '1'],
    [':/naan', '13030'],
    [':/oacounter', '3'],
    [':/q/00000000000000/000001/tst1zz', '13030/tst1zz'],
    [':/q/20260401120000/000001/tst10f', '13030/tst10f'],
    [':/saclist', `${counters.flatMap((n, index) => (n === 0 ? [`c${index}`] : [])).join(' ')} `],
    [':/siclist', ' '],
    [':/template', 'tst1.rde'],
    [':/wrap', ''],
    ...counters.flatMap((taken, index): [string, string][] => [
      [`:/c${index}/top`, '1'],
      [`:/c${index}/value`, String(taken)],
    ]),
  ]);
}

const utf8 = new TextEncoder();
const hexadecimal = (octet: number) => octet.toString(16).padStart(2, '0');

function encodePrintable(text: string): string {
  const write = (octet: number) => {
    if (octet === 0x5c) return '\\\\';
    return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${hexadecimal(octet)}`;
  };
  return [...utf8.encode(text)].map(write).join('');
}

const encodeOctets = (text: string) => [...utf8.encode(text)].map(hexadecimal).join('');

function writeDbDump(entries: Map<string, string>, format: 'print' | 'bytevalue'): string {
  const encode = format === 'print' ? encodePrintable : encodeOctets;
  const data = [...entries].flatMap((entry) => entry.map((item) => ` ${encode(item)}`));
  return ['VERSION=3', `format=${format}`, 'type=btree', 'HEADER=END', ...data, 'DATA=END', ''].join('\n');
}

function writeDbInfoDump(entries: Map<string, string>): string {
  return [...entries].map(([key, value]) => `${key}: ${value}\n`).join('');
}

function writeDbInfoFull(entries: Map<string, string>): string {
  const own = [...entries].filter(([key]) => key.startsWith(':/'));
  const write = (isNote: boolean) =>
    own
      .filter(([key]) => key.startsWith(':/:/') === isNote)
      .map(([key, value]) => `  ${key}: ${value}\n`)
      .join('');
  return `User Assigned Values:\n${write(true)}\nAdmin Values:\n${write(false)}\n`;
}

describe('the state of a Perl Noid minter', () => {
  test.each([
    ['db_dump -p', writeDbDump(keepAsPerl(), 'print')],
    ['db_dump', writeDbDump(keepAsPerl(), 'bytevalue')],
    ['db_dump -p on Windows', writeDbDump(keepAsPerl(), 'print').replaceAll('\n', '\r\n')],
    ['noid dbinfo dump', writeDbInfoDump(keepAsPerl())],
  ])('as %s writes it has its names, and goes on where it stood', (_, text) => {
    const result = readPerlNoidState(text);
    expect(result).toMatchObject({
      ok: true,
      value: {
        template: 'tst1.rde',
        zone: '13030',
        term: 'long',
        held: ['13030/tst11q', '13030/tst194', '13030/tst1z9'],
        queued: [{ name: '13030/tst10f', at: '2026-04-01T12:00:00' }],
        issued: ['13030/tst10f', '13030/tst11q', '13030/tst194'],
      },
    });
    if (!result.ok) return;
    expect(resumeNoidSequence(result.value.sequence).next()).toBe('13030/tst17t');
  });

  test('as noid dbinfo full writes it lists no names, so names that are held are missed', () => {
    expect(readPerlNoidState(writeDbInfoFull(keepAsPerl()))).toMatchObject({
      ok: false,
      problem: { code: 'names-missing' },
    });
    const free = keepAsPerl().set(':/held', '0').set(':/longterm', '0').set(':/wrap', '1');
    expect(readPerlNoidState(writeDbInfoFull(free))).toMatchObject({
      ok: true,
      value: { term: 'short', held: [], issued: null, sequence: { position: 3 } },
    });
  });

  test('of Nog is read from its database file too', () => {
    const entries = Object.entries(keepAsEzid(2191)).map(([name, value]): [string, string] => [
      `:/${name}`,
      value,
    ]);
    expect(readPerlNoidState(writeDbDump(new Map(entries), 'print'))).toMatchObject({
      ok: true,
      value: { template: 'eedk', zone: '99999/fk4', sequence: { position: 2191 } },
    });
  });

  test.each([
    ['that is cut off', writeDbDump(keepAsPerl(), 'print').replace('DATA=END\n', ''), 'cut-off'],
    ['that ends in its header', 'VERSION=3\nformat=print\n', 'cut-off'],
    ['with a broken escape', 'VERSION=3\nHEADER=END\n a\\zz\n b\nDATA=END\n', 'dump'],
    ['with a key alone', 'VERSION=3\nHEADER=END\n a\nDATA=END\n', 'dump'],
    ['of something else', 'who: Carberry\n', 'dump'],
    ['that is empty', '', 'missing'],
    [
      'drawn by another generator',
      writeDbDump(keepAsPerl().set(':/generator_random', 'mt_rand'), 'print'),
      'generator',
    ],
    ['with impossible counters', writeDbDump(keepAsPerl().set(':/oacounter', '4'), 'print'), 'counters'],
  ])('%s is refused', (_, text, code) => {
    expect(readPerlNoidState(text)).toMatchObject({ ok: false, problem: { code } });
  });

  test('names the line of what cannot be', () => {
    const entries = new Map([
      [':/template', '.zd'],
      [':/oacounter', 'many'],
    ]);
    expect(readPerlNoidState(writeDbDump(entries, 'print'))).toMatchObject({
      ok: false,
      problem: { code: 'number', at: { line: 7 } },
    });
  });
});
