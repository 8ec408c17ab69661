import { Type } from 'typebox';
import { ADDRESS_LIMIT } from '../../notifications/index.ts';
import { Nullable } from '../schema.ts';
import { DEMONSTRATION_LIMIT, DEVELOPER_LIMIT } from './set-settings.ts';

const address = Nullable(
  Type.String({ maxLength: ADDRESS_LIMIT, description: 'A mail address; null: the contact of the service' }),
);

export const DossierSettingsSchema = Type.Object(
  {
    developer: Nullable(
      Type.String({ maxLength: DEVELOPER_LIMIT, description: 'Who developed the system, as ORCID is told' }),
    ),
    demonstration: Nullable(
      Type.String({
        maxLength: DEMONSTRATION_LIMIT,
        description: 'Where others can try the system or watch it: a demonstration, slides, a recording',
      }),
    ),
    technical: address,
    administrative: address,
  },
  { additionalProperties: false },
);

export const DossierQuery = Type.Object(
  { format: Type.Optional(Type.Enum(['json', 'markdown'], { description: 'Default: json' })) },
  { additionalProperties: false },
);
