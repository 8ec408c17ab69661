/*
 * Sends requests over plain sockets, one at a time on each connection, and reads no more of an answer than its status
 * and length. autocannon filled a core of its own before the bare server of the comparison was at its limit, and a
 * baseline held down flatters the service. Numbers in docs/benchmarks.md.
 */
import { connect, type Socket } from 'node:net';
import { answerCalls } from '../child.ts';

export type LoadPlan = {
  port: number;
  /** Whole requests, as they go over the wire. */
  requests: readonly string[];
  /** Which request follows which, by index; begins anew at its end. */
  order: Uint32Array;
  expectedStatus: number;
  connections: number;
  durationMs: number;
};

export type LoadResult = { count: number; durationMs: number; latenciesMs: Float64Array };

export type LoadCalls = { run(plan: LoadPlan): Promise<LoadResult> };

const HEAD_END = '\r\n\r\n';

answerCalls({ run: runLoad } satisfies LoadCalls);

/** @throws Error when an answer has another status than expected, or a connection breaks */
async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const requests = plan.requests.map((each) => Buffer.from(each));
  const latenciesMs: number[] = [];
  let position = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + plan.durationMs;
  const next = (): Buffer | null => {
    if (performance.now() >= endsAt) return null;
    const request = requests[plan.order[position % plan.order.length] ?? 0];
    position += 1;
    return request ?? null;
  };
  await Promise.all(
    Array.from({ length: plan.connections }, () =>
      converse(plan, next, (latencyMs) => latenciesMs.push(latencyMs)),
    ),
  );
  return {
    count: latenciesMs.length,
    durationMs: performance.now() - startedAt,
    latenciesMs: Float64Array.from(latenciesMs),
  };
}

/** Sends what `next` gives on one connection until it gives nothing more. */
async function converse(
  plan: Pick<LoadPlan, 'port' | 'expectedStatus'>,
  next: () => Buffer | null,
  onAnswer: (latencyMs: number) => void,
): Promise<void> {
  const socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
  const finished = Promise.withResolvers<void>();
  const expectedStart = `HTTP/1.1 ${plan.expectedStatus} `;
  let received = '';
  let sentAt = 0;
  const send = (): void => {
    const request = next();
    if (request === null) {
      finished.resolve();
      return;
    }
    sentAt = performance.now();
    socket.write(request);
  };
  socket.on('connect', send);
  socket.on('error', finished.reject);
  socket.on('close', () => finished.reject(new Error('the server closed a connection')));
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    if (!isWhole(received)) return;
    if (!received.startsWith(expectedStart)) {
      finished.reject(new Error(`expected ${expectedStart}and got:\n${received.slice(0, 2000)}`));
      return;
    }
    received = '';
    onAnswer(performance.now() - sentAt);
    send();
  });
  try {
    await finished.promise;
  } finally {
    closeQuietly(socket);
  }
}

function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf(HEAD_END);
  if (headEnd === -1) return false;
  const head = answer.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return answer.length >= headEnd + HEAD_END.length + Number(length);
  // One request at a time: nothing follows the last chunk (RFC 9112, section 7.1), and JSON holds no bare line break.
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return answer.endsWith('\r\n0\r\n\r\n');
  throw new Error(`an answer without its length:\n${head}`);
}

function closeQuietly(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => {});
  socket.destroy();
}
