/* The least that a JSON answer can cost in Node: a look-up in a Set, and a text that is ready. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCalls } from '../child.ts';

export type BareJsonCalls = {
  /** Answers with one text for all of these paths. @returns the port that it listens on */
  start(answer: { paths: ReadonlySet<string>; text: string }): Promise<number>;
};

answerCalls({ start: startBareServer } satisfies BareJsonCalls);

async function startBareServer({
  paths,
  text,
}: {
  paths: ReadonlySet<string>;
  text: string;
}): Promise<number> {
  const length = Buffer.byteLength(text);
  const server = createServer((request, response) => {
    if (!paths.has(request.url ?? '')) {
      response.writeHead(404, { 'content-length': 0 }).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/hal+json;charset=UTF-8',
      'content-length': length,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
