import { readAttributes, readNode } from '../../../data/index.ts';
import { recordLanding } from '../../checklist/landing.ts';
import { moveRequest } from '../../move-request.ts';
import { insertSnapshot } from '../../snapshots/store.ts';
import { tellOfMove } from '../../tell-of-move.ts';
import { packageUrl } from '../package-item.ts';
import { sealFor } from '../seal.ts';
import { local } from '../step.ts';
import { snapshotOf } from '../take-snapshot.ts';

const service = { kind: 'service' } as const;

/** Published: the request is completed, and curators may change the attributes from now on. */
export const complete = local(async (tx, work) => {
  const { ctx, request, results } = work;
  const now = ctx.now();
  const { permanentId } = request;
  if (permanentId === null) throw new Error(`the request ${request.id} has no identifier`);
  await sealFor(tx, request, 'public', 'content', now);
  await insertSnapshot(tx, {
    requestId: request.id,
    purpose: 'published',
    manifestId: snapshotOf(work).manifestId,
    attributes: await readAttributes(tx, request.folderId),
    now,
  });
  const address =
    request.type === 'DOI' ? `https://doi.org/${permanentId}` : `${ctx.config.publicUrl}/${permanentId}`;
  const landingPage = packageUrl(ctx.config, request.folderId);
  const path = (await readNode(tx, request.folderId))?.path ?? request.originalPath;
  const published = await moveRequest(tx, {
    requestId: request.id,
    action: 'complete',
    as: ['service'],
    actor: service,
    now,
    comment: `${address} leads to ${landingPage}; the folder is ${path}.`,
    changes: { publishedAt: readPublishedAt(results.get('publish')) ?? now },
  });
  const registrarAnswer = readAnswer(results.get('read-back'));
  await recordLanding(tx, request, { url: landingPage, registrarAnswer, now });
  await tellOfMove(tx, ctx, published, service, {
    kind: 'published',
    permanentId,
    landingPage,
    registrarAnswer,
  });
  return { kind: 'done' };
});

function readPublishedAt(result: unknown): Date | null {
  const text = readMember(result, 'publishedAt');
  return text === null ? null : new Date(text);
}

function readAnswer(result: unknown): string | null {
  return readMember(result, 'answer');
}

function readMember(result: unknown, name: string): string | null {
  if (typeof result !== 'object' || result === null) return null;
  const value = (result as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
