/* The least that a redirect can cost in Node: a look-up in a Map, and no framework. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCalls } from '../child.ts';

export type BareRedirectCalls = {
  /** Answers for these targets by path. @returns the port that it listens on */
  start(targets: ReadonlyMap<string, string>): Promise<number>;
};

answerCalls({ start: startBareServer } satisfies BareRedirectCalls);

async function startBareServer(targets: ReadonlyMap<string, string>): Promise<number> {
  const server = createServer((request, response) => {
    const location = targets.get(request.url ?? '');
    if (location === undefined) response.writeHead(404, { 'content-length': 0 });
    else response.writeHead(302, { location, 'content-length': 0 });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
