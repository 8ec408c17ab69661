import { Type } from 'typebox';

const Path = Type.String({ minLength: 1, maxLength: 4096 });

export const ArchiveQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Union([Type.Literal('zip'), Type.Literal('bag')], { description: 'Default: zip' }),
    ),
    path: Type.Optional(
      Type.Union([Path, Type.Array(Path, { maxItems: 1000 })], {
        description: 'A file or folder below the folder, with slashes',
      }),
    ),
  },
  { additionalProperties: false },
);
