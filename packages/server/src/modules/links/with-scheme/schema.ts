import { Type } from 'typebox';
import { closed } from '../schema.ts';

export const NamespaceParams = Type.Object({ namespace: Type.String({ minLength: 1, maxLength: 200 }) });

export const DeleteSchemeQuery = Type.Object(
  { cascade: Type.Optional(Type.Boolean({ default: false, description: 'With all links under it' })) },
  closed,
);

export const AffectedSchema = Type.Object(
  {
    namespace: Type.String(),
    version: Type.Integer(),
    anchors: Type.Integer({ description: 'Identifiers that came back with it' }),
    links: Type.Integer(),
  },
  { $id: 'SchemeRestoration' },
);
