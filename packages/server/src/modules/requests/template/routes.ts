import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { formatEtag, requireIfMatch } from '../../../http/etag.ts';
import { type FolderMetadata, putFolderMetadata, readFolderMetadata } from './folder-metadata.ts';
import {
  FolderMetadataBody,
  FolderMetadataSchema,
  FolderParams,
  IfMatchHeaders,
  TemplateListSchema,
  TemplateParams,
  TemplateSchema,
} from './schema.ts';
import { listTemplates, type MetadataTemplate, readTemplate, type TemplateField } from './template.ts';

const tags = ['Metadata of folders'];

/** `/metadata-templates` and `/folders/{id}/metadata` of Mintmark's own API. */
export function registerFolderMetadataRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'now'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/metadata-templates',
    {
      schema: {
        operationId: 'listMetadataTemplates',
        summary: 'Templates by which folders are described, the current one first',
        tags,
        response: { 200: TemplateListSchema },
      },
    },
    async (request) => {
      requireScope(request, 'data:read');
      return { items: listTemplates().map(presentTemplate) };
    },
  );

  app.get(
    '/metadata-templates/:name',
    {
      schema: {
        operationId: 'readMetadataTemplate',
        summary: 'One template with its attributes',
        description: 'As forms and programs need it: what may be filled in, how, and from which lists.',
        tags,
        params: TemplateParams,
        response: { 200: TemplateSchema },
      },
    },
    async (request) => {
      requireScope(request, 'data:read');
      const template = readTemplate(request.params.name);
      if (template === null) throw new AppError('not-found', 'There is no such template.');
      return { ...presentTemplate(template), attributes: template.attributes.map(presentField) };
    },
  );

  app.get(
    '/folders/:id/metadata',
    {
      schema: {
        operationId: 'readFolderMetadata',
        summary: 'What the attributes of a folder say, as DataCite metadata',
        description:
          'With everything that is wrong or missing, each at its attribute. The ETag is that of the folder.',
        tags,
        params: FolderParams,
        response: { 200: FolderMetadataSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const read = await readFolderMetadata(ctx.db, actor, request.params.id, ctx.now());
      reply.header('etag', formatEtag(read.folder.node.version));
      return presentFolderMetadata(read);
    },
  );

  app.put(
    '/folders/:id/metadata',
    {
      schema: {
        operationId: 'putFolderMetadata',
        summary: 'Describe a folder by DataCite metadata',
        description:
          'Written as attributes of the template in place of the former description. Other attributes stay. Needs ' +
          '`If-Match` with the ETag that you read. What is still missing is told in the answer and refused only by a request.',
        tags,
        params: FolderParams,
        headers: IfMatchHeaders,
        body: FolderMetadataBody,
        response: { 200: FolderMetadataSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const versions = requireIfMatch(request);
      const read = await putFolderMetadata(ctx, actor, request.params.id, request.body.metadata, versions);
      reply.header('etag', formatEtag(read.folder.node.version));
      return presentFolderMetadata(read);
    },
  );
}

function presentTemplate({ name, title, description, kernel, isCurrent }: MetadataTemplate) {
  return { name, title, description, kernel, current: isCurrent };
}

/** Plain JSON all the way down; the schema spells out the first level alone. */
function presentField(field: TemplateField) {
  return { ...field, values: [...field.values], attributes: field.attributes.map((each) => ({ ...each })) };
}

function presentFolderMetadata({ metadata, problems, missing, extras }: FolderMetadata) {
  const { analysisTools, conditions, isCompressed, isDeprecated } = extras;
  return {
    metadata: { ...metadata },
    problems: [...problems],
    missing: [...missing],
    extras: { analysisTools, conditions, compressed: isCompressed, deprecated: isDeprecated },
  };
}
