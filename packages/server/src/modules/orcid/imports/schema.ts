import { Type } from 'typebox';
import { EXPORT_FORMAT } from '../exports/write-export.ts';

export const FILE_LIMIT = 16 * 1024 * 1024;
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
