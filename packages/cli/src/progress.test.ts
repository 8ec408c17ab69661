import { describe, expect, test } from 'vitest';
import { createProgress, formatProgress } from './progress.ts';

describe('the line of progress', () => {
  test('shows bar, share, rate and time left', () => {
    expect(formatProgress({ done: 250_000, total: 1_000_000, unit: 'rows', rate: 12_500 })).toBe(
      '[######------------------]  25 %  250,000 of 1,000,000 rows  12,500/s  1:00 left',
    );
    expect(formatProgress({ done: 0, total: 10_000_000, unit: 'bytes', rate: 0 })).toBe(
      '[------------------------]   0 %  0.0 MB of 10.0 MB',
    );
    expect(formatProgress({ done: 5, total: 5, unit: 'rows', rate: 1 })).toContain('100 %  5 of 5 rows');
    expect(formatProgress({ done: 20_000, total: null, unit: 'rows', rate: 0 })).toBe('20,000 rows');
    expect(formatProgress({ done: 1, total: 36_001, unit: 'rows', rate: 10 })).toContain('1:00:00 left');
  });

  test('measures the rate from where it began to look, and writes ten times a second at most', () => {
    const lines: (string | null)[] = [];
    let time = 0;
    const progress = createProgress(
      (line) => lines.push(line),
      'rows',
      1000,
      () => time,
    );
    progress.show(500);
    time = 50;
    progress.show(510);
    time = 1000;
    progress.show(600);
    progress.end();
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('100/s  0:04 left');
    expect(lines[2]).toBeNull();
  });

  test('writes nothing where there is no terminal', () => {
    expect(() => createProgress(null, 'bytes', 10).show(5)).not.toThrow();
  });
});
