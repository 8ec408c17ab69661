import { setImmediate as nextRound } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openEmbedded } from '../src/db/index.ts';

test('the embedded database lets calls and answers come between its queries, however many wait', async () => {
  const database = await openEmbedded(null);
  try {
    let isBusy = true;
    let rounds = 0;
    const others = (async () => {
      while (isBusy) {
        await nextRound();
        rounds += 1;
      }
    })();
    await Promise.all(
      Array.from({ length: 500 }, () => sql`select count(*) from pg_class`.execute(database.kysely)),
    );
    isBusy = false;
    await others;
    expect(rounds).toBeGreaterThan(5);
  } finally {
    await database.close();
  }
});
