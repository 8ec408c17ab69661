import { itemKinds } from '@mintmark/orcid';
import { Type } from 'typebox';
import { depositStates } from './deposit.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
const State = Type.Enum([...depositStates], {
  description:
    'due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names',
});
const Kind = Type.Enum([...itemKinds], { description: "ORCID's section, singular" });

const members = {
  id: Type.String({ format: 'uuid' }),
  kind: Kind,
  thing: Type.Object({ type: Type.Enum(['item', 'work', 'entry']), id: Type.String({ format: 'uuid' }) }),
  title: Type.String(),
  orcid: Type.String({ description: 'Whose record, the bare iD' }),
  personName: Nullable(Type.String()),
  state: State,
  reason: Nullable(Type.String({ description: 'A word for why it is held or refused' })),
  detail: Nullable(Type.String({ description: 'The same in a sentence' })),
  problems: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
    description: 'What was refused, at the field that it concerns',
  }),
  putCode: Nullable(Type.Integer({ description: "ORCID's name of the item on the record" })),
  groupId: Nullable(Type.String({ description: 'Of a peer review: its group' })),
  attempts: Type.Integer(),
  nextAttemptAt: Nullable(Timestamp),
  acknowledgedAt: Nullable(Timestamp),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const DepositSchema = Type.Object(members, {
  $id: 'Deposit',
  description: 'One thing of ours on one ORCID record: what it should hold against what ORCID acknowledged',
});

export const DepositWithHistory = Type.Object(
  {
    ...members,
    wanted: Nullable(Type.Unknown({ description: "ORCID's JSON; null: it should not be there" })),
    acknowledged: Nullable(Type.Unknown({ description: 'What ORCID acknowledged last' })),
    history: Type.Array(
      Type.Object({
        at: Timestamp,
        action: Type.String(),
        by: Type.Object({
          kind: Type.String(),
          name: Nullable(Type.String()),
          orcid: Nullable(Type.String()),
        }),
        state: Nullable(Type.String()),
        detail: Nullable(Type.String()),
      }),
      { description: 'Oldest first, the last 200' },
    ),
  },
  { $id: 'DepositWithHistory' },
);

const slug = Type.String({ minLength: 1, maxLength: 63 });
const id = Type.String({ format: 'uuid' });
export const DepositListParams = Type.Object({ slug });
export const DepositParams = Type.Object({ slug, id });
export const OwnDepositParams = Type.Object({ id });
export const OwnActionParams = Type.Object({
  id,
  action: Type.Enum(['approve', 'decline', 'offer-again', 'remove'], {
    description:
      'approve or decline what is asked; offer-again: write what was taken off, or declined; remove: take it off',
  }),
});

const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
};
export const OwnDepositQuery = Type.Object({ ...page, state: Type.Optional(State) });
export const DepositQuery = Type.Object({
  ...page,
  state: Type.Optional(State),
  kind: Type.Optional(Kind),
  orcid: Type.Optional(Type.String({ maxLength: 100, description: 'An iD, bare or as an address' })),
  item: Type.Optional(Type.String({ format: 'uuid', description: 'An item, or one version of a work' })),
});
export const DepositPage = Type.Object({ items: Type.Array(DepositSchema), next: Nullable(Type.String()) });
