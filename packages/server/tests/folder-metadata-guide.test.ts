import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDefinitions } from '../src/modules/requests/checks/definitions.ts';
import { readTemplate, type TemplateField } from '../src/modules/requests/template/template.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

let world: RequestSystem;
let page: string;
beforeAll(async () => {
  world = await startRequestSystem();
  page = await readFile(new URL('../../../docs/folder-metadata.md', import.meta.url), 'utf8');
});
afterAll(() => world?.system.close());

/** Runs the commands of one example in a shell. @returns what each of them printed */
async function run(command: string | undefined, variables: Record<string, string>): Promise<unknown[]> {
  const env = { ...process.env, MINTMARK: world.system.url, ...variables };
  const script = `curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }; set -e; ${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('every command of the guide about metadata of folders does what it says', async () => {
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  expect(commands).toHaveLength(2);
  const { id } = await world.makeFolder();
  const variables = { FOLDER: id, TOKEN: (await signIn(world.system, JOSIAH)).token };
  const [, read] = await run(commands[0], variables);
  expect(read).toMatchObject({
    metadata: {
      creators: [{ nameIdentifiers: [{ nameIdentifier: 'https://orcid.org/0000-0002-1825-0097' }] }],
      fundingReferences: [{ funderName: 'Example Foundation' }],
      rightsList: [{ rights: 'CC0', rightsIdentifier: 'CC0-1.0' }],
    },
    problems: [{ attribute: 'geoLocation/geoLocationPoint/pointLatitude' }, { attribute: 'publisher' }],
    missing: [{ attribute: 'description' }, { attribute: 'subject' }],
    extras: { analysisTools: [], conditions: [], compressed: null, deprecated: null },
  });
  const [put, stored] = await run(commands[1], variables);
  expect(put).toMatchObject({ problems: [], metadata: { publisher: { name: 'Example University' } } });
  expect(stored).toMatchObject({
    attributes: expect.arrayContaining([
      expect.objectContaining({ name: 'publisher', value: 'Example University' }),
    ]),
  });
});

test('the guide names every attribute with all that is below it, and every check with its severity', () => {
  const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const listed = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const below = (field: TemplateField): string[] =>
    field.attributes.flatMap((each) => [each.name, ...below(each)]);
  for (const field of readTemplate()?.attributes ?? []) {
    const row = cells.find(
      ([, first = '', second]) => second !== undefined && listed(first)[0] === field.name,
    );
    expect({ name: field.name, below: listed(row?.[2] ?? '') }).toEqual({
      name: field.name,
      below: below(field),
    });
  }
  for (const { name, severity } of checkDefinitions) {
    expect(cells.find(([, first]) => first === `\`${name}\``)?.[2]).toBe(severity);
  }
});
