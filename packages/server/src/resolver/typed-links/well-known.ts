import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import type { Catalogue } from './catalogue.ts';
import { CONTEXT_PATH } from './json-ld-context.ts';
import { GS1_VOCABULARY, UNTP_VOCABULARY } from './link-type.ts';
import { ROOT_NAMESPACE } from './read-request.ts';

/** The primary keys that GS1's schema of the description file knows (release 1.2.0). */
const GS1_KEYS = new Set(
  '00 01 253 255 401 402 410 411 412 413 414 415 417 8003 8004 8006 8010 8013 8017 8018'.split(' '),
);

/** The resolver description file of GS1, or null where GS1 identifiers are not resolved. */
export function describeGs1Resolver({ schemes }: Catalogue, publicUrl: string) {
  const gs1 = schemes.get(ROOT_NAMESPACE);
  if (gs1 === undefined) return null;
  const keys = listPrimaryKeys(gs1).filter((ai) => GS1_KEYS.has(ai));
  return {
    name: 'Mintmark',
    resolverRoot: publicUrl,
    supportedPrimaryKeys: keys,
    supportedLinkType: listVocabularies(schemes, publicUrl).map(({ namespace, prefix }) => ({
      namespace,
      prefix,
    })),
    linkTypeDefaultCanBeLinkset: false,
    jsonLdContextLocation: `${publicUrl}${CONTEXT_PATH}`,
  };
}

/** The Identity Resolver's description of itself: the vocabularies of all schemes, and all their keys. */
export function describeResolver({ schemes }: Catalogue, publicUrl: string) {
  return {
    name: 'Mintmark',
    resolverRoot: publicUrl,
    supportedLinkType: listVocabularies(schemes, publicUrl),
    supportedPrimaryKeys: [...schemes.values()].flatMap((scheme) =>
      listPrimaryKeys(scheme).map((ai) => `${scheme.document.namespace}/${ai}`),
    ),
  };
}

/** Vocabularies of link types: those of GS1 and UNTP, those that schemes name, and ours for schemes that name none. */
function listVocabularies(schemes: Catalogue['schemes'], publicUrl: string) {
  const profile = `${publicUrl}/voc/?show=linktypes`;
  const others = [...schemes.values()].filter(({ document }) => document.namespace !== ROOT_NAMESPACE);
  const named = others.flatMap(({ document }) =>
    document.namespaceURI === ''
      ? []
      : [
          {
            namespace: document.namespaceURI,
            prefix: `${document.namespace}:`,
            profile: document.namespaceProfile || profile,
          },
        ],
  );
  return [
    { namespace: GS1_VOCABULARY, prefix: 'gs1:', profile },
    { namespace: UNTP_VOCABULARY, prefix: 'untp:', profile },
    { namespace: `${publicUrl}/voc/`, prefix: 'local:', profile },
    // GS1's schema of the file has such prefixes only.
    ...named.filter(({ prefix }) => /^[a-z_][a-z0-9_-]*:$/i.test(prefix)),
  ];
}

function listPrimaryKeys({ document }: CompiledScheme): string[] {
  return document.applicationIdentifiers.flatMap(({ ai, type }) => (type === 'I' ? [ai] : []));
}
