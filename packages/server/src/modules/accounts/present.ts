import type { Static } from 'typebox';
import type { Config } from '../../config.ts';
import { isOperator, type OrganisationKey, type PersonActor, scopes } from '../../http/actor.ts';
import type { Member } from './organisations/store.ts';
import type { AccessTokenSchema, MemberSchema, MeSchema } from './schema.ts';
import { presentOrcidUrl } from './sign-in/orcid-client.ts';
import type { AccessToken } from './tokens/store.ts';

export function presentMe(
  config: Config,
  actor: PersonActor | { kind: 'operator' },
): Static<typeof MeSchema> {
  if (actor.kind === 'operator') {
    return {
      account: null,
      operator: true,
      organisations: [],
      scopes: [...scopes],
      token: null,
      organisationKey: null,
    };
  }
  const { via } = actor;
  return {
    account: {
      id: actor.accountId,
      name: actor.name,
      orcid: actor.orcid,
      orcidUrl: presentOrcidUrl(config, actor.orcid),
    },
    operator: isOperator(actor),
    organisations: actor.memberships.map(({ slug, organisationName, role }) => ({
      slug,
      name: organisationName,
      role,
    })),
    scopes: scopes.filter((scope) => actor.scopes.has(scope)),
    token: presentCredential(via),
    organisationKey: null,
  };
}

/** What a machine with an organisation's key is told of itself. It has no scopes: they are of people's tokens. */
export function presentKeyAsMe(key: OrganisationKey): Static<typeof MeSchema> {
  const { id, name, slug, organisationName, expiresAt } = key;
  return {
    account: null,
    operator: false,
    organisations: [],
    scopes: [],
    token: null,
    organisationKey: {
      id,
      name,
      organisation: { slug, name: organisationName },
      expiresAt: expiresAt?.toISOString() ?? null,
    },
  };
}

function presentCredential(via: PersonActor['via']): Static<typeof MeSchema>['token'] {
  switch (via.kind) {
    case 'session':
    // Taken at the iSamples API alone, which does not ask this.
    case 'id-token':
      return null;
    case 'token':
      return { id: via.tokenId, name: via.tokenName, expiresAt: via.expiresAt.toISOString() };
    case 'authorization':
      return { id: via.authorizationId, name: via.clientName, expiresAt: via.expiresAt.toISOString() };
    default:
      return via satisfies never;
  }
}

export function presentAccessToken(token: AccessToken): Static<typeof AccessTokenSchema> {
  return {
    id: token.id,
    name: token.name,
    scopes: [...token.scopes],
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  };
}

export function presentMember(config: Config, member: Member): Static<typeof MemberSchema> {
  return {
    orcid: member.orcid,
    orcidUrl: presentOrcidUrl(config, member.orcid),
    authenticated: member.authenticated,
    name: member.name,
    role: member.role,
    createdAt: member.createdAt.toISOString(),
  };
}

/** A time as pages show it. */
export function presentTime(at: Date): { iso: string; text: string } {
  const iso = at.toISOString();
  return { iso, text: `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` };
}
