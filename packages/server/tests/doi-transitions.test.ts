import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Stage } from './support/assertions.ts';
import { type Transition, transitions } from './support/doi-transitions.ts';
import { logEveryoneIn, openRepository } from './support/dspace.ts';

const DATA = new URL('../../../../shared/data/dspace/state-transitions.json', import.meta.url);

const keyOf = ({ op, from }: Pick<Transition, 'op' | 'from'>): string => `${op} from ${JSON.stringify(from)}`;

describe.skipIf(!existsSync(DATA))("DSpace's moves of DOIs (skipped without the shared data)", () => {
  test('are all here', () => {
    const { transitions: theirs } = JSON.parse(readFileSync(DATA, 'utf8')) as { transitions: Transition[] };
    expect(transitions.map(keyOf).sort()).toEqual(theirs.map(keyOf).sort());
  });
});

describe('a DOI moves', () => {
  let stage: Stage;
  beforeAll(async () => {
    const repository = await openRepository();
    stage = { repository, callers: await logEveryoneIn(repository) };
    return () => repository.system.close();
  });

  const named = transitions.map((each): [string, Transition] => [
    `as in DSpace: ${keyOf(each)}${each.better === undefined ? '' : `; and better: ${each.better}`}`,
    each,
  ]);
  test.each(named)('%s', (_name, transition) => transition.run(stage));
});
