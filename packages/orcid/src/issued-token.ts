import { AsyncLocalStorage } from 'node:async_hooks';

/** What the token endpoint gave while somebody listened. */
type Heard = { accessToken: string | null };

const listening = new AsyncLocalStorage<Heard>();

/**
 * Does something that may call the token endpoint, and tells the access token that came with it even when the rest of the
 * answer is refused: whoever refuses it must have it revoked.
 */
export async function hearIssuedToken<T>(
  work: () => Promise<T>,
): Promise<{ outcome: { ok: true; value: T } | { ok: false; thrown: unknown }; accessToken: string | null }> {
  const heard: Heard = { accessToken: null };
  try {
    const value = await listening.run(heard, work);
    return { outcome: { ok: true, value }, accessToken: heard.accessToken };
  } catch (thrown) {
    return { outcome: { ok: false, thrown }, accessToken: heard.accessToken };
  }
}

/** Takes note of an answer of the token endpoint where somebody listens; the answer itself stays unread. */
export async function noteIssuedToken(response: Response): Promise<void> {
  const heard = listening.getStore();
  if (heard === undefined || !response.ok) return;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (typeof body !== 'object' || body === null || !('access_token' in body)) return;
  if (typeof body.access_token === 'string' && body.access_token !== '')
    heard.accessToken = body.access_token;
}
