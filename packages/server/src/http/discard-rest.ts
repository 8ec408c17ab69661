import type { IncomingMessage } from 'node:http';

const LINGER_MS = 10_000;

/**
 * Reads on for a while, so that a client which sends all before it listens still hears the refusal: closing a
 * connection with bytes unread resets it.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.readableEnded) return;
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
