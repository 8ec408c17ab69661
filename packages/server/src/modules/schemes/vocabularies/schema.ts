import { Type } from 'typebox';

const LinkTypeSchema = Type.Object({ title: Type.String(), description: Type.String() });

export const VocabularySchema = Type.Object(
  {
    prefix: Type.String(),
    uri: Type.String({ description: 'What a key is appended to for the address of its link type' }),
    aliases: Type.Array(Type.String(), { description: 'Other addresses that mean the same' }),
    title: Type.String(),
    organisation: Type.String({ description: 'Who registered it' }),
    linkTypes: Type.Record(Type.String(), LinkTypeSchema),
    warnings: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
      description: 'Link types that GS1 or IANA may have already',
    }),
    version: Type.Integer(),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Vocabulary' },
);

export const VocabularyBody = Type.Object(
  {
    uri: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: 'An absolute address that ends with / or #',
    }),
    title: Type.String({ minLength: 1, maxLength: 300 }),
    linkTypes: Type.Record(
      Type.String(),
      Type.Object(
        {
          title: Type.String({ minLength: 1, maxLength: 300 }),
          description: Type.Optional(Type.String({ maxLength: 2000, default: '' })),
        },
        { additionalProperties: false },
      ),
      { maxProperties: 500, description: 'By key, such as {"careGuide": {"title": "Care guide"}}' },
    ),
  },
  { additionalProperties: false },
);

export const PrefixParams = Type.Object({ prefix: Type.String({ minLength: 1, maxLength: 32 }) });
