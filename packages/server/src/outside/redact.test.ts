import { describe, expect, test } from 'vitest';
import { redactHeaders, redactText } from './redact.ts';

const orcid = { secrets: ['client-secret-1', 'client/secret+2'], tokensAreUuids: true };
const token = '12345678-abcd-4ef0-9876-0123456789ab';

describe('redaction', () => {
  test.each([
    ['a form', `client_secret=x&code=AbC123&grant_type=authorization_code`, ['AbC123', 'client_secret=x']],
    [
      'a token response',
      `{"access_token":"${token}","refresh_token" : "other","expires_in":1}`,
      [token, 'other'],
    ],
    ['an error that repeats the token', `{"error_description":"Invalid access token: ${token}"}`, [token]],
    ['an error that repeats the code', 'Reused authorization code: AbC123', ['AbC123']],
    ['a known secret anywhere', 'it was client-secret-1 that failed', ['client-secret-1']],
    ['an id_token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwIn0.c2ln was refused', ['eyJhbGciOiJSUzI1NiJ9']],
    ['an address with a code', 'https://example.org/callback?code=AbC123&state=s3cret', ['AbC123', 's3cret']],
    ['a private mail address', '{"email":"josiah@example.org"}', ['josiah@example.org']],
    [
      'a mail address in the query of a search',
      'https://pub.orcid.org/v3.0/search?q=email:josiah%40example.org',
      ['josiah%40example.org'],
    ],
    ['a mail address in XML', '<email:email>josiah@example.org</email:email>', ['josiah@example.org']],
    ['a mail address with an escaped @', '{"email":"josiah\\u0040example.org"}', ['josiah']],
    [
      'an XML error that repeats the token',
      `<error><developer-message>Invalid access token: ${token}</developer-message></error>`,
      [token],
    ],
    [
      'the address of a webhook',
      'https://api.orcid.org/0000-0002-1825-0097/webhook/https%3A%2F%2Fpid.example.org%2Fhooks%2Fcanary77',
      ['canary77'],
    ],
    ['a token to be revoked', `client_id=APP-1&token=${token}`, [token]],
    ['a known secret in an address', 'https://example.org/?x=client%2Fsecret%2B2', ['client%2Fsecret%2B2']],
    ['a JSON text with an escaped quote', '{"password":"a\\"b-tail"}', ['b-tail']],
  ])('%s is stored without its secrets', (_, text, secrets) => {
    const redacted = redactText(text, orcid);
    for (const secret of secrets) expect(redacted).not.toContain(secret);
    expect(redacted).toContain('[redacted]');
  });

  test('what is not secret stays readable', () => {
    const text =
      '{"data":{"type":"dois","attributes":{"state":"findable","titles":[{"title":"A code of conduct"}]}}}';
    expect(redactText(text, { secrets: [], tokensAreUuids: false })).toBe(text);
  });

  test('a long text costs no more than its length', () => {
    const long = 'a'.repeat(2_000_000);
    expect(redactText(long, orcid)).toBe(long);
  });

  test('headers that carry credentials lose their values and keep their names', () => {
    const headers = new Headers({ Authorization: 'Basic abc', Cookie: 'a=b', Accept: 'application/json' });
    expect(redactHeaders(headers, orcid)).toEqual({
      accept: 'application/json',
      authorization: '[redacted]',
      cookie: '[redacted]',
    });
  });
});
