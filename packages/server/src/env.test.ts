import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InvalidEnvironmentError, readEnvironment } from './env.ts';

const key = { SECRET_KEY: 'a secret key for tests only' };

describe('the environment', () => {
  test('with nothing configured the stand-ins on the next two ports are used', () => {
    const config = readEnvironment({ ...key, PORT: '4000' });
    expect(config).toMatchObject({
      port: 4000,
      publicUrl: 'http://localhost:4000',
      databaseUrl: null,
      orcid: { environment: 'stand-in', standInUrl: 'http://localhost:4001' },
      datacite: {
        url: 'http://localhost:4002',
        repositoryId: 'MINTMARK.DEMO',
        prefix: '10.5072',
        standIn: true,
      },
      signUp: 'open',
    });
  });

  test('with ORCID itself nobody becomes a member just by signing in', () => {
    const config = readEnvironment({
      ...key,
      ORCID_ENVIRONMENT: 'sandbox',
      ORCID_CLIENT_ID: 'APP-0000000000000000',
      ORCID_CLIENT_SECRET: 'secret',
    });
    expect(config).toMatchObject({ signUp: 'closed', orcid: { environment: 'sandbox', standInUrl: null } });
  });

  test('the DSpace UI is the service itself unless an address is given, which may have a path', () => {
    const read = (ui?: string): string =>
      readEnvironment({ ...key, PUBLIC_URL: 'https://pid.example.org', DSPACE_UI_URL: ui }).dspaceUiUrl;
    expect(read()).toBe('https://pid.example.org');
    expect(read('https://repository.example.org/')).toBe('https://repository.example.org');
    expect(read('https://example.org/repository/')).toBe('https://example.org/repository');
    for (const wrong of ['ftp://example.org', 'https://a@example.org/', 'https://example.org/?a', 'x']) {
      expect(() => read(wrong)).toThrow('DSPACE_UI_URL');
    }
  });

  test('every wrong variable is named at once, with what would be right', () => {
    const read = (): unknown =>
      readEnvironment({
        PORT: 'eighty',
        PUBLIC_URL: 'https://example.org/pids',
        DATABASE_URL: 'mysql://localhost',
        DATACITE_URL: 'https://api.test.datacite.org',
        ORCID_ENVIRONMENT: 'mars',
        LOG_LEVEL: 'loud',
        ADMIN_TOKEN: 'short',
        ROLES: 'http,cook',
        IDENTIFIER_PATH: '../schemes',
        DSPACE_UI_URL: 'repository.example.org',
      });
    expect(read).toThrow(InvalidEnvironmentError);
    try {
      read();
    } catch (error) {
      const { problems } = error as InvalidEnvironmentError;
      for (const name of [
        'PORT',
        'PUBLIC_URL',
        'DATABASE_URL',
        'DATACITE_REPOSITORY_ID',
        'DATACITE_PASSWORD',
        'DATACITE_PREFIX',
        'ORCID_ENVIRONMENT',
        'LOG_LEVEL',
        'ADMIN_TOKEN',
        'ROLES',
        'IDENTIFIER_PATH',
        'DSPACE_UI_URL',
      ]) {
        expect(
          problems.some((problem) => problem.startsWith(name)),
          name,
        ).toBe(true);
      }
    }
  });

  test('schemes stand in a folder of object storage, however it is written', () => {
    expect(readEnvironment(key).identifierPath).toBe('identifiers');
    expect(readEnvironment({ ...key, IDENTIFIER_PATH: '/idr/schemes/' }).identifierPath).toBe('idr/schemes');
  });

  test('an operator token that no client could send is refused, and not repeated', () => {
    const read = (): unknown => readEnvironment({ ...key, ADMIN_TOKEN: 'a secret with spaces in it' });
    expect(read).toThrow('ADMIN_TOKEN must be ASCII without spaces');
    expect(read).not.toThrow('a secret');
  });

  test('a short operator token will do for a trial, and not for real use', () => {
    expect(readEnvironment({ ...key, ADMIN_TOKEN: 'short' }).adminToken).toBe('short');
    const real = {
      ...key,
      ADMIN_TOKEN: 'short',
      ORCID_ENVIRONMENT: 'sandbox',
      ORCID_CLIENT_ID: 'APP-1',
      ORCID_CLIENT_SECRET: 's',
    };
    expect(() => readEnvironment(real)).toThrow(/ADMIN_TOKEN is too short/);
  });

  test('a mail server is an address whose credentials can be read, and is never repeated', () => {
    const read = (SMTP_URL: string) => readEnvironment({ ...key, SMTP_URL }).mail;
    expect(read('smtp://127.0.0.1:2525')).toMatchObject({ smtpUrl: 'smtp://127.0.0.1:2525' });
    expect(read('smtps://me%40example.org:a%2Fb@mail.example.org')).not.toBeNull();
    expect(readEnvironment(key).mail).toBeNull();
    for (const wrong of [
      'mail.example.org:25',
      'http://mail.example.org',
      'smtp://',
      'smtp://me:sesame%zz@mail.example.org',
      'smtp://me:sesame@mail.example.org/more',
    ]) {
      expect(() => read(wrong), wrong).toThrow(/SMTP_URL must look like(?!.*sesame)/s);
    }
    expect(() => readEnvironment({ ...key, SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b, c@d' })).toThrow(
      /MAIL_FROM/,
    );
  });

  test('a database server needs a secret key of its own, unless it is for a trial', () => {
    const database = { DATABASE_URL: 'postgres://localhost/mintmark' };
    const real = {
      ...database,
      ORCID_ENVIRONMENT: 'sandbox',
      ORCID_CLIENT_ID: 'APP-1',
      ORCID_CLIENT_SECRET: 's',
    };
    expect(() => readEnvironment(real)).toThrow(/SECRET_KEY/);
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'mintmark-env-'));
    expect(readEnvironment({ ...database, DATA_DIR }).secretKey).toHaveLength(32);
    rmSync(DATA_DIR, { recursive: true });
  });
});
