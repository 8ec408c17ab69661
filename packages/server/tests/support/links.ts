import { sql } from 'kysely';
import type { AnchorDocument } from '../../src/anchors/link-document.ts';
import { ensureOrganisation } from '../../src/modules/accounts/index.ts';
import { putScheme } from '../../src/modules/schemes/index.ts';
import { type Answer, type Api, createApi } from './api.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

export type LinkBody = {
  id: string;
  anchor: string;
  linkType: string;
  relation: string;
  target: string;
  title: string;
  titles: Record<string, string>;
  types: string[];
  hreflang: string[];
  context: string;
  isDefault: boolean;
  isDefaultContext: boolean;
  isDefaultType: boolean;
  accessRoles: string[];
  validFrom: string | null;
  active: boolean;
  predecessors: { href: string; title: string; type: string | null }[];
  version: number;
};

export type AnchorBody = {
  anchor: string;
  organisation: string;
  resolverUri: string;
  description: string;
  state: string;
  reason: string | null;
  successor: string | null;
  version: number;
  links: LinkBody[];
};

export type RegistrationBody = AnchorBody & {
  created: boolean;
  outcomes: { id: string; outcome: string }[];
};

const operator = {
  event: { kind: 'operator' } as const,
  key: 'operator',
  schemes: 'all',
  links: 'all',
  reads: 'all',
  defaultOrganisationId: null,
} as const;

/** Drill cores in boxes: a scheme whose keys are two letters and four digits. */
export function describeCores(namespace: string): Record<string, unknown> {
  return {
    namespace,
    applicationIdentifiers: [
      {
        title: 'Drill core',
        label: 'CORE',
        shortcode: 'core',
        ai: '1',
        type: 'I',
        regex: '[A-Z]{2}\\d{4}',
        qualifiers: ['box', 'section'],
      },
      { title: 'Box', label: 'BOX', shortcode: 'box', ai: '2', type: 'Q', regex: '\\d+' },
      { title: 'Section', label: 'SECTION', shortcode: 'section', ai: '3', type: 'Q', regex: '.{1,90}' },
    ],
  };
}

/** Registers a scheme as the operator. */
export async function openScheme(
  system: System,
  namespace = 'cores',
  options: { shared?: boolean; organisation?: string } = {},
): Promise<void> {
  const { organisation, shared = true } = options;
  await putScheme(system.ctx, operator, describeCores(namespace), {
    mode: 'replace',
    versions: null,
    namespace,
    shared,
    organisation,
  });
}

export const anchorPath = (anchor: string): string => `/anchors/${encodeURIComponent(anchor)}`;

/** A link with all that it needs; what is given replaces or adds to it. */
export function wishLink(wish: Record<string, unknown> = {}): Record<string, unknown> {
  return { linkType: 'describedby', target: 'https://example.org/core', title: 'About this core', ...wish };
}

/** Registers links. @throws Error unless they are registered */
export async function register(
  api: Api,
  anchor: string,
  links: Record<string, unknown>[],
  rest: Record<string, unknown> = {},
): Promise<RegistrationBody> {
  const answer = await api.post<RegistrationBody>('/links', { anchor, links, ...rest });
  if (answer.status > 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function readAnchor(api: Api, anchor: string, query = ''): Promise<Answer<AnchorBody>> {
  return api.get<AnchorBody>(`${anchorPath(anchor)}${query}`);
}

/** What the resolver reads of an anchor. */
export async function readShown(system: System, anchor: string): Promise<AnchorDocument | null> {
  const { rows } = await sql<{ document: AnchorDocument }>`
    select document from link_resolutions where anchor = ${anchor}`.execute(system.ctx.db);
  return rows[0]?.document ?? null;
}

/** Makes another organisation. @returns a key of it, which may do with its schemes and links all that can be done */
export async function openOtherOrganisation(system: System, slug: string): Promise<string> {
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug, name: slug });
  const answer = await createApi(system, TEST_ADMIN_TOKEN).post<{ key: string }>(
    `/organisations/${slug}/keys`,
    { name: 'test' },
  );
  if (answer.status !== 201) throw new Error(`no key of ${slug}: ${answer.status}`);
  return answer.body.key;
}
