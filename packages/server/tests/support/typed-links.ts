import { sql } from 'kysely';
import type { AnchorDocument, HandlerDocument, LinkView } from '../../src/anchors/link-document.ts';
import type { ApplicationIdentifier, SchemeDocument } from '../../src/anchors/scheme-document.ts';
import type { System } from './start-system.ts';

type Target = Pick<System, 'ctx'>;

const NEVER = '2026-01-01T00:00:00.000Z';

/** Stands for the module that registers schemes: writes what the resolver reads of one. */
export async function putScheme(system: Target, document: SchemeDocument): Promise<void> {
  await system.ctx.db.transaction().execute(async (tx) => {
    await sql`insert into scheme_resolutions (namespace, document, updated_at)
      values (${document.namespace}, ${JSON.stringify(document)}::jsonb, ${NEVER})
      on conflict (namespace) do update set document = excluded.document`.execute(tx);
  });
}

/** Takes a scheme from the resolver, and gives it to who took it. */
export async function takeScheme(system: Target, namespace: string): Promise<SchemeDocument> {
  return system.ctx.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ document: SchemeDocument }>`
      delete from scheme_resolutions where namespace = ${namespace} returning document`.execute(tx);
    if (rows[0] === undefined) throw new Error(`there is no scheme ${namespace}`);
    return rows[0].document;
  });
}

/** Stands for the module that registers links: writes what the resolver reads of an anchor. */
export async function putAnchor(
  system: Target,
  anchor: string,
  document: Omit<Partial<AnchorDocument>, 'links'> & { links?: Partial<LinkView>[] },
): Promise<void> {
  const namespace = anchor.split('/')[0] ?? '';
  const links = (document.links ?? []).map((each, index) => makeLink({ id: `link-${index}`, ...each }));
  const row: AnchorDocument = {
    organisationId: '00000000-0000-4000-8000-000000000001',
    organisation: 'Example University',
    description: 'An example item',
    state: 'active',
    reason: null,
    withdrawnAt: null,
    successor: null,
    updatedAt: NEVER,
    ...document,
    links,
  };
  await system.ctx.db.transaction().execute(async (tx) => {
    await sql`insert into link_resolutions (anchor, namespace, document, updated_at)
      values (${anchor}, ${namespace}, ${JSON.stringify(row)}::jsonb, ${NEVER})
      on conflict (anchor) do update set document = excluded.document`.execute(tx);
  });
}

export async function putHandler(system: Target, range: string, target: string): Promise<void> {
  const document: HandlerDocument = {
    organisationId: '00000000-0000-4000-8000-000000000001',
    target,
    title: 'Another resolver',
    updatedAt: NEVER,
  };
  await system.ctx.db.transaction().execute(async (tx) => {
    await sql`insert into handler_resolutions (range, document, updated_at)
      values (${range}, ${JSON.stringify(document)}::jsonb, ${NEVER})`.execute(tx);
  });
}

/** A link with everything that the resolver reads; what is not given is as plain as it can be. */
export function makeLink(given: Partial<LinkView>): LinkView {
  const relation = given.relation ?? `${GS1}pip`;
  return {
    id: 'link',
    href: 'https://example.org/',
    relation,
    curie: relation.replace(GS1, 'gs1:').replace(/^.*#/, 'untp:'),
    title: 'A link',
    titles: {},
    types: ['text/html'],
    hreflang: [],
    context: '',
    isDefault: false,
    isDefaultContext: false,
    isDefaultType: false,
    passQuery: null,
    accessRoles: [],
    encryptionMethod: null,
    method: [],
    rel: [],
    public: null,
    validFrom: null,
    validUntil: null,
    predecessors: [],
    ...given,
  };
}

export const GS1 = 'https://ref.gs1.org/voc/';
export const UNTP = 'https://vocabulary.uncefact.org/untp/linkType#';

/** A scheme in the manner of the Identity Resolver, with a qualifier that falls back and one that does not. */
export function makeParts(namespace: string, profile: SchemeDocument['profile']): SchemeDocument {
  return makeScheme(namespace, profile, [
    { ...kind('part', 'I', '[A-Z]{2}[0-9]{4}'), qualifiers: ['lot', 'serial'] },
    kind('lot', 'Q', '[A-Za-z0-9/.é-]{1,20}'),
    { ...kind('serial', 'Q', '[0-9]{1,12}'), fallback: false },
    kind('weight', 'D', '[0-9]{1,6}'),
  ]);
}

export function makeScheme(
  namespace: string,
  profile: SchemeDocument['profile'],
  applicationIdentifiers: ApplicationIdentifier[],
): SchemeDocument {
  return {
    id: `identifiers/${namespace}`,
    namespace,
    namespaceURI: namespace === 'gs1' ? GS1 : '',
    namespaceProfile: '',
    applicationIdentifiers,
    profile: profile ?? 'open',
  };
}

export function kind(
  name: string,
  type: ApplicationIdentifier['type'],
  regex: string,
): ApplicationIdentifier {
  return { title: name, label: name.toUpperCase(), shortcode: name, ai: name, type, regex };
}
