import { Type } from 'typebox';
import { ADDRESS_LIMIT } from '../../notifications/index.ts';
import { Nullable } from '../schema.ts';

const address = Nullable(
  Type.String({ maxLength: ADDRESS_LIMIT, description: 'A mail address; null: the contact of the service' }),
);

export const DossierContactsSchema = Type.Object(
  { technical: address, administrative: address },
  { additionalProperties: false },
);

export const DossierQuery = Type.Object(
  { format: Type.Optional(Type.Enum(['json', 'markdown'], { description: 'Default: json' })) },
  { additionalProperties: false },
);
