import type { Db, Tx } from '../../../db/index.ts';
import { makeDueAgain, type Registration, readRegistration } from '../../registration/index.ts';
import { REFUSALS } from './judge-failure.ts';
import { StepFailure, type StepOutcome, type StepWork } from './step.ts';

/** Looked at again after this; an answer of the registrar makes the step due at once. */
const LOOK_AGAIN_MS = 60_000;
/** Beyond this somebody should know. Registration itself goes on. */
const PATIENCE_MS = 86_400_000;

/**
 * Reads whether the registrar has acknowledged what it should know of the identifier; registration alone talks to it.
 * @throws StepFailure when it refuses, or has been silent for a day
 */
export async function awaitRegistrar(
  db: Db,
  { ctx, request, step }: StepWork,
  wanted: 'draft' | 'findable',
): Promise<StepOutcome> {
  const registration = request.permanentId === null ? null : await readRegistration(db, request.permanentId);
  if (registration === null || registration.wanted.state !== wanted) {
    throw new StepFailure('permanent', `The registrar was not asked for the identifier as ${wanted}.`);
  }
  if (registration.state === 'acknowledged') {
    return { kind: 'done', result: { answer: registration.lastAnswer?.detail ?? null } };
  }
  const detail = describeAnswer(registration);
  if (registration.state === 'refused') {
    throw new StepFailure('permanent', `The registrar refuses it: ${detail} Mend the metadata, then resume.`);
  }
  const status = registration.lastAnswer?.status ?? null;
  if ((status === 401 || status === 403) && registration.attempts >= REFUSALS) {
    throw new StepFailure(
      'permanent',
      `The registrar has refused the organisation's account ${registration.attempts} times. An administrator must mend it, then resume. ${detail}`,
    );
  }
  const now = ctx.now();
  if (step.startedAt !== null && now.getTime() - step.startedAt.getTime() > PATIENCE_MS) {
    throw new StepFailure('permanent', `The registrar has not acknowledged it for a day. ${detail}`);
  }
  return {
    kind: 'wait',
    until: new Date(now.getTime() + LOOK_AGAIN_MS),
    detail: registration.lastAnswer === null ? null : detail,
  };
}

/**
 * Has the registrar asked once more where somebody resumed the request, since what was in the way may be out of it.
 * @returns null where nothing has to be asked again
 */
export async function askAgain(tx: Tx, { ctx, request, step }: StepWork): Promise<StepOutcome | null> {
  if (step.problem?.kind !== 'permanent' || request.permanentId === null) return null;
  const registration = await readRegistration(tx, request.permanentId);
  if (registration === null || registration.state === 'acknowledged') return null;
  const now = ctx.now();
  await makeDueAgain(tx, request.permanentId, now);
  return { kind: 'wait', until: new Date(now.getTime() + LOOK_AGAIN_MS), detail: null };
}

function describeAnswer({ lastAnswer }: Registration): string {
  if (lastAnswer === null) return 'It has not answered yet.';
  const places = lastAnswer.errors.slice(0, 5).map(({ pointer, detail }) => ` ${pointer}: ${detail}`);
  return [lastAnswer.detail, ...places].join('');
}
