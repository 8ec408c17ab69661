import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../errors.ts';
import { ATTEMPTS, judgeFailure, REFUSALS } from './judge-failure.ts';
import { StepFailure } from './step.ts';

const now = new Date('2026-06-01T09:00:00Z');
const HOUR_MS = 3_600_000;

describe('a step that came to grief', () => {
  test('is tried again after twice as long each time, a quarter of an hour at most, and left to a person in the end', () => {
    const delays: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const { nextTryAt } = judgeFailure(new Error('socket hang up'), { attempts, refusals: 0 }, now);
      if (nextTryAt === null) break;
      delays.push((nextTryAt.getTime() - now.getTime()) / 1000);
    }
    expect(delays).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    expect(delays).toHaveLength(ATTEMPTS - 1);
    expect(delays.reduce((sum, each) => sum + each)).toBeLessThan(HOUR_MS / 1000);
  });

  test('because credentials were refused is tried but a few times', () => {
    const refused = new StepFailure('transient', 'DataCite says 401.', { refused: true });
    expect(judgeFailure(refused, { attempts: 1, refusals: 0 }, now).nextTryAt).not.toBeNull();
    const last = judgeFailure(refused, { attempts: REFUSALS, refusals: REFUSALS - 1 }, now);
    expect(last).toMatchObject({ nextTryAt: null, problem: { kind: 'permanent' } });
    expect(last.problem.detail).toContain('DataCite says 401.');
  });

  test.each([
    new StepFailure('permanent', 'The folder is in the trash.'),
    new AppError('quota-reached', 'This shoulder may give out 10 identifiers.'),
    new AppError('metadata-refused', 'The metadata has mistakes.', {
      problems: [{ pointer: '/titles', detail: 'Give a title.' }],
    }),
  ])('for a reason that stays is left to a person at once: %s', (error) => {
    const { nextTryAt, problem } = judgeFailure(error, { attempts: 1, refusals: 0 }, now);
    expect(nextTryAt).toBeNull();
    expect(problem.kind).toBe('permanent');
    expect(problem.detail).toContain(error.message);
  });

  test('says at which places the input is wrong', () => {
    const error = new AppError('metadata-refused', 'The metadata has mistakes.', {
      problems: [{ pointer: '/titles', detail: 'Give a title.' }],
    });
    expect(judgeFailure(error, { attempts: 1, refusals: 0 }, now).problem.detail).toContain(
      '/titles: Give a title.',
    );
  });

  test('never tells people what only the log should hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.integer({ min: 1, max: 20 }), (secret, attempts) => {
        const { problem } = judgeFailure(new Error(`~${secret}~`), { attempts, refusals: 0 }, now);
        expect(problem.detail).not.toContain(`~${secret}~`);
      }),
    );
  });
});
