import { Type } from 'typebox';
import { GREATEST_LIMIT } from '../../http/paging.ts';
import { orcidEnvironmentNames } from '../../orcid-environment.ts';
import { languages } from './connecting/languages.ts';
import { connectionStates, preferences } from './connections/connection.ts';

export const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Timestamp = Type.String({ format: 'date-time' });

export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });

export const OrganisationParams = Type.Object({ slug: Type.String({ maxLength: 200 }) });
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: GREATEST_LIMIT })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
};

const Environment = Type.Enum([...orcidEnvironmentNames]);
const Api = Type.Enum(['public', 'member']);
export const EnvironmentQuery = Type.Object({
  environment: Type.Optional(
    Type.Enum([...orcidEnvironmentNames], {
      description: 'Left out: production before the sandbox before the stand-in',
    }),
  ),
});

const ClientTestSchema = Type.Object({
  at: Timestamp,
  checks: Type.Array(
    Type.Object({
      name: Type.Enum([
        'token-endpoint',
        'credentials',
        'record-api',
        'redirect-address',
        'webhooks',
        'groups',
      ]),
      outcome: Type.Enum(['passed', 'failed', 'not-granted', 'unknown']),
      detail: Type.String(),
    }),
  ),
});

export const OrcidClientSchema = Type.Object(
  {
    environment: Environment,
    api: Api,
    clientId: Type.String(),
    requestsPerSecond: Type.Integer(),
    asksForPerson: Type.Boolean({
      description: 'Whether people are asked to let links, keywords, other names and identifiers be written',
    }),
    fromEnvironment: Type.Boolean({
      description: 'It comes from the environment variables, and changes there alone',
    }),
    redirectUris: Type.Array(Type.String(), { description: 'To be registered with the client at ORCID' }),
    connectUrl: Type.String({ description: 'The page where people connect their records' }),
    refused: Nullable(Type.String({ description: 'Why nothing is sent: what ORCID said' })),
    tested: Nullable(ClientTestSchema),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { $id: 'OrcidClient', description: "An organisation's credentials at ORCID; the secret is never shown" },
);

export const OrcidClientTestSchema = Type.Object(
  { ok: Type.Boolean({ description: 'Nothing failed' }), ...ClientTestSchema.properties },
  { $id: 'OrcidClientTest' },
);

export const PutClientBody = Type.Object(
  {
    environment: Environment,
    api: Api,
    clientId: Type.String({
      pattern: '^(APP-[0-9A-Za-z]{16}|[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])$',
      description: "ORCID's name of the client, such as APP-0123456789ABCDEF",
    }),
    clientSecret: Type.Optional(
      Type.String({
        pattern: '^[\\x21-\\x7e]{1,200}$',
        description: 'Write-only; left out, the present one stays',
      }),
    ),
    requestsPerSecond: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 24, description: 'Left out: what ORCID allows' }),
    ),
    asksForPerson: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const EmptyBody = Type.Optional(
  Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]),
);

const connectionMembers = {
  id: Type.String(),
  organisation: Type.Object({ slug: Type.String(), name: Type.String() }),
  orcid: Type.String({ description: 'The bare iD' }),
  orcidUrl: Type.String({ description: 'The address of the iD in the registry it is from' }),
  environment: Environment,
  name: Nullable(Type.String()),
  authenticated: Type.Boolean({ description: 'Its owner proved the iD here' }),
  state: Type.Enum([...connectionStates]),
  recordState: Type.Enum(['active', 'locked', 'deactivated', 'unclaimed', 'merged']),
  mergedInto: Nullable(Type.String()),
  preference: Type.Enum([...preferences]),
  language: Nullable(Type.String()),
  connectedAt: Nullable(Timestamp),
  endedAt: Nullable(Timestamp),
  endedDetail: Nullable(Type.String()),
};

export const ConnectionSchema = Type.Object(connectionMembers, {
  $id: 'OrcidConnection',
  description: "A person's permission to one organisation's client",
});

export const ConnectionDetailSchema = Type.Object(
  {
    ...connectionMembers,
    scopes: Type.Array(Type.String(), { description: 'What the person allows at the moment' }),
    grants: Type.Array(
      Type.Object({
        id: Type.String(),
        scope: Type.String(),
        issuedAt: Timestamp,
        expiresAt: Nullable(Timestamp),
        state: Type.Enum(['live', 'expired', 'refused', 'to-revoke', 'revoked']),
        detail: Nullable(
          Type.String({ description: 'Why it is not accepted any more, or ORCID has not revoked it yet' }),
        ),
      }),
      { description: 'The ledger, newest first; tokens are never shown' },
    ),
    history: Type.Array(
      Type.Object({
        at: Timestamp,
        action: Type.String(),
        actor: Type.Object({
          kind: Type.String(),
          name: Nullable(Type.String()),
          orcid: Nullable(Type.String()),
        }),
        reason: Nullable(Type.String()),
      }),
    ),
  },
  { $id: 'OrcidConnectionDetail' },
);

export const ConnectionQuery = Type.Object({
  ...PageQuery,
  state: Type.Optional(Type.Enum([...connectionStates])),
  text: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name, or of the iD' })),
});

export const ConnectionParams = Type.Object({
  ...OrganisationParams.properties,
  id: Type.String({ format: 'uuid' }),
});
export const OwnConnectionParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const ChangeConnectionBody = Type.Object(
  {
    preference: Type.Optional(
      Type.Enum([...preferences], { description: 'Written by itself, after asking the person, or never' }),
    ),
    language: Type.Optional(Nullable(Type.Enum(languages.map(({ code }) => code)))),
  },
  { additionalProperties: false, minProperties: 1 },
);
