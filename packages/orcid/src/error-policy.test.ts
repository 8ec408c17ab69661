import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyOrcidError, isItemGone } from './error-policy.ts';

const error = (code: number, message = '') => ({ 'error-code': code, 'developer-message': message });

describe('what to do about an answer of the record API', () => {
  test.each([
    [401, { error: 'invalid_token', error_description: 'Invalid access token: x' }, 'grant-revoked'],
    [400, { error: 'invalid_scope' }, 'grant-revoked'],
    [401, error(9017), 'token-of-other-record'],
    [403, error(9010), 'not-source'],
    [403, error(9038), 'scope-missing'],
    [404, error(9016), 'gone'],
    [404, error(9011), 'gone'],
    [404, 'Not Found', 'later'],
    [404, '', 'later'],
    [404, { message: 'no Route matched with those values' }, 'later'],
    [401, '', 'later'],
    [401, 'Unauthorized', 'later'],
    [403, '', 'later'],
    [403, 'Forbidden', 'later'],
    [401, { error: 'invalid_client' }, 'client-refused'],
    [401, { error: 'unauthorized_client' }, 'client-refused'],
    [409, error(9021), 'duplicate'],
    [409, error(9018), 'locked'],
    [409, error(9044), 'deactivated'],
    [409, error(9036), 'unclaimed'],
    [301, error(9007), 'moved'],
    [301, '', 'moved'],
    [400, error(9001), 'invalid'],
    [400, error(9022), 'invalid'],
    [409, error(9048), 'invalid'],
    [406, '', 'invalid'],
    [429, 'Too many requests', 'later'],
    [500, error(9008), 'later'],
    [503, '<html>', 'later'],
  ] as const)('status %i with %j is %s', (status, body, kind) => {
    expect(classifyOrcidError(status, body).kind).toBe(kind);
  });

  test('a web page in place of an answer is told as one, and not repeated', () => {
    const { kind, detail } = classifyOrcidError(502, '<!DOCTYPE html><title>Bad gateway</title>');
    expect(kind).toBe('later');
    expect(detail).toBe('The answer has the status 502 and is a web page, which gives no reason.');
  });

  test('only its own code (9016) says that an item was deleted, not that record or item is missing (9011)', () => {
    expect(isItemGone(classifyOrcidError(404, error(9016)))).toBe(true);
    expect(isItemGone(classifyOrcidError(404, error(9011)))).toBe(false);
    expect(isItemGone(classifyOrcidError(404, 'Not Found'))).toBe(false);
  });

  test('a duplicate names the put code to adopt', () => {
    const message = 'You have already added this activity, please see element with put-code 123456. If you';
    expect(classifyOrcidError(409, error(9021, message)).putCode).toBe(123456);
    expect(classifyOrcidError(409, error(9021, 'see element')).putCode).toBeNull();
  });

  test.each([
    '301 Moved Permanently: This account is deprecated. Please refer to account: 0000-0002-1694-233X. ORCID 0000-0002-1825-0097',
    'Please refer to account: https://orcid.org/0000-0002-1694-233X.',
  ])('a merged record names the record that replaces it: %s', (message) => {
    expect(classifyOrcidError(301, error(9007, message)).movedTo).toBe('0000-0002-1694-233X');
  });

  test('a merged record with a wrong iD in the message leads nowhere', () => {
    const message = 'Please refer to account: 0000-0002-1694-2330.';
    expect(classifyOrcidError(301, error(9007, message)).movedTo).toBeNull();
  });

  test.each([
    ['120', 120_000],
    ['Sat, 21 Nov 2026 10:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('Retry-After %s is %s milliseconds', (retryAfter, expected) => {
    const now = new Date('2026-11-21T10:00:00Z');
    expect(classifyOrcidError(503, '', { retryAfter, now }).retryAfterMs).toBe(expected);
  });

  test('the token that ORCID repeats is taken out, whatever it looks like and wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('developer-message', 'user-message', 'error_description'),
        (token, member) => {
          const { detail } = classifyOrcidError(401, {
            [member]: `Seen ${token}, then Invalid access token: ${token}`,
          });
          expect(detail).not.toContain(token);
          expect(detail).toContain('[redacted]');
        },
      ),
    );
    const { detail } = classifyOrcidError(401, { error_description: 'Invalid access token: canary' });
    expect(detail).toBe('Invalid access token: [redacted]');
  });

  test('any body whatever gives an answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        const problem = classifyOrcidError(status, body);
        expect(problem.status).toBe(status);
        expect(problem.detail.length).toBeLessThanOrEqual(500);
      }),
    );
  });
});
