import type { IncomingMessage } from 'node:http';

/** The body of a request as a web stream; `letGo` leaves the rest of it to others. */
export type WebBody = { stream: ReadableStream<Uint8Array>; letGo(): void };

/**
 * Reads a request only as fast as somebody wants it. Node's own conversion goes on holding a body back that nobody wants
 * any more, so that the client would wait to send it and never hear the answer.
 */
export function toWebBody(request: IncomingMessage): WebBody {
  let wake: (() => void) | null = null;
  const onChange = (): void => wake?.();
  const events = ['readable', 'end', 'error', 'close'] as const;
  let isWatched = false;
  const letGo = (): void => {
    for (const event of events) request.off(event, onChange);
    // Whoever aborts a request that is answered already must not end the process.
    request.on('error', () => {});
    isWatched = true;
    wake?.();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!isWatched) {
          for (const event of events) request.on(event, onChange);
          isWatched = true;
        }
        for (;;) {
          const piece = request.read() as Buffer | null;
          if (piece !== null) return controller.enqueue(piece);
          if (request.readableEnded || request.complete) return controller.close();
          if (request.destroyed)
            return controller.error(request.errored ?? new Error('the request broke off'));
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
      cancel: letGo,
    },
    { highWaterMark: 0 },
  );
  return { stream, letGo };
}
