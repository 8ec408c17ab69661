import { describe, expect, test } from 'vitest';
import { createOrcidClient } from './client.ts';
import { orcidEnvironments, standInEnvironment } from './environments.ts';

const options = {
  environment: orcidEnvironments.sandbox,
  clientId: 'APP-0000000000000001',
  clientSecret: 'secret',
  redirectUri: 'https://mint.example.org/auth/orcid/callback',
};

describe('where an ORCID client may send secrets', () => {
  test.each([
    'https://orcid.example.org',
    'http://127.0.0.1:3001',
    'http://localhost:3001/',
    'http://[::1]:1',
  ])('%s is safe', (url) => {
    const environment = standInEnvironment(url);
    expect(environment.issuer).toBe(url.replace(/\/$/, ''));
    expect(createOrcidClient({ ...options, environment }).environment).toBe(environment);
  });

  test.each([
    'http://orcid.example.org',
    'http://127.0.0.1.example.org',
    'http://localhost@example.org',
    'ftp://localhost',
    'localhost:3001',
    '',
  ])('"%s" is not', (url) => {
    expect(() => standInEnvironment(url)).toThrow(TypeError);
  });

  test('an environment written by hand is checked too', () => {
    const environment = { ...orcidEnvironments.sandbox, memberApi: 'http://api.example.org/v3.0' };
    expect(() => createOrcidClient({ ...options, environment })).toThrow(TypeError);
  });

  test.each(['/auth/callback', 'https://x.example.org/?a=b', 'https://x.example.org/#a', 'app:callback'])(
    'the redirect URI %s is refused',
    (redirectUri) => {
      expect(() => createOrcidClient({ ...options, redirectUri })).toThrow(TypeError);
    },
  );

  test('sandbox and production share no address', () => {
    const { production, sandbox } = orcidEnvironments;
    const shared = Object.values(production).filter((value) => Object.values(sandbox).includes(value));
    expect(shared).toEqual([]);
  });
});
