import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient, MintmarkError } from '../src/index.ts';
import { readServerSentEvents } from '../src/server-sent-events.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, call: number) => void) {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    answer(request, response, calls);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return createClient({ url: `http://127.0.0.1:${port}`, token: 'mm_secret', firstDelayMs: 1 });
}

const batch = (done: number, state = 'running') => ({ id: 'b1', state, counts: { total: 3, done } });
const event = (id: string, name: string, data: unknown) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

describe('uploading', () => {
  test('an upload whose connection breaks is sent again from its beginning, under the same key', async () => {
    const seen: { key: unknown; body: string }[] = [];
    const client = await serve(async (request, response, call) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen.push({ key: request.headers['idempotency-key'], body });
      if (call === 1) {
        response.destroy();
        return;
      }
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end(JSON.stringify(batch(0, 'waiting')));
    });
    const sent: number[] = [];
    const uploaded = await client.uploadBatch({
      body: new Blob(['verb,shoulder\nreserve,99999/fk4\n']),
      contentType: 'text/csv',
      onSent: (bytes) => sent.push(bytes),
    });
    expect(uploaded.id).toBe('b1');
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual(seen[1]);
    expect(sent).toEqual([32, 32]);
  });

  test('a refusal that comes while the body is still being sent is told as it is', async () => {
    const client = await serve((request, response) => {
      request.resume();
      response.writeHead(413, { 'content-type': 'application/problem+json' });
      response.end(
        JSON.stringify({
          title: 'Too large',
          status: 413,
          detail: 'Line 2',
          errors: [{ pointer: '/lines/2', detail: 'x' }],
        }),
      );
    });
    const endless = () =>
      ReadableStream.from(
        (async function* () {
          for (let sent = 0; sent < 4096; sent += 1) yield new Uint8Array(65_536);
        })(),
      );
    const failure = await client
      .uploadBatch({ body: endless, contentType: 'text/csv' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MintmarkError);
    expect(failure).toMatchObject({ kind: 'refused', status: 413, errors: [{ pointer: '/lines/2' }] });
  });
});

describe('following', () => {
  test('a broken stream goes on from the event that was heard last', async () => {
    const asked: unknown[] = [];
    const client = await serve((request, response, call) => {
      asked.push(request.headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (call === 1) {
        response.write(event('running-1', 'progress', batch(1)));
        setTimeout(() => response.destroy(), 20);
      } else
        response.end(event('running-2', 'progress', batch(2)) + event('done-3', 'done', batch(3, 'done')));
    });
    const seen: number[] = [];
    for await (const each of client.followBatch('b1')) seen.push(each.counts.done);
    expect(seen).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'running-1']);
  });

  test('a batch that is not there is refused at once', async () => {
    const client = await serve((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ title: 'Not found', status: 404, detail: 'There is no such batch.' }));
    });
    await expect(client.followBatch('b1').next()).rejects.toMatchObject({ kind: 'refused', status: 404 });
  });

  test('events are read whatever pieces they come in', async () => {
    const text = `: hello\r\nretry: 5\r\n\r\n${event('1', 'progress', 'Grüße')}data: a\ndata: b\n\n`;
    const bytes = new TextEncoder().encode(text);
    for (const size of [1, 2, 7, 1000]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
      const events = [];
      for await (const each of readServerSentEvents(ReadableStream.from(pieces))) events.push(each);
      expect(events, String(size)).toEqual([
        { id: '1', name: 'progress', data: '"Grüße"' },
        { id: '1', name: 'message', data: 'a\nb' },
      ]);
    }
  });
});
