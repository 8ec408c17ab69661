import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import { refusal } from './errors.ts';

/** As Spring writes it; clients compare it, or only how it begins. */
export const HAL_MEDIA_TYPE = 'application/hal+json;charset=UTF-8';

const DEFAULT_SIZE = 20;
/** A larger size is taken for this one, without a word, as in DSpace. */
const GREATEST_SIZE = 100;
/** As far as any list can be paged; further pages are empty, and the database need not count that far. */
const GREATEST_PAGE = 10_000_000;

export type HalLink = { href: string; templated?: true };
export type HalLinks = Readonly<Record<string, HalLink>>;

/** The links of a resource by their names (HAL, section 4.1.1). @param hrefs absolute addresses */
export function halLinks(hrefs: Readonly<Record<string, string>>): HalLinks {
  return Object.fromEntries(
    Object.entries(hrefs).map(([name, href]) => [
      name,
      href.includes('{?') ? { href, templated: true } : { href },
    ]),
  );
}

/** Answers with a resource as HAL. */
export function sendHal(reply: FastifyReply, resource: object, status = 200): FastifyReply {
  return reply.code(status).type(HAL_MEDIA_TYPE).send(JSON.stringify(resource));
}

/** Which part of a list a request asks for; pages count from 0. */
export type AskedPage = { number: number; size: number };

/** The parameters `page` and `size` of a request. @throws DspaceRefusal 400 for what is no such number */
export function readPage(request: FastifyRequest): AskedPage {
  const { page, size } = request.query as Record<string, unknown>;
  return {
    number: Math.min(readNumber(page, 0, 0), GREATEST_PAGE),
    size: Math.min(readNumber(size, DEFAULT_SIZE, 1), GREATEST_SIZE),
  };
}

function readNumber(value: unknown, fallback: number, least: number): number {
  if (value === undefined || value === '') return fallback;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number >= least) return number;
  throw refusal(400, 'A required parameter is invalid', {
    detail: 'page counts from 0, size from 1.',
  });
}

/**
 * A page of a list.
 * @param list.name what the list is called under `_embedded`; an empty one has none
 * @param list.items the resources of this page, and `list.total` how many there are in all
 */
export function pageOf(
  config: Pick<Config, 'publicUrl'>,
  request: FastifyRequest,
  asked: AskedPage,
  list: { name: string; items: readonly object[]; total: number; links?: HalLinks },
): object {
  const totalPages = Math.ceil(list.total / asked.size);
  const self = `${config.publicUrl}${request.url}`;
  const at = (number: number): HalLink => ({ href: toPage(self, number, asked.size) });
  return {
    ...(list.items.length === 0 ? {} : { _embedded: { [list.name]: list.items } }),
    _links: {
      ...(totalPages > 1 ? { first: at(0) } : {}),
      ...(asked.number > 0 ? { prev: at(Math.max(0, Math.min(asked.number, totalPages) - 1)) } : {}),
      // As it was asked: dspace-angular warns of any other.
      self: { href: self },
      ...(asked.number + 1 < totalPages ? { next: at(asked.number + 1) } : {}),
      ...(totalPages > 1 ? { last: at(totalPages - 1) } : {}),
      ...list.links,
    },
    page: { size: asked.size, totalElements: list.total, totalPages, number: asked.number },
  };
}

/** The same for a list that is whole at hand. */
export function pageOfAll(
  config: Pick<Config, 'publicUrl'>,
  request: FastifyRequest,
  list: { name: string; items: readonly object[]; links?: HalLinks },
): object {
  const asked = readPage(request);
  const start = asked.number * asked.size;
  return pageOf(config, request, asked, {
    ...list,
    items: list.items.slice(start, start + asked.size),
    total: list.items.length,
  });
}

/** Text replacement and not a URL's own setter, which would rewrite the other parameters, too. */
function toPage(self: string, number: number, size: number): string {
  const [path = '', query = ''] = self.split(/\?(.*)/s, 2);
  const others = query.split('&').filter((each) => each !== '' && !/^(?:page|size)(?:=|$)/.test(each));
  return `${path}?${[...others, `page=${number}`, `size=${size}`].join('&')}`;
}

/** What a request asks to be embedded: `embed=a&embed=b/c` or `embed=a,b/c`; everything for `projection=full`. */
export type Embeds = { full: boolean; has(name: string): boolean };

export function readEmbeds(request: FastifyRequest): Embeds {
  const { embed, projection } = request.query as Record<string, unknown>;
  const full = projection === 'full';
  const names = new Set(
    [embed]
      .flat()
      .filter((each) => typeof each === 'string')
      .flatMap((each) => each.split(','))
      // The rest of `b/c` is for what is embedded in it.
      .map((each) => each.split('/', 1)[0]?.split('=', 1)[0]?.trim() ?? ''),
  );
  return { full, has: (name) => full || names.has(name) };
}
