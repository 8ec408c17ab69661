import { expect, test } from 'vitest';
import { createApi, type ProblemBody } from './support/api.ts';
import { LAURE, signIn } from './support/people.ts';
import { startSystem } from './support/start-system.ts';

test('who asks too much too fast is told when to go on, and nobody else notices', async () => {
  const system = await startSystem({ env: { REQUESTS_PER_MINUTE: '20' } });
  try {
    const busy = createApi(system, (await signIn(system)).token);
    const quiet = createApi(system, (await signIn(system, LAURE)).token);
    let last = await busy.get<ProblemBody>('/me');
    for (let count = 0; count < 25 && last.status === 200; count += 1)
      last = await busy.get<ProblemBody>('/me');
    expect(last.status).toBe(429);
    expect(last.body.type).toContain('too-many-requests');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await quiet.get('/me')).status).toBe(200);
  } finally {
    await system.close();
  }
});
