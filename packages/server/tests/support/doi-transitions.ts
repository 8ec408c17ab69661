import { expect } from 'vitest';
import { isQueuedAs, listQueue, type Stage } from './assertions.ts';
import { controlDatacite } from './datacite.ts';
import {
  attempt,
  changeWith,
  deleteDoi,
  expectGivenBack,
  hold,
  identify,
  nameByType,
  statusOf,
  storedDoi,
} from './doi-steps.ts';
import {
  changeItem,
  changeTitle,
  expectRefusal,
  type IdentifierBody,
  makeItem,
  readIdentifiers,
} from './dspace.ts';

/** A move of DSpace's DOIs, and what is done here. */
export type Transition = {
  op: string;
  from: readonly (string | null)[];
  /** What is better than in DSpace, where something is. */
  better?: string;
  run(stage: Stage): Promise<void>;
};

const NOT_DELETED = ['*', '!DELETED', '!TO_BE_DELETED'];

export const transitions: readonly Transition[] = [
  {
    op: 'mint',
    from: [null, '(no row)'],
    async run(stage) {
      const { uuid } = await makeItem(stage.repository);
      const { pid } = await identify(stage, uuid, 'mint');
      expect(await identify(stage, uuid, 'mint')).toMatchObject({ pid, status: 'MINTED' });
    },
  },
  {
    op: 'mint during submission (identifiers.submission.register=true)',
    from: ['(no row)'],
    run: async (stage) => expect(await statusOf(stage, await hold(stage, 'PENDING'))).toBe('PENDING'),
  },
  {
    op: 'submission filter now false',
    from: ['PENDING'],
    run: async (stage) =>
      expect(await nameByType(stage, 'Dataset', 'Software')).toEqual(['PENDING', 'MINTED']),
  },
  {
    op: 'submission filter true again',
    from: ['MINTED'],
    run: async (stage) =>
      expect(await nameByType(stage, 'Software', 'Dataset')).toEqual(['MINTED', 'PENDING']),
  },
  {
    op: 'reserve (local)',
    from: [null],
    better: 'a name that was minted before is reserved, too',
    async run(stage) {
      const { uuid } = await makeItem(stage.repository);
      expect((await identify(stage, uuid, 'reserve')).status).toBe('TO_BE_RESERVED');
      const minted = await hold(stage, 'MINTED');
      expect(await identify(stage, minted.uuid, 'reserve')).toMatchObject({
        pid: minted.doi,
        status: 'TO_BE_RESERVED',
      });
    },
  },
  {
    op: 'reserveOnline ok',
    from: NOT_DELETED,
    async run(stage) {
      const { doi } = await hold(stage, 'TO_BE_RESERVED');
      expect(await attempt(stage, doi)).toBe('IS_RESERVED');
      expect(await storedDoi(stage, doi)).toMatchObject({ state: 'draft' });
    },
  },
  {
    op: 'register (local)',
    from: ['*', '!IS_REGISTERED', '!DELETED', '!TO_BE_DELETED'],
    better: 'a registered DOI whose update waits is not queued for registration again',
    async run(stage) {
      for (const status of [
        'MINTED',
        'PENDING',
        'TO_BE_RESERVED',
        'IS_RESERVED',
        'UPDATE_RESERVED',
      ] as const) {
        const held = await hold(stage, status);
        expect((await identify(stage, held.uuid, 'register')).status, status).toBe('TO_BE_REGISTERED');
      }
      const waiting = await hold(stage, 'UPDATE_REGISTERED');
      const wish = { type: 'doi', action: 'register' };
      const again = await stage.repository.operator.post(`/items/${waiting.uuid}/identifiers`, wish);
      expect(again.status).toBe(409);
      expect(await statusOf(stage, waiting)).toBe('UPDATE_REGISTERED');
    },
  },
  {
    op: 'register (local)',
    from: ['IS_REGISTERED'],
    better: 'whoever asks is told that it is registered',
    async run(stage) {
      const held = await hold(stage, 'IS_REGISTERED');
      expectRefusal(await stage.callers.admin.register(`/api/core/items/${held.uuid}`), 400);
      expect(await statusOf(stage, held)).toBe('IS_REGISTERED');
    },
  },
  {
    op: 'register (local)',
    from: ['DELETED', 'TO_BE_DELETED'],
    better: 'the item gets another DOI; the deleted one stays deleted',
    async run(stage) {
      const { uuid, doi } = await hold(stage, 'IS_REGISTERED');
      await deleteDoi(stage, uuid, doi);
      const { pid } = await identify(stage, uuid, 'register');
      expect(pid).not.toBe(doi);
      expect(await isQueuedAs(stage.repository, doi, 'TO_BE_DELETED')).toBe(true);
    },
  },
  {
    op: 'registerOnline ok',
    from: NOT_DELETED,
    better: "the DOI stands in the item's metadata once, and does not count as a change of it",
    async run(stage) {
      const { uuid, doi } = await hold(stage, 'TO_BE_REGISTERED');
      expect(await attempt(stage, doi)).toBe('IS_REGISTERED');
      expect(await attempt(stage, doi)).toBe('IS_REGISTERED');
      const item = (await stage.callers.admin.get(`/core/items/${uuid}`)).text;
      expect(item.split(`"https://doi.org/${doi}"`)).toHaveLength(2);
      const held: IdentifierBody[] = await readIdentifiers(stage.callers.admin, uuid);
      expect(held.filter(({ identifierType }) => identifierType === 'doi')).toHaveLength(1);
    },
  },
  ...(
    [
      ['IS_REGISTERED', 'UPDATE_REGISTERED'],
      ['TO_BE_REGISTERED', 'UPDATE_BEFORE_REGISTRATION'],
      ['IS_RESERVED', 'UPDATE_RESERVED'],
    ] as const
  ).map(([from, to]) => ({
    op: 'metadata changed',
    from: [from],
    run: async (stage: Stage) => expect(await changeWith(stage, from)).toBe(to),
  })),
  {
    op: 'metadata changed',
    from: [
      'PENDING',
      'MINTED',
      'TO_BE_RESERVED',
      'UPDATE_RESERVED',
      'UPDATE_REGISTERED',
      'UPDATE_BEFORE_REGISTRATION',
      null,
    ],
    better: 'a reservation that waits is made with what the item says by then',
    async run(stage) {
      for (const status of [
        'PENDING',
        'MINTED',
        'TO_BE_RESERVED',
        'UPDATE_RESERVED',
        'UPDATE_REGISTERED',
        'UPDATE_BEFORE_REGISTRATION',
      ] as const) {
        expect(await changeWith(stage, status)).toBe(status);
      }
      const waiting = await hold(stage, 'TO_BE_RESERVED');
      await changeTitle(stage.repository, waiting.uuid, 'Changed while it waits');
      expect(await attempt(stage, waiting.doi)).toBe('IS_RESERVED');
      expect(await storedDoi(stage, waiting.doi)).toMatchObject({ state: 'draft', writeCount: 1 });
    },
  },
  {
    op: 'metadata changed',
    from: ['DELETED', 'TO_BE_DELETED'],
    better: 'the item is changed, and its former DOI is left alone',
    async run(stage) {
      const { uuid, doi } = await hold(stage, 'IS_REGISTERED');
      await deleteDoi(stage, uuid, doi);
      await changeTitle(stage.repository, uuid, 'Changed without its DOI');
      expect(await attempt(stage, doi)).toBe('DELETED');
      await changeTitle(stage.repository, uuid, 'Changed without its DOI, again');
      expect(await isQueuedAs(stage.repository, doi, 'DELETED')).toBe(true);
    },
  },
  ...(
    [
      ['UPDATE_REGISTERED', 'IS_REGISTERED', 'findable'],
      ['UPDATE_BEFORE_REGISTRATION', 'TO_BE_REGISTERED', 'draft'],
      ['UPDATE_RESERVED', 'IS_RESERVED', 'draft'],
    ] as const
  ).map(([from, to, state]) => ({
    op: 'updateMetadataOnline ok',
    from: [from],
    async run(stage: Stage) {
      const held = await hold(stage, from);
      const body = { action: 'update', limit: 100 };
      const answer = await stage.repository.operator.post<{ items: { pid: string; status: string }[] }>(
        '/queue/attempts',
        body,
      );
      expect(answer.body.items).toContainEqual(
        expect.objectContaining({ pid: held.doi, before: from, status: to }),
      );
      expect(await storedDoi(stage, held.doi)).toMatchObject({ state });
    },
  })),
  {
    op: 'delete (local)',
    from: [null],
    run: (stage) => expectGivenBack(stage, 'MINTED'),
  },
  {
    op: 'delete (local)',
    from: ['any non-null, even never-registered MINTED/PENDING'],
    better: 'a name that nobody was told of is given back at once',
    async run(stage) {
      await expectGivenBack(stage, 'PENDING');
      for (const status of [
        'IS_RESERVED',
        'TO_BE_REGISTERED',
        'IS_REGISTERED',
        'UPDATE_REGISTERED',
      ] as const) {
        const { uuid, doi } = await hold(stage, status);
        await deleteDoi(stage, uuid, doi);
        expect(await isQueuedAs(stage.repository, doi, 'TO_BE_DELETED'), status).toBe(true);
        expect(await statusOf(stage, { uuid })).toBeUndefined();
      }
    },
  },
  {
    op: 'item deleted',
    from: ['any'],
    async run(stage) {
      const { uuid, doi } = await hold(stage, 'UPDATE_REGISTERED');
      await changeItem(stage.repository, uuid, 'delete');
      expect(await isQueuedAs(stage.repository, doi, 'TO_BE_DELETED')).toBe(true);
      expectRefusal(await stage.callers.admin.get(`/pid/find?id=${doi}`), 404);
    },
  },
  {
    op: 'deleteOnline ok',
    from: ['TO_BE_DELETED'],
    async run(stage) {
      const { uuid, doi } = await hold(stage, 'IS_REGISTERED');
      await changeItem(stage.repository, uuid, 'delete');
      expect(await attempt(stage, doi)).toBe('DELETED');
      expect(await storedDoi(stage, doi)).toMatchObject({ state: 'registered' });
    },
  },
  {
    op: 'item withdrawn / reinstated',
    from: ['any'],
    better: 'the DOI is hidden at the registrar, and shown again',
    async run(stage) {
      const held = await hold(stage, 'IS_REGISTERED');
      for (const [action, state] of [
        ['withdraw', 'registered'],
        ['reinstate', 'findable'],
      ] as const) {
        const body = action === 'withdraw' ? { reason: 'The samples were mixed up.' } : {};
        await changeItem(stage.repository, held.uuid, action, body);
        expect(await statusOf(stage, held)).toBe('UPDATE_REGISTERED');
        expect(await attempt(stage, held.doi)).toBe('IS_REGISTERED');
        expect(await storedDoi(stage, held.doi)).toMatchObject({ state });
      }
    },
  },
  {
    op: 'any agency failure',
    from: ['any'],
    better: 'attempts are counted, the answer is kept, and the next attempt has its time',
    async run(stage) {
      const { system } = stage.repository;
      for (const status of ['TO_BE_RESERVED', 'TO_BE_REGISTERED', 'UPDATE_REGISTERED'] as const) {
        const held = await hold(stage, status);
        await controlDatacite(system).orderFault({ kind: 'unavailable', match: { doi: held.doi } });
        expect(await attempt(stage, held.doi)).toBe(status);
        expect(await statusOf(stage, held)).toBe(status);
        const row = (await listQueue(stage.repository, status)).find(({ pid }) => pid === held.doi);
        expect(row).toMatchObject({
          attempts: 1,
          lastAnswer: { status: 503 },
          nextAttemptAt: expect.any(String),
        });
        await controlDatacite(system).clearFaults();
      }
    },
  },
];
