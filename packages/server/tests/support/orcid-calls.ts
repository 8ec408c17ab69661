import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOutsideFetch } from '../../src/outside/index.ts';
import type { System } from './start-system.ts';

/** A registry that answers each call with what it was sent, as ORCID's errors repeat tokens and codes. */
export async function startEcho(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const status = Number(/status=(\d{3})/.exec(request.url ?? '')?.[1] ?? 200);
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': `session=${token}` });
      response.end(
        JSON.stringify({
          error: 'invalid_token',
          error_description: `Invalid access token: ${token}`,
          repeated: { url: request.url, body },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What calls are made for. */
export type CallsFor = { organisationId: string; orcid: string; thing?: { type: string; id: string } };

/** Calls as the service makes them with the credentials of an organisation. */
export function openCalls(
  system: Pick<System, 'ctx'>,
  { organisationId, orcid, thing }: CallsFor,
  secrets: readonly string[] = [],
): typeof fetch {
  return createOutsideFetch(system.ctx, {
    outside: 'orcid',
    subject: orcid,
    secrets,
    about: { organisationId, orcidClientId: randomUUID(), thing: thing ?? null },
  });
}
