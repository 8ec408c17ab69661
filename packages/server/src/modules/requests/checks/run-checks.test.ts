import { describe, expect, test } from 'vitest';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { checkDefinitions } from './definitions.ts';
import { explainFolderName } from './names.ts';
import { runChecks } from './run-checks.ts';

function attribute(name: string, value: string, attributes: FolderAttribute[] = []): FolderAttribute {
  return { name, value, attributes };
}

const orcid = (id: string): FolderAttribute =>
  attribute('nameIdentifier', id, [attribute('nameIdentifierScheme', 'ORCID')]);

/** A package that nothing speaks against. */
const sound: CheckFacts = {
  folderName: 'Carberry_psychoceramics_2026',
  files: [
    { path: 'README.md', bytes: 800 },
    { path: 'cracks/pot-1.csv', bytes: 12_000 },
    { path: 'cracks/pot-2.csv.gz', bytes: 4000 },
  ],
  attributes: [
    attribute('title', 'Cracks in pots'),
    attribute('creator', 'Carberry, Josiah', [
      orcid('0000-0002-1825-0097'),
      attribute('affiliation', 'Example University'),
    ]),
    attribute('publisher', 'Example University'),
    attribute('resourceType', 'Measurements', [attribute('resourceTypeGeneral', 'Dataset')]),
    attribute('description', 'Lengths of cracks.', [attribute('descriptionType', 'Abstract')]),
    attribute('subject', 'pots'),
    attribute('subject', 'cracks'),
    attribute('subject', 'ceramics'),
    attribute('rights', 'CC0'),
  ],
  context: { publicationYear: 2026 },
  authenticatedOrcids: new Set(['0000-0002-1825-0097']),
  entitlement: null,
  landing: null,
};

function run(name: string, change: Partial<CheckFacts> = {}): CheckResult {
  const result = runChecks({ ...sound, ...change }).find((each) => each.name === name);
  if (result === undefined) throw new Error(`no check ${name}`);
  return result;
}

/** The attributes of a sound package with those of one name replaced. */
function replacing(name: string, ...attributes: FolderAttribute[]): Partial<CheckFacts> {
  return { attributes: [...sound.attributes.filter((each) => each.name !== name), ...attributes] };
}

const files = (...paths: string[]): Partial<CheckFacts> => ({
  files: paths.map((path) => ({ path, bytes: 10 })),
});

describe('the checklist', () => {
  test('finds nothing wrong with a sound package, and leaves open what a curator judges', () => {
    const results = runChecks(sound);
    expect(results.map(({ name }) => name)).toEqual(checkDefinitions.map(({ name }) => name));
    for (const { name, automatic, outcome, detail } of results) {
      const isOpen = !automatic || name === 'landing';
      expect({ name, outcome, detail }).toEqual({ name, outcome: isOpen ? 'open' : 'passed', detail: null });
    }
  });

  test('has a text for each point, and no point that a curator judges stops an approval', () => {
    for (const { text, automatic, severity } of checkDefinitions) {
      expect(text).toMatch(/\.$/);
      if (!automatic) expect(severity).not.toBe('error');
    }
    expect(new Set(checkDefinitions.map(({ name }) => name)).size).toBe(checkDefinitions.length);
  });

  test('takes over what is known of the plan and of the published page', () => {
    const detail = 'The two identifiers of 2026 are used up.';
    expect(run('entitlement', { entitlement: { holds: false, detail } })).toMatchObject({
      outcome: 'failed',
      severity: 'error',
      detail,
    });
    const known = { holds: true, detail: 'One of two.' };
    expect(run('entitlement', { entitlement: known })).toMatchObject({
      outcome: 'passed',
      detail: 'One of two.',
    });
    expect(run('landing', { landing: { holds: false, detail: 'The page is missing.' } }).outcome).toBe(
      'failed',
    );
  });
});

describe('the README', () => {
  test.each(['README.md', 'README', 'readMe.txt', '_README.txt', 'Read-me.pdf', 'ReadMe_2026.txt'])(
    '%s is one',
    (name) => {
      expect(run('readme', files(name, 'data.csv')).outcome).toBe('passed');
    },
  );

  test.each(['readmission.csv', 'data.csv', 'my-readme.txt'])('%s is none', (name) => {
    expect(run('readme', files(name))).toMatchObject({ outcome: 'failed', severity: 'error' });
  });

  test('has to be at the top and say something', () => {
    expect(run('readme', files('docs/README.md', 'data.csv'))).toMatchObject({
      outcome: 'failed',
      detail: 'Move “docs/README.md” to the top of the folder.',
      places: [{ file: 'docs/README.md' }],
    });
    expect(run('readme', { files: [{ path: 'README.md', bytes: 0 }] })).toMatchObject({
      outcome: 'failed',
      places: [{ file: 'README.md' }],
    });
  });
});

describe('the name of the folder', () => {
  test.each([
    'Walls_yam_variation_2015',
    'DeBarry_yamGenomicVariation_2016',
    'Esteva_yam_variation_Mar2016',
    'Esteva_Walls_yam_genomic_variation_Jun2016',
    'YamConsortium_Dioscorea_variation_Nov2017',
    'Walls_variation_2016',
    'Esteva_yam_Mar2016',
    'Yamamoto_yam_Oct2016',
    'Österreich_yam_2016',
  ])('%s is as it should be', (name) => {
    expect(explainFolderName(name)).toEqual([]);
    expect(run('folder-name', { folderName: name }).outcome).toBe('passed');
  });

  test.each([
    ['WallsYamVariation_2016', 'Give creator, subject and date'],
    ['Esteva_yam_variation_June2016', 'End it with the year'],
    ['YamConsortium_Nov2017', 'Give creator, subject and date'],
    ['Walls_yam_variation_2016#1', 'without spaces and special characters'],
    ['Walls YamVariation 2020', 'without spaces and special characters'],
    ['Walls_yam_variation_2016 ', 'without spaces and special characters'],
    ['walls_yam_variation_2016', 'with a capital letter'],
    ['Walls__2016', 'after a single underscore'],
    ['Walls_yam_variation_16', 'End it with the year'],
    ['', 'Begin it with the name of the creator'],
  ])('%s is warned of', (name, said) => {
    expect(explainFolderName(name).join(' ')).toContain(said);
    expect(run('folder-name', { folderName: name })).toMatchObject({
      outcome: 'failed',
      severity: 'warning',
    });
  });
});

describe('names of folders and files', () => {
  test('are found wherever they are, each once', () => {
    const change = files('README.md', 'my data/a.csv', 'my data/b.csv', 'ok/c#1.csv');
    expect(run('no-spaces', { ...change, folders: ['ok/empty one'] })).toMatchObject({
      outcome: 'failed',
      severity: 'warning',
      places: [{ file: 'my data' }, { file: 'ok/c#1.csv' }, { file: 'ok/empty one' }],
    });
  });

  test('are the folder’s own, too', () => {
    expect(run('no-spaces', { folderName: 'Walls yam 2020' })).toMatchObject({
      outcome: 'failed',
      detail: 'Rename what has spaces or special characters in its name: “Walls yam 2020”.',
    });
  });

  test('are named up to three, and the rest counted', () => {
    const change = files(...Array.from({ length: 30 }, (_, index) => `a ${index}.csv`));
    const result = run('no-spaces', change);
    expect(result.detail).toContain('and 27 more');
    expect(result.places).toHaveLength(20);
  });

  test('of a hundred thousand files are looked at in a few seconds', () => {
    const paths = Array.from({ length: 100_000 }, (_, index) => `a/b/c/${index % 300}/file-${index}.csv`);
    const begun = performance.now();
    expect(run('no-spaces', files(...paths)).outcome).toBe('passed');
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('compression', () => {
  test.each([[['README.md', 'all.zip']], [['README.txt', 'LICENSE', 'all.tar.gz']], [['all.tgz']]])(
    'a package that is one archive is sent back: %j',
    (paths) => {
      expect(run('not-whole-compressed', files(...paths))).toMatchObject({
        outcome: 'failed',
        severity: 'error',
      });
    },
  );

  test('archives among other files, LAZ, gzip and a single compressed table are fine', () => {
    for (const paths of [
      ['README.md', 'a.zip', 'b.zip'],
      ['README.md', 'points.laz'],
      ['README.md', 'table.csv.gz'],
      ['README.md', 'a.tar.gz', 'data/b.csv'],
    ]) {
      expect(run('not-whole-compressed', files(...paths)).outcome).toBe('passed');
    }
  });

  test('other ways of compressing are not', () => {
    expect(run('not-whole-compressed', files('README.md', 'a.rar', 'b.csv', 'c/d.7z'))).toMatchObject({
      outcome: 'failed',
      places: [{ file: 'a.rar' }, { file: 'c/d.7z' }],
    });
  });
});

describe('size and number of files', () => {
  test('are remarked on above 100 GB and 1000 files', () => {
    expect(run('size-count', { files: [{ path: 'a.nc', bytes: 100e9 }] }).outcome).toBe('passed');
    expect(run('size-count', { files: [{ path: 'a.nc', bytes: 120e9 }] })).toMatchObject({
      outcome: 'failed',
      severity: 'suggestion',
      detail: 'The package has 120.0 GB; agree on its place with the curators.',
    });
    const many = files(...Array.from({ length: 1001 }, (_, index) => `${index}.csv`));
    expect(run('size-count', many).detail).toContain('1001 files');
  });
});

describe('metadata that the template asks for', () => {
  test.each([
    ['title', 'Title'],
    ['creator', 'Creator'],
    ['publisher', 'Publisher'],
    ['resourceType', 'Kind of data'],
    ['description', 'Description'],
    ['subject', 'Subject'],
    ['rights', 'Licence'],
  ])('without %s, it is said what is missing', (name, label) => {
    const result = run('required-metadata', replacing(name));
    expect(result).toMatchObject({ outcome: 'failed', severity: 'error', places: [{ attribute: name }] });
    expect(result.detail).toContain(`${label}: Fill this in.`);
  });

  test('asks for the affiliation of each creator', () => {
    const result = run(
      'required-metadata',
      replacing(
        'creator',
        attribute('creator', 'One', [attribute('affiliation', 'A')]),
        attribute('creator', 'Two'),
      ),
    );
    expect(result.places).toEqual([{ attribute: 'creator[2]/affiliation' }]);
  });

  test('names what is filled in wrongly, too', () => {
    const wrong = replacing('title', attribute('title', 'A', [attribute('titleType', 'Nickname')]));
    expect(run('required-metadata', wrong).places).toEqual([{ attribute: 'title/titleType' }]);
  });

  test('does not count a blank form as filled in', () => {
    const blank = replacing(
      'description',
      attribute('description', ' ', [attribute('descriptionType', 'Abstract')]),
    );
    expect(run('required-metadata', blank).places).toEqual([{ attribute: 'description' }]);
  });
});

describe('identifier and year', () => {
  test('given by the requester, they are to be left blank', () => {
    const result = run('year-identifier-blank', {
      attributes: [
        ...sound.attributes,
        attribute('publicationYear', '2026'),
        attribute('identifier', '10.5072/x'),
      ],
    });
    expect(result).toMatchObject({
      outcome: 'failed',
      severity: 'error',
      places: [{ attribute: 'publicationYear' }, { attribute: 'identifier' }],
    });
  });

  test('written by the service, they are as they should be', () => {
    const result = run('year-identifier-blank', {
      attributes: [
        ...sound.attributes,
        attribute('publicationYear', '2026'),
        attribute('identifier', '10.5072/x'),
      ],
      context: { publicationYear: 2027, isPublished: true },
    });
    expect(result.outcome).toBe('passed');
  });
});

describe('subjects', () => {
  test('are three at least, and different ones', () => {
    const two = replacing('subject', attribute('subject', 'pots'), attribute('subject', 'Pots'));
    expect(run('subjects-3', two)).toMatchObject({ outcome: 'failed', severity: 'warning' });
    expect(run('subjects-3', two).detail).toBe('Give at least 3 different subjects; there is 1.');
  });

  test('stand in an attribute each', () => {
    const listed = replacing(
      'subject',
      attribute('subject', 'clay'),
      attribute('subject', 'pots, cracks; glue'),
    );
    expect(run('subjects-split', listed)).toMatchObject({
      outcome: 'failed',
      places: [{ attribute: 'subject[2]' }],
    });
  });

  test('of a vocabulary may have a comma', () => {
    const term = attribute('subject', 'Soil, sandy', [attribute('subjectScheme', 'Example terms')]);
    expect(run('subjects-split', replacing('subject', term)).outcome).toBe('passed');
  });
});

describe('the licence', () => {
  test.each(['CC0', 'ODC PDDL', ' cc0 ', 'CC0-1.0', 'PDDL-1.0'])('%s is one of the two', (name) => {
    expect(run('licence', replacing('rights', attribute('rights', name))).outcome).toBe('passed');
  });

  test('is known by its address, too', () => {
    const named = attribute('rights', 'Public domain', [
      attribute('rightsURI', 'http://creativecommons.org/publicdomain/zero/1.0'),
    ]);
    expect(run('licence', replacing('rights', named)).outcome).toBe('passed');
  });

  test.each(['CC BY 4.0', 'Ask me', 'not CC0'])('%s is a matter for the curators', (name) => {
    const result = run('licence', replacing('rights', attribute('rights', name)));
    expect(result).toMatchObject({ outcome: 'failed', severity: 'warning' });
  });
});

describe('ORCID iDs', () => {
  test('are wished for, of people alone', () => {
    const result = run(
      'orcid',
      replacing(
        'creator',
        attribute('creator', 'Carberry, Josiah'),
        attribute('creator', 'Example University', [attribute('nameType', 'Organizational')]),
        attribute('creator', 'Carberry, Two'),
      ),
    );
    expect(result).toMatchObject({
      outcome: 'failed',
      severity: 'suggestion',
      places: [{ attribute: 'creator[1]' }, { attribute: 'creator[3]' }],
    });
  });

  test('that were not confirmed by signing in are named', () => {
    expect(run('orcid', { authenticatedOrcids: new Set() })).toMatchObject({
      outcome: 'passed',
      detail: 'Given but not confirmed by signing in here: Carberry, Josiah.',
    });
  });
});
