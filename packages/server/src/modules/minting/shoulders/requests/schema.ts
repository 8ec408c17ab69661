import { Type } from 'typebox';
import { PersonSchema } from '../../schema.ts';
import { Nullable, namingMembers, OrganisationSlug, PidType, settingMembers, Timestamp } from '../schema.ts';
import { requestStates } from './moves.ts';

export const REASON_LIMIT = 2000;
export const PURPOSE_LIMIT = 5000;

export const RequestSchema = Type.Object(
  {
    id: Type.String(),
    organisation: Type.String(),
    requester: Nullable(PersonSchema),
    type: PidType,
    prefix: Nullable(Type.String()),
    shoulder: Nullable(Type.String()),
    template: Nullable(Type.String()),
    purpose: Type.String(),
    state: Type.Enum([...requestStates]),
    reason: Nullable(Type.String({ description: 'Why it was refused' })),
    granted: Nullable(Type.String({ description: 'Id of the shoulder that was made of it' })),
    createdAt: Timestamp,
    decidedAt: Nullable(Timestamp),
  },
  { $id: 'ShoulderRequest' },
);

const Wish = Type.Optional(Nullable(Type.String({ maxLength: 100 })));

export const RequestBody = Type.Object(
  {
    organisation: OrganisationSlug,
    type: PidType,
    prefix: Wish,
    shoulder: Wish,
    template: Wish,
    purpose: Type.String({
      minLength: 3,
      maxLength: PURPOSE_LIMIT,
      pattern: '\\S',
      description: 'What the identifiers are for',
    }),
  },
  { additionalProperties: false },
);

export const GrantBody = Type.Object(
  {
    ...settingMembers,
    prefix: Type.Optional(namingMembers.prefix),
    shoulder: Type.Optional(Type.String({ maxLength: 100 })),
    template: namingMembers.template,
  },
  { additionalProperties: false, description: 'What is left out is as the requester wished' },
);

export const RefuseBody = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: REASON_LIMIT, pattern: '\\S' }) },
  { additionalProperties: false },
);

export const CancelBody = Type.Object({}, { additionalProperties: false });

export const RequestListQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum([...requestStates])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
