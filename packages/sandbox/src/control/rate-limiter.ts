/** Limit per caller: so many requests in a window of so many seconds. */
export type RateLimit = { requests: number; windowSeconds: number };

/** Returns null when the caller may go on, else the whole seconds until its window ends. */
type RateLimiter = (caller: string, at: Date) => number | null;

/** Makes a limiter with fixed windows that start at a caller's first request, one count per caller address. */
export function createRateLimiter(limit: RateLimit): RateLimiter {
  const windows = new Map<string, { startsAtMs: number; requests: number }>();
  const windowMs = limit.windowSeconds * 1000;
  return (caller, at) => {
    const nowMs = at.getTime();
    const open = windows.get(caller);
    if (open === undefined || nowMs >= open.startsAtMs + windowMs) {
      windows.set(caller, { startsAtMs: nowMs, requests: 1 });
      return limit.requests >= 1 ? null : limit.windowSeconds;
    }
    open.requests += 1;
    if (open.requests <= limit.requests) return null;
    return Math.ceil((open.startsAtMs + windowMs - nowMs) / 1000);
  };
}
