import { Type } from 'typebox';
import { scopes } from '../../http/actor.ts';
import { TOKEN_LIFE_LIMIT_DAYS, TOKEN_NAME_LIMIT } from './tokens/create-token.ts';

export const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Timestamp = Type.String({ format: 'date-time' });
export const Scopes = Type.Array(Type.Enum([...scopes]));
const Role = Type.Enum(['member', 'curator', 'admin']);

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

export const MeSchema = Type.Object(
  {
    account: Nullable(
      Type.Object({
        id: Type.String(),
        name: Nullable(Type.String()),
        orcid: Type.String({ description: 'The bare iD' }),
        orcidUrl: Type.String({ description: 'The address of the iD in the registry it is from' }),
      }),
    ),
    operator: Type.Boolean(),
    organisations: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), role: Role })),
    scopes: Scopes,
    token: Nullable(Type.Object({ id: Type.String(), name: Type.String(), expiresAt: Timestamp })),
    organisationKey: Nullable(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          organisation: Type.Object({ slug: Type.String(), name: Type.String() }),
          expiresAt: Nullable(Timestamp),
        },
        { description: 'The key of an organisation that the request was sent with' },
      ),
    ),
  },
  { $id: 'Me' },
);

const tokenMembers = {
  id: Type.String(),
  name: Type.String(),
  scopes: Scopes,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
  revokedAt: Nullable(Timestamp),
};

export const AccessTokenSchema = Type.Object(tokenMembers, { $id: 'AccessToken' });

export const NewAccessTokenSchema = Type.Object(
  { ...tokenMembers, token: Type.String({ description: 'The secret: shown this once, not kept' }) },
  { $id: 'NewAccessToken' },
);

export const CreateTokenBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: TOKEN_NAME_LIMIT,
      pattern: '\\S',
      description: 'What you will recognise it by',
    }),
    scopes: Type.Array(Type.Enum([...scopes]), { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
    expiresInDays: Type.Integer({ minimum: 1, maximum: TOKEN_LIFE_LIMIT_DAYS }),
  },
  { additionalProperties: false },
);

export const TokenParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const OrganisationSchema = Type.Object(
  { slug: Type.String(), name: Type.String(), role: Nullable(Role) },
  { $id: 'Organisation', description: 'An organisation, with the role you have in it' },
);

export const OrganisationParams = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 63 }) });

export const MemberSchema = Type.Object(
  {
    orcid: Type.String(),
    orcidUrl: Type.String(),
    authenticated: Type.Boolean({ description: 'Whether its owner has signed in here with it' }),
    name: Nullable(Type.String()),
    role: Role,
    createdAt: Timestamp,
  },
  { $id: 'Member' },
);

export const MemberParams = Type.Object({
  slug: Type.String({ minLength: 1, maxLength: 63 }),
  orcid: Type.String({ minLength: 1, maxLength: 100, description: 'An ORCID iD' }),
});

export const SetMemberBody = Type.Object({ role: Role }, { additionalProperties: false });

export const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
