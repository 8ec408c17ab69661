import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { errorTable } from '../errors.ts';
import { toAppError } from './problem.ts';

const VIEWS = fileURLToPath(new URL('../../views/', import.meta.url));

declare module 'fastify' {
  interface FastifyReply {
    /** How many notices the signed-in reader of a console page has not read; null elsewhere. */
    unreadNotices: number | null;
  }
}

/** Renders the server's own pages; they work without JavaScript. */
export type Pages = {
  /**
   * Answers with the page of `views/{name}.eta` inside the layout. Everything in `data` is escaped by the template.
   * `data.title` is the document title.
   */
  send(
    reply: FastifyReply,
    status: number,
    name: string,
    data: { title: string } & Record<string, unknown>,
  ): FastifyReply;
  /** The same as text, for tests of one page and for pages that are cached. */
  render(name: string, data: { title: string } & Record<string, unknown>): string;
};

/** @param site what every page shows: the address of the service and whether stand-ins are in use */
export function createPages(site: { publicUrl: string; standIns: boolean }): Pages {
  const eta = new Eta({ views: VIEWS, cache: true, autoEscape: true, autoTrim: false });
  const render: Pages['render'] = (name, data) => {
    const body = eta.render(name, { site, ...data });
    return eta.render('layout', { site, head: '', unreadNotices: null, ...data, body });
  };
  return {
    render,
    send: (reply, status, name, data) =>
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(render(name, { unreadNotices: reply.unreadNotices, ...data })),
  };
}

/**
 * Answers what goes wrong in a scope with a page: its view gets the title of the refusal's kind and the sentence as
 * `detail`, beside `data`.
 */
export function showRefusals(
  scope: FastifyInstance,
  ctx: { pages: Pages },
  view: string,
  data: Record<string, unknown> = {},
): void {
  scope.setErrorHandler((error, request, reply) => {
    const refusal = toAppError(error);
    if (refusal.code === 'internal-error') request.log.error({ err: error }, 'request failed');
    reply.headers({ ...refusal.headers });
    const { title } = errorTable[refusal.code];
    return ctx.pages.send(reply, refusal.status, view, { ...data, title, detail: refusal.message });
  });
}
