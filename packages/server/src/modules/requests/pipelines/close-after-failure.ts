import type { Db, Tx } from '../../../db/index.ts';
import { readNode } from '../../data/index.ts';
import { readRegistration } from '../../registration/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { sealFor } from './seal.ts';
import type { StepWork } from './step.ts';
import { listNewestSteps } from './store.ts';

/**
 * Closes the folder to the public while nobody knows when publishing goes on, and lets curators mend its attributes. What
 * is announced already stays readable: its identifier leads there.
 */
export async function closeAfterFailure(tx: Tx, { ctx, request, step }: StepWork): Promise<void> {
  if (step.pipeline !== 'publishing') return;
  // Gone behind our back: there is nothing to close, and the failure is to be written down all the same.
  if ((await readNode(tx, request.folderId)) === null) return;
  const phase = (await isAnnounced(tx, request)) ? 'public' : 'frozen';
  await sealFor(tx, request, phase, 'content', ctx.now());
}

/** Freezes the folder again before publishing goes on, as open to the public as it was. */
export async function freezeAgain(tx: Tx, request: PermanentIdRequest, now: Date): Promise<void> {
  const steps = await listNewestSteps(tx, request.id);
  const opened = steps.some(({ step, state }) => step === 'open-permissions' && state === 'done');
  await sealFor(tx, request, opened ? 'public' : 'frozen', 'all', now);
}

/** Whether the identifier of a request is known to the world. */
async function isAnnounced(db: Db, request: PermanentIdRequest): Promise<boolean> {
  const { permanentId } = request;
  if (permanentId === null || !(await isPublishStepDone(db, request.id))) return false;
  if (request.type === 'ARK') return true;
  const registration = await readRegistration(db, permanentId);
  return registration?.state === 'acknowledged' && registration.wanted.state === 'findable';
}

/** Whether the identifier of a request may be public: from there on it only goes forward. */
export async function isPublishStepDone(db: Db, requestId: string): Promise<boolean> {
  const steps = await listNewestSteps(db, requestId);
  return steps.some(({ step, state }) => step === 'publish' && state === 'done');
}
