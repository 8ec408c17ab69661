import type { System } from './start-system.ts';

export const EXPORT_FORMAT = 'mintmark-orcid-connections/1';

/** A connection of another system, as exports write it; its tokens are made up. */
export function givenConnection(system: System, orcid: string, token: string) {
  return {
    orcid,
    name: 'Sofia Garcia',
    environment: 'stand-in',
    client_id: system.config.orcid.clientId,
    grants: [
      {
        access_token: token,
        scope: '/read-limited /activities/update',
        issued_at: '2026-01-01T00:00:00.000Z',
        expires_in: 631138518,
      },
    ],
  };
}

/** The longest time between two answers of the service while something else is done, as a part of all of it. */
export async function longestSilence(system: System, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let isDone = false;
  const all = work().finally(() => {
    isDone = true;
  });
  let longest = 0;
  let last = begun;
  while (!isDone) {
    const answer = await fetch(`${system.url}/health`);
    await answer.text();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  await all;
  return longest / (performance.now() - begun);
}
