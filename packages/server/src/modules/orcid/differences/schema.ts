import { itemKinds } from '@mintmark/orcid';
import { Type } from 'typebox';
import { differenceSorts, differenceStates } from './difference.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Timestamp = Type.String({ format: 'date-time' });
const Sort = Type.Enum([...differenceSorts], {
  description:
    'changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record',
});
const State = Type.Enum([...differenceStates], { description: 'settled: it is no difference any more' });
const Facts = Nullable(
  Type.Array(Type.Object({ name: Type.String(), text: Type.String() }), {
    description: 'Null: that side has nothing',
  }),
);

export const DifferenceSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    sort: Sort,
    kind: Type.Enum([...itemKinds]),
    title: Type.String(),
    detail: Type.String({ description: 'What differs, in a sentence' }),
    orcid: Type.String(),
    personName: Nullable(Type.String()),
    connectionId: Type.String({ format: 'uuid' }),
    state: State,
    depositId: Nullable(Type.String({ format: 'uuid' })),
    putCode: Nullable(Type.Integer()),
    source: Nullable(Type.String({ description: 'Who put it on the record, as ORCID names them' })),
    itemId: Nullable(
      Type.String({ format: 'uuid', description: 'What was published here under the same identifier' }),
    ),
    here: Facts,
    there: Facts,
    decidedAt: Nullable(Timestamp),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  {
    $id: 'OrcidDifference',
    description: 'What a record and this service say otherwise, or only one of the two',
  },
);

const id = Type.String({ format: 'uuid' });
const slug = Type.String({ minLength: 1, maxLength: 63 });
const action = Type.Enum(['accept', 'ignore'], {
  description: 'What is ignored comes back only when one of the two sides changes',
});
export const DifferenceListParams = Type.Object({ slug });
export const DifferenceActionParams = Type.Object({ slug, id, action });
export const OwnDifferenceActionParams = Type.Object({ id, action });
export const DecisionBody = Type.Union([
  Type.Object(
    {
      take: Type.Optional(
        Type.Enum(['ours', 'theirs'], {
          description:
            'Of changed-there, when accepted: ours is written again (default); or theirs, and the entry follows the record',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  Type.Null(),
]);

const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  state: Type.Optional(State),
  sort: Type.Optional(Sort),
};
export const OwnDifferenceQuery = Type.Object(page);
export const DifferenceQuery = Type.Object({
  ...page,
  orcid: Type.Optional(Type.String({ maxLength: 100, description: 'An iD, bare or as an address' })),
});
export const DifferencePage = Type.Object({
  items: Type.Array(DifferenceSchema),
  next: Nullable(Type.String()),
});
