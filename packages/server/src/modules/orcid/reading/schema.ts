import { Type } from 'typebox';
import { profileAffiliationKinds } from './profile.ts';

const Nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const NullableText = Nullable(Type.String());

export const ProfileSchema = Type.Object(
  {
    orcid: Type.String({ description: 'Your iD' }),
    connectionId: Type.String({ format: 'uuid', description: 'Which of your connections it was read by' }),
    readAt: Nullable(Type.String({ format: 'date-time' })),
    givenNames: NullableText,
    familyName: NullableText,
    creditName: NullableText,
    otherNames: Type.Array(Type.String()),
    affiliations: Type.Array(
      Type.Object({
        kind: Type.Enum([...profileAffiliationKinds]),
        organisation: Type.String(),
        ror: NullableText,
        department: NullableText,
        role: NullableText,
        startDate: NullableText,
        endDate: Nullable(Type.String({ description: 'Null: it goes on' })),
      }),
      { description: 'Those that go on before those that ended' },
    ),
    works: Type.Array(
      Type.Object({
        title: Type.String(),
        type: NullableText,
        date: NullableText,
        identifiers: Type.Array(Type.Object({ type: Type.String(), value: Type.String() })),
        url: NullableText,
      }),
      { description: 'A thousand at most' },
    ),
    keywords: Type.Array(Type.String()),
    researcherUrls: Type.Array(Type.Object({ name: NullableText, url: Type.String() })),
  },
  { $id: 'OrcidProfile', description: 'What your ORCID record says, as far as you let it be read' },
);

export const CheckParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
