import { describe, expect, test } from 'vitest';
import type { Actor, MembershipRole, PersonActor, Scope } from '../../http/actor.ts';
import {
  comesFromOurPages,
  leavesNoAdministrator,
  mayCreateTokens,
  mayRevokeToken,
  memberRights,
} from './policy.ts';

const OURS = 'https://pid.example.org';

function person(options: {
  role?: MembershipRole;
  scopes?: Scope[];
  operator?: boolean;
  tokenId?: string;
}): PersonActor {
  const { role, scopes = ['pid:read', 'org:admin'], operator = false, tokenId } = options;
  return {
    kind: 'person',
    accountId: 'a',
    name: null,
    orcid: '0000-0002-1825-0097',
    orcidEnvironment: 'stand-in',
    memberships:
      role === undefined ? [] : [{ organisationId: 'o', slug: 'default', organisationName: 'Default', role }],
    operator,
    scopes: new Set(scopes),
    via:
      tokenId === undefined
        ? { kind: 'session', sessionId: 's' }
        : { kind: 'token', tokenId, tokenName: 't', expiresAt: new Date(0) },
  };
}

describe('where a request that uses a cookie comes from', () => {
  test.each([
    ['same-origin', undefined, true],
    ['none', undefined, true],
    ['same-origin', 'https://evil.example.org', true],
    ['same-site', OURS, false],
    ['cross-site', OURS, false],
    ['', OURS, false],
    [undefined, OURS, true],
    [undefined, 'https://pid.example.org.evil.example', false],
    [undefined, 'http://pid.example.org', false],
    [undefined, 'null', false],
    [undefined, undefined, false],
  ])('Sec-Fetch-Site %s with Origin %s: allowed %s', (secFetchSite, origin, allowed) => {
    expect(comesFromOurPages({ secFetchSite, origin }, OURS)).toBe(allowed);
  });
});

describe('access tokens', () => {
  test('only a browser session makes tokens', () => {
    expect(mayCreateTokens(person({}))).toBe(true);
    expect(mayCreateTokens(person({ tokenId: 't' }))).toBe(false);
  });

  test('a session revokes any token, a token only itself', () => {
    expect(mayRevokeToken(person({}), 'other')).toBe(true);
    expect(mayRevokeToken(person({ tokenId: 't' }), 't')).toBe(true);
    expect(mayRevokeToken(person({ tokenId: 't' }), 'other')).toBe(false);
  });
});

describe('members of an organisation', () => {
  const cases: [string, Actor, 'manage' | 'none' | 'unknown'][] = [
    ['the operator token', { kind: 'operator' }, 'manage'],
    ['an operator account', person({ operator: true }), 'manage'],
    [
      'an operator account by a token without org:admin',
      person({ operator: true, scopes: ['pid:read'] }),
      'unknown',
    ],
    ['an administrator', person({ role: 'admin' }), 'manage'],
    [
      'an administrator by a token without org:admin',
      person({ role: 'admin', scopes: ['pid:read'] }),
      'none',
    ],
    ['a curator', person({ role: 'curator' }), 'none'],
    ['a member', person({ role: 'member' }), 'none'],
    ['someone else', person({}), 'unknown'],
  ];
  test.each(cases)('%s', (_who, actor, rights) => {
    expect(memberRights(actor, 'default')).toBe(rights);
  });

  test('an administrator of one organisation is a stranger to another', () => {
    expect(memberRights(person({ role: 'admin' }), 'other')).toBe('unknown');
  });

  test.each([
    ['admin', null, 0, true],
    ['admin', 'member', 0, true],
    ['admin', 'admin', 0, false],
    ['admin', null, 1, false],
    ['member', null, 0, false],
    [null, 'member', 0, false],
  ] as const)(
    'from %s to %s with %d other administrators leaves none: %s',
    (before, after, others, expected) => {
      expect(leavesNoAdministrator({ before, after }, others)).toBe(expected);
    },
  );
});
