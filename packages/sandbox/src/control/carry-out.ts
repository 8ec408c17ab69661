import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, TransportKind } from './faults.ts';

/**
 * Carries out a fault that comes before the handler. Says what became of the request: `answered`, `dropped`
 * (connection destroyed), or `go-on` when the handler is still to run.
 * `closing` is aborted when the stand-in shuts down, so that no fault holds it up.
 */
export async function carryOutBefore(
  fault: Fault & { kind: TransportKind },
  request: FastifyRequest,
  reply: FastifyReply,
  options: { closing: AbortSignal; rateLimitedText: string },
): Promise<'answered' | 'dropped' | 'go-on'> {
  switch (fault.kind) {
    case 'rate-limited':
      sendRateLimited(reply, options.rateLimitedText, fault);
      return 'answered';
    case 'unavailable':
      sendPage(reply, 503, 'Service Temporarily Unavailable', fault);
      return 'answered';
    case 'bad-gateway-html':
      sendPage(reply, 502, 'Bad Gateway', fault);
      return 'answered';
    case 'error-500':
      sendPage(reply, 500, "We're sorry, but something went wrong (500)", fault);
      return 'answered';
    case 'unauthorised':
      sendPage(reply, 401, 'Unauthorized', fault);
      return 'answered';
    case 'forbidden':
      sendPage(reply, 403, 'Forbidden', fault);
      return 'answered';
    case 'not-found':
      sendPage(reply, 404, 'Not Found', fault);
      return 'answered';
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return 'dropped';
    case 'hang':
      await waitUnlessGone(request, fault.delayMs, options.closing);
      dropConnection(request, reply);
      return 'dropped';
    case 'slow':
      // A slow service works on when its caller has given up, so only its own end cuts the wait short.
      if (await wait(fault.delayMs ?? DEFAULT_DELAY_MS, options.closing)) return 'go-on';
      dropConnection(request, reply);
      return 'dropped';
    case 'timeout-after-commit':
      return 'go-on';
    default:
      return fault.kind satisfies never;
  }
}

/** Withholds an answer that is ready: waits `delayMs` (null: until the caller goes away), then drops the connection. */
export async function withholdAnswer(
  fault: Fault,
  request: FastifyRequest,
  closing: AbortSignal,
): Promise<void> {
  await waitUnlessGone(request, fault.delayMs, closing);
  request.raw.socket.destroy();
}

type PageOptions = Partial<Pick<Fault, 'retryAfterSeconds' | 'body' | 'contentType'>>;

/** Answers 429 as a firewall in front of a service does: a page in HTML, not the error shape of the service. */
export function sendRateLimited(reply: FastifyReply, text: string, page: PageOptions): void {
  sendPage(reply, 429, text, page);
}

function sendPage(reply: FastifyReply, status: number, title: string, page: PageOptions): void {
  const html = `<html>\n<head><title>${status}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  if (typeof page.retryAfterSeconds === 'number') reply.header('retry-after', String(page.retryAfterSeconds));
  reply
    .code(status)
    .header('content-type', page.contentType ?? 'text/html')
    .send(page.body ?? html);
}

function dropConnection(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}

/** Resolves when the time is over (null: never), the caller has gone, or the stand-in is closing. */
async function waitUnlessGone(
  request: FastifyRequest,
  delayMs: number | null,
  closing: AbortSignal,
): Promise<void> {
  const { socket } = request.raw;
  const gone = new AbortController();
  const onClose = () => gone.abort();
  socket.once('close', onClose);
  await wait(delayMs ?? LONGEST_TIMER_MS, AbortSignal.any([gone.signal, closing]));
  socket.off('close', onClose);
}

/** Whether the time went by before the signal. */
async function wait(delayMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(delayMs, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

const DEFAULT_DELAY_MS = 1000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
