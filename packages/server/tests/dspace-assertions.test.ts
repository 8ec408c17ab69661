import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Assertions, Stage } from './support/assertions.ts';
import { identifierAssertions } from './support/assertions-identifiers.ts';
import { logInAssertions } from './support/assertions-log-in.ts';
import { objectAssertions } from './support/assertions-objects.ts';
import { providerAssertions } from './support/assertions-provider.ts';
import { handleAssertions, organiserAssertions } from './support/assertions-queue.ts';
import { logEveryoneIn, openRepository } from './support/dspace.ts';

const DATA = new URL('../../../../shared/data/dspace/assertions.json', import.meta.url);

const sharing: Assertions = {
  ...identifierAssertions,
  ...logInAssertions,
  ...objectAssertions,
  ...providerAssertions,
  ...handleAssertions,
};

describe.skipIf(!existsSync(DATA))('the assertions of DSpace (skipped without the shared data)', () => {
  test('are all made here, under the names of their tests', () => {
    const { count, assertions } = JSON.parse(readFileSync(DATA, 'utf8')) as {
      count: number;
      assertions: { file: string; test: string }[];
    };
    const theirs = assertions.map((each) => {
      const file = each.file.split('/').at(-1) ?? '';
      return `${file.replace(/^dspace-angular /, '').replace(/\.(java|ts)$/, '')} ${each.test}`;
    });
    expect(theirs).toHaveLength(count);
    expect(Object.keys({ ...sharing, ...organiserAssertions }).sort()).toEqual(theirs.sort());
  });
});

async function openStage(): Promise<Stage> {
  const repository = await openRepository();
  try {
    return { repository, callers: await logEveryoneIn(repository) };
  } catch (error) {
    await repository.system.close();
    throw error;
  }
}

describe('of one service', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    return () => stage.repository.system.close();
  });
  test.each(Object.entries(sharing))('%s', (_name, assertion) => assertion(stage));
});

describe('of a queue that holds nothing else', () => {
  let stage: Stage | null = null;
  afterEach(async () => {
    await stage?.repository.system.close();
    stage = null;
  });
  test.each(Object.entries(organiserAssertions))('%s', async (_name, assertion) => {
    stage = await openStage();
    await assertion(stage);
  });
});
