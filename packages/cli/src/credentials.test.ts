import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from './connect.ts';
import { credentialsPath, deleteCredentials, readCredentials, writeCredentials } from './credentials.ts';

const kept = { url: 'https://pids.example.org', token: 'mm_kept' };

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mintmark-cli-'));
  path = credentialsPath({ HOME: home });
});
afterEach(() => rmSync(home, { recursive: true }));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('the file of credentials', () => {
  test('it is under XDG_CONFIG_HOME, else under .config of the home directory', () => {
    expect(credentialsPath({ HOME: '/home/josiah' })).toBe('/home/josiah/.config/mintmark/credentials.json');
    expect(credentialsPath({ HOME: '/home/josiah', XDG_CONFIG_HOME: '/etc/me' })).toBe(
      '/etc/me/mintmark/credentials.json',
    );
    expect(credentialsPath({ HOME: '/home/josiah', XDG_CONFIG_HOME: 'relative' })).toBe(
      '/home/josiah/.config/mintmark/credentials.json',
    );
  });

  test('only its owner may read it, and it holds what was kept last', async () => {
    await writeCredentials(path, { url: 'http://localhost:3000', token: 'mm_old' });
    await writeCredentials(path, kept);
    expect(await readCredentials(path)).toEqual(kept);
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(dirname(path))).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['credentials.json']);
  });

  test('a directory that others may enter is closed to them', async () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    await writeCredentials(path, kept);
    expect(modeOf(dirname(path))).toBe(0o700);
  });

  test('when others may read it, it is refused with the command to run', async () => {
    await writeCredentials(path, kept);
    for (const mode of [0o644, 0o640, 0o602]) {
      chmodSync(path, mode);
      await expect(readCredentials(path)).rejects.toThrow(`chmod 600 '${path}'`);
    }
  });

  test('what is not ours is refused, and nothing of it is shown', async () => {
    mkdirSync(dirname(path), { recursive: true });
    for (const text of ['mm_secret', '{"token":"mm_secret"}', '[]', '']) {
      writeFileSync(path, text, { mode: 0o600 });
      const refusal = await readCredentials(path).catch((error: unknown) => String(error));
      expect(refusal).toContain('holds no credentials');
      expect(refusal).not.toContain('mm_secret');
    }
  });

  test('without one there are no credentials, and deleting them is no mistake', async () => {
    expect(await readCredentials(path)).toBeNull();
    await deleteCredentials(path);
    expect(existsSync(path)).toBe(false);
  });
});

describe('which service is spoken to', () => {
  test('the environment goes before the file', async () => {
    await writeCredentials(path, kept);
    const env = { HOME: home, MINTMARK_URL: 'http://localhost:4000/', MINTMARK_TOKEN: 'mm_other' };
    expect((await connect({ env })).url).toBe('http://localhost:4000');
    expect((await connect({ env: { HOME: home, MINTMARK_TOKEN: 'mm_other' } })).url).toBe(kept.url);
    expect((await connect({ env: { HOME: home } })).url).toBe(kept.url);
  });

  test('a kept token is never sent to another service than its own', async () => {
    await writeCredentials(path, kept);
    await expect(connect({ env: { HOME: home, MINTMARK_URL: 'https://evil.example.org' } })).rejects.toThrow(
      /signed in at https:\/\/pids\.example\.org/,
    );
    expect((await connect({ env: { HOME: home, MINTMARK_URL: `${kept.url}/` } })).url).toBe(kept.url);
  });

  test('without any token it says how to sign in', async () => {
    await expect(connect({ env: { HOME: home } })).rejects.toThrow('mintmark login');
  });

  test.each(['pids.example.org', 'https://pids.example.org/app/tokens', 'file:///etc'])(
    '%s is refused as an address',
    async (url) => {
      const env = { HOME: home, MINTMARK_URL: url, MINTMARK_TOKEN: 'mm_x' };
      await expect(connect({ env })).rejects.toThrow(/address of/);
    },
  );

  test('what cannot stand in a header is no token', async () => {
    const env = { HOME: home, MINTMARK_URL: kept.url, MINTMARK_TOKEN: 'mm_a\r\nX: y' };
    await expect(connect({ env })).rejects.toThrow('no access token');
  });
});
