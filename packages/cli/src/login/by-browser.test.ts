import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { signInByBrowser } from './by-browser.ts';

const server = {
  issuer: 'https://pids.example.org',
  authorizationEndpoint: 'https://pids.example.org/oauth/authorize',
  tokenEndpoint: 'https://pids.example.org/oauth/token',
  revocationEndpoint: 'https://pids.example.org/oauth/revoke',
  deviceAuthorizationEndpoint: 'https://pids.example.org/oauth/device/auth',
};

const never = new AbortController().signal;

test('when nobody answers in time it says so, and the port is closed again', async () => {
  let address = '';
  const waiting = signInByBrowser(server, 'pid:read', (url) => (address = url), {
    cancelled: never,
    waitMs: 20,
  });
  await expect(waiting).rejects.toThrow('Nobody answered');
  const redirectUri = new URL(new URL(address).searchParams.get('redirect_uri') ?? '');
  expect(redirectUri.hostname).toBe('127.0.0.1');
  await expect(fetch(redirectUri)).rejects.toThrow();
});

test('the port is open to this machine only, and to no other address of it', async () => {
  const cancel = new AbortController();
  let port = 0;
  const shown = new Promise<void>((resolve) => {
    signInByBrowser(
      server,
      'pid:read',
      (url) => {
        port = Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
        resolve();
      },
      { cancelled: cancel.signal },
    ).catch(() => {});
  });
  await shown;
  // Were it open to all addresses, none of them could be listened at any more.
  const other = createServer();
  await new Promise<void>((resolve, reject) => {
    other.once('error', reject);
    other.listen(port, '127.0.0.2', resolve);
  });
  other.close();
  cancel.abort();
});
