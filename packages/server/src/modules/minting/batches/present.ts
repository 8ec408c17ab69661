import { type Batch, isFinished } from './batch.ts';

export function presentBatch(batch: Batch, now: Date) {
  const self = `/api/v1/batches/${batch.id}`;
  const finished = isFinished(batch);
  return {
    id: batch.id,
    state: batch.state,
    mode: batch.mode,
    dryRun: batch.dryRun,
    format: batch.format,
    verb: batch.defaultVerb,
    shoulder: batch.defaultShoulder,
    bytes: batch.inputBytes,
    counts: {
      total: batch.rowsTotal,
      done: batch.rowsDone,
      ok: batch.rowsOk,
      refused: batch.rowsRefused,
      skipped: batch.rowsSkipped,
    },
    rowsPerSecond: rateOf(batch, now),
    blocks: Object.values(batch.blocks),
    problem: batch.problem,
    createdAt: batch.createdAt.toISOString(),
    startedAt: batch.startedAt?.toISOString() ?? null,
    finishedAt: batch.finishedAt?.toISOString() ?? null,
    links: {
      self,
      events: `${self}/events`,
      result: finished && batch.inputKey !== null ? `${self}/result` : null,
      cancel: finished ? null : `${self}/cancel`,
    },
  };
}

function rateOf({ startedAt, finishedAt, rowsDone }: Batch, now: Date): number | null {
  if (startedAt === null) return null;
  const seconds = ((finishedAt ?? now).getTime() - startedAt.getTime()) / 1000;
  return seconds <= 0 ? null : Math.round((rowsDone / seconds) * 10) / 10;
}
