import { Type } from '@fastify/type-provider-typebox';

const Column = Type.Object({
  name: Type.String({ description: 'Table and column, such as `grants.access_token`' }),
  values: Type.Integer(),
});

export const SecretsAnswer = Type.Object({
  keyId: Type.String({ description: 'Which key seals at present' }),
  keys: Type.Array(
    Type.Object({
      keyId: Type.String({
        description: '`k1`: sealed before keys had ids of their own, with whatever SECRET_KEY was then',
      }),
      current: Type.Boolean(),
      known: Type.Boolean({ description: 'False: neither SECRET_KEY nor SECRET_KEY_PREVIOUS is this key' }),
      columns: Type.Array(Column),
    }),
  ),
});

export const ROTATION_LIMIT = 10_000;
const DEFAULT_ROTATION = 1_000;

export const RotationBody = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: ROTATION_LIMIT, default: DEFAULT_ROTATION }) },
  { additionalProperties: false },
);

export const RotationAnswer = Type.Object({
  resealed: Type.Integer({ description: 'Values that are under the present key now' }),
  unopened: Type.Array(Column, { description: 'What no known key opens; it stays as it is' }),
  done: Type.Boolean({ description: 'False: there is more; ask again' }),
});
