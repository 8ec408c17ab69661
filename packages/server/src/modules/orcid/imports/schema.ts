import { Type } from 'typebox';
import { keyLimits } from '../age/decrypt.ts';
import { EXPORT_FORMAT } from '../exports/write-export.ts';

export const FILE_LIMIT = 16 * 1024 * 1024;
/** A file in base64, or in the letters of age, with its line ends. */
export const TEXT_LIMIT = 24 * 1024 * 1024;
const CONNECTIONS_LIMIT = 5_000;
/** Nobody has so many records that were merged. */
const FORMER_LIMIT = 20;

const Text = (maxLength: number) => Type.String({ maxLength });
const OrNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const GrantBody = Type.Object({
  access_token: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  refresh_token: OrNull(Text(1000)),
  token_type: Type.Optional(Text(40)),
  scope: Type.String({ minLength: 1, maxLength: 1000 }),
  issued_at: Type.String({ format: 'date-time' }),
  expires_in: OrNull(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
  expires_at: OrNull(Type.String({ format: 'date-time' })),
  revoked_at: OrNull(Text(40)),
});

/** The file of an export with tokens; what else it says is left out. */
export const ImportBody = Type.Object({
  format: Type.Literal(EXPORT_FORMAT),
  connections: Type.Array(
    Type.Object({
      orcid: Text(100),
      former_orcids: Type.Optional(Type.Array(Text(100), { maxItems: FORMER_LIMIT })),
      name: OrNull(Text(1000)),
      environment: Text(20),
      client_id: Text(100),
      grants: Type.Array(GrantBody, { maxItems: 100 }),
      put_codes: Type.Optional(
        Type.Array(
          Type.Object({
            section: Text(40),
            put_code: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
            local_id: OrNull(Text(500)),
          }),
          { maxItems: 10_000 },
        ),
      ),
    }),
    { maxItems: CONNECTIONS_LIMIT },
  ),
});

/** The same file as it was encrypted, with what opens it. */
export const EncryptedImportBody = Type.Object(
  {
    file: Type.String({
      minLength: 1,
      maxLength: TEXT_LIMIT,
      description: 'The encrypted file in base64, or in the letters that age writes with -a',
    }),
    passphrase: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: keyLimits.passphrase,
        description: 'Used once and kept nowhere',
      }),
    ),
    identity: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: keyLimits.identity,
        description: 'Instead: the private key, AGE-SECRET-KEY-1…; used once and kept nowhere',
      }),
    ),
  },
  { additionalProperties: false },
);

export const ImportQuery = Type.Object(
  {
    trial: Type.Optional(Type.Boolean({ description: 'Say what would become of each, and change nothing' })),
  },
  { additionalProperties: false },
);

export const ImportResult = Type.Object({
  trial: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      orcid: Type.String(),
      outcome: Type.Enum(['imported', 'exists', 'conflict', 'refused']),
      detail: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
