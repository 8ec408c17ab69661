import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startSystem } from './support/start-system.ts';

test('the error of a statement, as it is logged, holds none of its values', async () => {
  const system = await startSystem();
  try {
    const error: unknown = await sql`select ${'a value nobody may see'}::text, 1 / 0`
      .execute(system.ctx.db)
      .catch((thrown: unknown) => thrown);
    const lines: string[] = [];
    pino({}, { write: (line: string) => void lines.push(line) }).error({ err: error }, 'request failed');
    expect(lines.join()).toContain('division by zero');
    expect(lines.join()).not.toContain('a value nobody may see');
  } finally {
    await system.close();
  }
});
