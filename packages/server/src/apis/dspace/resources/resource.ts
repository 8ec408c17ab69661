import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { DspaceApi } from '../frame/api.ts';
import type { Reader } from '../frame/caller.ts';
import { DspaceRefusal } from '../frame/errors.ts';
import { type AskedPage, halLinks } from '../frame/hal.ts';
import type { EmbedTree } from './read-embeds.ts';

/** Whom resources are shown to, and what their links begin with. */
export type Viewer = {
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>;
  api: DspaceApi;
  reader: Reader;
  /** Collections that the answer has shown already: items of a page are often of the same one. */
  collections: Map<string, Promise<Resource | null>>;
};

/** A resource before it is HAL: what it says, and what it leads to. */
export type Resource = {
  self: string;
  body: Readonly<Record<string, unknown>>;
  /** Links to what is no resource of its own here. */
  links?: Readonly<Record<string, string>>;
  /** What can be embedded, by the name of its link. */
  related?: Readonly<Record<string, Related>>;
};

/** What a link leads to. Null: there is none, which is 204 at its address. */
export type Related = {
  /** Where it is, unless that is the name of the link below the resource. */
  href?: string;
  load(asked: AskedPage): Promise<Resource | ResourceList | null>;
};

export type ResourceList = {
  /** What it is called under `_embedded`. */
  name: string;
  resources: readonly Resource[];
  total: number;
};

/** What every list that is embedded is cut to. */
const EMBEDDED_PAGE: AskedPage = { number: 0, size: 20 };

export function isList(related: Resource | ResourceList): related is ResourceList {
  return 'resources' in related;
}

/** A resource as HAL, with what was asked to be embedded. What the reader may not read is left out. */
export async function renderResource(
  resource: Resource,
  embeds: EmbedTree,
): Promise<Record<string, unknown>> {
  const { self, body, links = {}, related = {} } = resource;
  const hrefs = Object.fromEntries(
    Object.entries(related).map(([name, { href }]) => [name, href ?? `${self}/${name}`]),
  );
  const embedded: Record<string, unknown> = {};
  for (const [name, { load }] of Object.entries(related)) {
    const below = embeds.find(name);
    if (below === null) continue;
    const found = await orHidden(load(EMBEDDED_PAGE));
    if (found !== undefined) embedded[name] = await renderEmbedded(found, below, hrefs[name] ?? self);
  }
  return {
    ...body,
    _links: halLinks({ ...hrefs, ...links, self }),
    ...(Object.keys(embedded).length === 0 ? {} : { _embedded: embedded }),
  };
}

export async function renderAll(
  resources: readonly Resource[],
  embeds: EmbedTree,
): Promise<Record<string, unknown>[]> {
  const rendered: Record<string, unknown>[] = [];
  // One after the other: each may read the database, and a page must not take all of its connections.
  for (const each of resources) rendered.push(await renderResource(each, embeds));
  return rendered;
}

async function renderEmbedded(
  found: Resource | ResourceList | null,
  embeds: EmbedTree,
  href: string,
): Promise<Record<string, unknown> | null> {
  if (found === null) return null;
  if (!isList(found)) return renderResource(found, embeds);
  const { size } = EMBEDDED_PAGE;
  return {
    // DSpace leaves an empty list out of a page, and not out of an embedded one: clients read it without asking.
    _embedded: { [found.name]: await renderAll(found.resources, embeds) },
    _links: halLinks({ self: href }),
    page: { size, totalElements: found.total, totalPages: Math.ceil(found.total / size), number: 0 },
  };
}

/** What something leads to, or undefined where the reader is refused it. */
async function orHidden<T>(loading: Promise<T>): Promise<T | undefined> {
  try {
    return await loading;
  } catch (error) {
    const refused = error instanceof DspaceRefusal || error instanceof AppError ? error.status : null;
    if (refused === 401 || refused === 403 || refused === 404) return undefined;
    throw error;
  }
}
