import { describe, expect, test } from 'vitest';
import { readInput } from './command.ts';
import { UsageError } from './failures.ts';

const command = {
  name: 'withdraw',
  positionals: ['PID'],
  options: {
    reason: { type: 'string', value: 'TEXT', help: 'Why' },
    state: { type: 'string', choices: ['reserved', 'public'], help: 'State' },
    mine: { type: 'boolean', help: 'Only your own' },
  },
} as const;

function refusal(...args: string[]): string {
  try {
    readInput(args, command);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
}

describe('reading a command line', () => {
  test('options and names may be mixed', () => {
    const input = readInput(['--mine', '10.5072/a', '--reason', 'Minted twice', '--state=public'], command);
    expect(input.positionals).toEqual(['10.5072/a']);
    expect(input.values).toMatchObject({ mine: true, reason: 'Minted twice', state: 'public' });
  });

  test('a lone dash is a value', () => {
    expect(readInput(['x', '--reason', '-'], command).values.reason).toBe('-');
  });

  test.each([
    [['x', '--raeson', 'y'], 'mintmark withdraw has no option --raeson. Did you mean --reason?'],
    [['x', '--jsno'], 'mintmark withdraw has no option --jsno. Did you mean --json?'],
    [['x', '--everything'], 'mintmark withdraw has no option --everything.'],
    [['x', '-z'], 'mintmark withdraw has no option -z.'],
    [['x', '--state', 'pubic'], '--state can be reserved, public; not "pubic". Did you mean public?'],
    [[], 'mintmark withdraw needs PID.'],
    [['x', 'y'], 'mintmark withdraw does not know what to do with "y".'],
  ])('%j is refused', (args, message) => {
    expect(refusal(...args)).toBe(message);
  });

  test('an option without its value, or with one that it does not take, is refused', () => {
    expect(refusal('x', '--reason')).toContain('--reason');
    expect(refusal('x', '--mine=yes')).toContain('--mine');
  });
});
