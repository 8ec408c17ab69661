import { Type } from 'typebox';

const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});

export const UploadParams = Type.Object({ id: Uuid });
export const FolderParams = Type.Object({ id: Uuid });
export const FileParams = Type.Object({ id: Uuid });

export const UploadSchema = Type.Object(
  {
    id: Type.String(),
    folder: Type.String({ description: 'Id of the folder that the file goes into' }),
    name: Type.String(),
    length: Type.Union([Type.Integer(), Type.Null()], { description: 'In bytes; null: not said yet' }),
    offset: Type.Integer({ description: 'Bytes that are stored' }),
    file: Type.Union([Type.String(), Type.Null()], {
      description: 'Id of the file that it became; null: it is not finished',
    }),
    createdAt: Type.String(),
    expiresAt: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'Upload' },
);

export const NewFileQuery = Type.Object(
  {
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1024, description: 'Name of the file; not for forms' }),
    ),
    replaces: Type.Optional(
      Type.Boolean({ description: 'A file of this name gets the new bytes instead of a refusal' }),
    ),
  },
  { additionalProperties: false },
);
