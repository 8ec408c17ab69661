import { describe, expect, test } from 'vitest';
import type { Actor, MembershipRole, PersonActor, ServiceActor } from '../../http/actor.ts';
import type { Item } from './item.ts';
import { type ItemRights, rightsOf } from './policy.ts';

const OURS = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';
const OWNER = '33333333-3333-4333-8333-333333333333';
const PROGRAM = '44444444-4444-4444-8444-444444444444';

const membership = (role: MembershipRole, organisationId: string) => ({
  organisationId,
  slug: 'default',
  organisationName: 'Default',
  role,
});

function person(role: MembershipRole | null, options: { owner?: boolean; at?: string } = {}): PersonActor {
  return {
    kind: 'person',
    accountId: options.owner === true ? OWNER : '55555555-5555-4555-8555-555555555555',
    name: null,
    orcid: '0000-0002-1825-0097',
    orcidEnvironment: 'sandbox',
    memberships: role === null ? [] : [membership(role, options.at ?? OURS)],
    operator: false,
    scopes: new Set(),
    via: { kind: 'session', sessionId: 'x' },
  };
}

function program(role: MembershipRole, id = PROGRAM): ServiceActor {
  return {
    kind: 'service-account',
    id,
    name: 'repository',
    title: null,
    memberships: [membership(role, OURS)],
    operator: false,
    scopes: new Set(),
  };
}

const people: Record<string, Actor | null> = {
  stranger: null,
  member: person('member'),
  owner: person('member', { owner: true }),
  'owner who left': person(null, { owner: true }),
  curator: person('curator'),
  admin: person('admin'),
  'admin elsewhere': person('admin', { at: THEIRS }),
  operator: { kind: 'operator' },
  'program with the role of a member': program('member', '66666666-6666-4666-8666-666666666666'),
  'program with the role of a curator': program('curator'),
};

function item(state: Item['state'], access: Item['access']) {
  return { organisationId: OURS, ownerId: OWNER, submitter: { kind: 'service' } as const, state, access };
}

const brief = (rights: ItemRights) =>
  [rights.read && 'read', rights.edit && 'edit', rights.administer && 'administer']
    .filter(Boolean)
    .join(' ') || '-';

const MANAGES = 'read edit';
const ALL = 'read edit administer';

describe('what people may do with an item', () => {
  test.each<[string, Item['state'], Item['access'], Record<string, string>]>([
    ['of the workspace', 'workspace', 'public', { owner: MANAGES, 'owner who left': 'read' }],
    [
      'in the archive, for everyone',
      'archived',
      'public',
      {
        stranger: 'read',
        member: 'read',
        owner: 'read',
        'owner who left': 'read',
        'admin elsewhere': 'read',
        'program with the role of a member': 'read',
      },
    ],
    [
      'in the archive, for its organisation',
      'archived',
      'organisation',
      {
        member: 'read',
        owner: 'read',
        'owner who left': 'read',
        'program with the role of a member': 'read',
      },
    ],
    ['that is withdrawn', 'withdrawn', 'public', { owner: 'read', 'owner who left': 'read' }],
  ])('%s', (_title, state, access, expected) => {
    const managers = {
      curator: MANAGES,
      'program with the role of a curator': MANAGES,
      admin: ALL,
      operator: ALL,
    };
    for (const [who, reader] of Object.entries(people)) {
      const wanted = { ...managers, ...expected }[who] ?? '-';
      expect([who, brief(rightsOf(reader, item(state, access)))]).toEqual([who, wanted]);
    }
  });

  test('everyone may know of an item in the archive and of a withdrawn one, nobody else of one in the workspace', () => {
    expect(rightsOf(null, item('archived', 'organisation')).seeStatus).toBe(true);
    expect(rightsOf(null, item('withdrawn', 'public')).seeStatus).toBe(true);
    expect(rightsOf(null, item('workspace', 'public')).seeStatus).toBe(false);
    expect(rightsOf(person('member'), item('workspace', 'public')).seeStatus).toBe(false);
  });

  test('a program edits what it submitted itself while that is in the workspace', () => {
    const submitter = {
      kind: 'service-account' as const,
      serviceAccountId: PROGRAM,
      name: 'repository',
      organisationId: OURS,
    };
    const own = { ...item('workspace', 'public'), ownerId: null, submitter };
    expect(brief(rightsOf(program('member'), own))).toBe(MANAGES);
    expect(brief(rightsOf(program('member', 'another'), own))).toBe('-');
    expect(brief(rightsOf(program('member'), { ...own, state: 'archived' }))).toBe('read');
  });
});
