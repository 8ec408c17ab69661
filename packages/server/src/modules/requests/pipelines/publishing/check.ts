import { judgeName } from '../../../data/index.ts';
import { isBlocking } from '../../checklist/checklist.ts';
import { describePoint } from '../../checklist/describe-point.ts';
import { refreshChecklist } from '../../checklist/read-checklist.ts';
import { reserveFolderName } from '../../store.ts';
import { readPackageMetadata } from '../package-metadata.ts';
import { local, StepFailure } from '../step.ts';

const NAMED = 5;

/** The last look before anything is announced: name, metadata, and the errors of the checklist that nobody waived. */
export const check = local(async (tx, { ctx, request }) => {
  const { organisationId, originalName: name, id: requestId } = request;
  const { refused } = judgeName(name);
  if (refused !== null) throw new StepFailure('permanent', refused);
  if (!(await reserveFolderName(tx, { organisationId, name, requestId }))) {
    throw new StepFailure('permanent', `Another package has the name “${name}”.`);
  }
  await readPackageMetadata(tx, request, ctx.now());
  const blocking = (await refreshChecklist(tx, ctx, request, ctx.now())).filter(isBlocking);
  if (blocking.length > 0) {
    const named = blocking.slice(0, NAMED).map(describePoint);
    throw new StepFailure(
      'permanent',
      `The checklist has errors. Mend or waive each, then resume. ${named.join(' ')}`,
    );
  }
  return { kind: 'done' };
});
