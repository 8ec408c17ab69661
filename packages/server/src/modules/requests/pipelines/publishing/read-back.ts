import { readBack } from '../../../registration/index.ts';
import { askAgain, awaitRegistrar } from '../await-registrar.ts';
import { type Step, StepFailure } from '../step.ts';

/** Asks the registrar, as anybody could, whether the identifier is public, leads here, and says what it should. */
export const readBackIdentifier: Step = async (work) => {
  const { ctx, request } = work;
  if (work.step.problem?.kind === 'permanent') {
    // Waits in any case: what was acknowledged is read back the next time.
    return async (tx, fresh) =>
      (await askAgain(tx, fresh)) ?? { kind: 'wait', until: ctx.now(), detail: null };
  }
  const awaited = await awaitRegistrar(ctx.db, work, 'findable');
  if (awaited.kind === 'wait' || request.permanentId === null) return async () => awaited;
  const read = await readBack(ctx, request.permanentId);
  switch (read.kind) {
    case 'as-wanted':
      return async () => ({ kind: 'done', result: { answer: read.detail } });
    case 'differs':
      // It has acknowledged it, so this is a matter of time, or of somebody else who writes there.
      throw new StepFailure('transient', read.details.join(' '));
    case 'later':
      throw new StepFailure('transient', read.detail, { refused: read.refused });
    default:
      return read satisfies never;
  }
};
