import type { FastifyInstance } from 'fastify';
import {
  findLinkType,
  type LinkType,
  listVocabularies,
  type Scheme,
  type Vocabulary,
} from '../../modules/schemes/index.ts';
import { docs } from './docs.ts';
import { putInOrder } from './link-types.ts';
import { listAllSchemes } from './list-schemes.ts';
import { messages } from './messages.ts';
import { refuse } from './refusals.ts';
import type { IdrContext } from './register.ts';
import type { Release } from './releases.ts';

/** `/voc`, `/voc/{linktype}` and `/.well-known/resolver`: what anyone may read. */
export function registerVocabularyRoutes(app: FastifyInstance, ctx: IdrContext, release: Release): void {
  const described = docs(release);
  const root = `${ctx.config.publicUrl}${release.prefix}`;
  const list = `${root}/voc?show=linktypes`;

  for (const url of ['/voc', '/voc/']) {
    app.get<{ Querystring: Record<string, unknown> }>(
      url,
      { schema: url === '/voc' ? described.linkTypes : { hide: true } },
      async (request, reply) => {
        const { show, prefix } = request.query;
        if (typeof show !== 'string' || show.toLowerCase() !== 'linktypes') return reply.redirect(list, 302);
        const vocabularies = putInOrder(await listVocabularies(ctx.db));
        const wanted = typeof prefix === 'string' && prefix !== '' ? prefix : null;
        return presentLinkTypes(
          wanted === null ? vocabularies : vocabularies.filter((each) => each.prefix === wanted),
          release.vocabulary,
        );
      },
    );
  }

  app.get<{ Params: { linktype: string } }>(
    '/voc/:linktype',
    { schema: described.linkType },
    async (request) => {
      const linkType = findByKey(putInOrder(await listVocabularies(ctx.db)), request.params.linktype);
      if (linkType === null) throw refuse(400, messages.invalidVocLinktype);
      return linkType;
    },
  );

  app.get('/.well-known/resolver', { schema: described.description }, async () => {
    const [vocabularies, schemes] = [await listVocabularies(ctx.db), await listAllSchemes(ctx.db)];
    return {
      name: 'Mintmark',
      resolverRoot: root,
      supportedLinkType: [
        ...putInOrder(vocabularies).map(({ prefix, uri }) => ({
          namespace: uri,
          prefix: `${prefix}:`,
          profile: list,
        })),
        ...listOwnVocabularies(schemes, vocabularies, list),
        ...(release.contract === 'documents'
          ? [{ namespace: `${root}/voc/`, prefix: 'local:', profile: list }]
          : []),
      ],
      supportedPrimaryKeys: ['all'],
    };
  });
}

/** Vocabularies that schemes name themselves and that are not kept here. */
function listOwnVocabularies(schemes: readonly Scheme[], kept: readonly Vocabulary[], list: string) {
  const known = new Set(kept.flatMap(({ uri, aliases }) => [uri, ...aliases]));
  return schemes.flatMap(({ document: { namespace, namespaceURI, namespaceProfile } }) =>
    namespaceURI === '' || known.has(namespaceURI)
      ? []
      : [{ namespace: namespaceURI, prefix: `${namespace}:`, profile: namespaceProfile || list }],
  );
}

/** Link types in the form of a release; of two with the same key, the first vocabulary's where only the key is told. */
function presentLinkTypes(vocabularies: readonly Vocabulary[], form: Release['vocabulary']): unknown {
  switch (form) {
    case 'by-prefix':
      return Object.fromEntries(vocabularies.map(({ prefix, linkTypes }) => [prefix, linkTypes]));
    case 'by-key':
      return Object.assign({}, ...vocabularies.map(({ linkTypes }) => linkTypes).reverse());
    case 'list':
      return vocabularies.flatMap(({ prefix, linkTypes }) =>
        Object.entries(linkTypes).map(([type, { title, description }]) => ({
          namespace: prefix,
          type,
          title,
          description,
        })),
      );
    default:
      return form satisfies never;
  }
}

/** The link type of a name: `prefix:key`, or the key alone, which the first vocabulary that has it answers for. */
function findByKey(vocabularies: readonly Vocabulary[], name: string): LinkType | null {
  const [, prefix, key] = /^([^:]*):(.*)$/.exec(name) ?? [null, null, name];
  for (const vocabulary of vocabularies) {
    const linkType =
      prefix === null || prefix === vocabulary.prefix ? findLinkType(vocabulary, key ?? '') : null;
    if (linkType !== null) return linkType;
  }
  return null;
}
