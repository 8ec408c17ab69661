import { type Batch, isFinished } from './batch.ts';

export function presentBatch(batch: Batch, slug: string) {
  const self = `/api/v1/organisations/${slug}/orcid/batches/${batch.id}`;
  const finished = isFinished(batch);
  return {
    id: batch.id,
    kind: batch.kind,
    environment: batch.environment,
    format: batch.format,
    dryRun: batch.dryRun,
    state: batch.state,
    detail: batch.endDetail,
    fileName: batch.fileName,
    bytes: batch.bytes,
    counts: {
      total: batch.rowsTotal,
      done: batch.rowsDone,
      ok: batch.rowsOk,
      refused: batch.rowsRefused,
      skipped: batch.rowsSkipped,
    },
    createdAt: batch.createdAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
    links: {
      self,
      result: batch.clearedAt === null ? `${self}/result` : null,
      apply: batch.dryRun && finished && batch.clearedAt === null ? `${self}/apply` : null,
      cancel: finished ? null : `${self}/cancel`,
    },
  };
}
