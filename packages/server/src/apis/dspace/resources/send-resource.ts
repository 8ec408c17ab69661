import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireIfMatch, type Versions } from '../../../http/etag.ts';
import type { DspaceApi } from '../frame/api.ts';
import { readCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { pageOf, readPage, sendHal } from '../frame/hal.ts';
import { readEmbedTree } from './read-embeds.ts';
import { isList, type Related, type Resource, renderAll, renderResource, type Viewer } from './resource.ts';

/** Whom the resources of a request are shown to. */
export function viewerOf(ctx: Viewer['ctx'], api: DspaceApi, request: FastifyRequest): Viewer {
  return { ctx, api, reader: readCaller(request), collections: new Map() };
}

/**
 * Answers with a resource.
 * @param options.version makes an ETag: the version, and what of the answer does not follow from it; a client that has
 *   just that is told so with 304 (RFC 9110 section 13.1.2)
 * @param options.extra further members
 */
export async function sendResource(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  options: { status?: number; version?: number; extra?: object } = {},
): Promise<FastifyReply> {
  const { status = 200, version, extra = {} } = options;
  const rendered = { ...(await renderResource(resource, readEmbedTree(request))), ...extra };
  if (version !== undefined) {
    const etag = `"${version}-${digest(rendered)}"`;
    reply.header('etag', etag);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead) reply.header('cache-control', 'private, no-cache');
    if (isRead && isKnown(request, etag)) return reply.code(304).send();
  }
  return sendHal(reply, rendered, status);
}

/** Answers with what a link leads to; 204 where that is nothing. */
export async function sendRelated(
  viewer: Viewer,
  request: FastifyRequest,
  reply: FastifyReply,
  related: Related,
): Promise<FastifyReply> {
  const asked = readPage(request);
  const found = await related.load(asked);
  if (found === null) return reply.code(204).send();
  if (!isList(found)) return sendResource(request, reply, found);
  const items = await renderAll(found.resources, readEmbedTree(request));
  return sendHal(reply, pageOf(viewer.ctx.config, request, asked, { ...found, items }));
}

/** Answers with what a link of a resource leads to. @throws DspaceRefusal 404 where it has no such link */
export async function sendLinked(
  viewer: Viewer,
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  name: string,
): Promise<FastifyReply> {
  const related = Object.hasOwn(resource.related ?? {}, name) ? resource.related?.[name] : undefined;
  if (related === undefined || related.href !== undefined) throw refusal(404);
  return sendRelated(viewer, request, reply, related);
}

/** As `sendResource` makes them. */
const TAG = /^\s*"(\d{1,9})(?:-[\w-]{1,64})?"\s*$/;

/**
 * The versions that a change may start from, where the client says so: DSpace asks for none.
 * @throws AppError version-mismatch where no tag can be one of ours
 */
export function readVersions(request: FastifyRequest): Versions | null {
  return request.headers['if-match'] === undefined ? null : requireIfMatch(request, TAG);
}

function digest(rendered: object): string {
  return createHash('sha256').update(JSON.stringify(rendered)).digest('base64url').slice(0, 16);
}

function isKnown(request: FastifyRequest, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  return header.split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag;
  });
}
