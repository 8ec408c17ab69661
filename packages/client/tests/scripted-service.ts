import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

/** One answer of the script; `drop` breaks the connection, after `body` where there is one. */
export type Scripted =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { drop: true; halfBody?: string };

export type ScriptedService = {
  url: string;
  received: Received[];
  close(): Promise<void>;
};

/** An HTTP server that gives the answers of a script, one for each request, and the last one from then on. */
export async function startScriptedService(script: readonly Scripted[]): Promise<ScriptedService> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const answer = script[Math.min(received.length, script.length - 1)];
    received.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: request.headers['content-type']?.startsWith('application/json') ? JSON.parse(text) : text || null,
    });
    if (answer === undefined) throw new Error('the script is empty');
    if ('drop' in answer) {
      if (answer.halfBody === undefined) {
        request.socket.destroy();
        return;
      }
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100000' });
      response.write(answer.halfBody, () => request.socket.destroy());
      return;
    }
    const problem = answer.status >= 400;
    response.writeHead(answer.status, {
      'content-type': problem ? 'application/problem+json' : 'application/json',
      ...answer.headers,
    });
    response.end(typeof answer.body === 'string' ? answer.body : encode(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function encode(body: unknown): string {
  return body === undefined ? '' : JSON.stringify(body);
}
