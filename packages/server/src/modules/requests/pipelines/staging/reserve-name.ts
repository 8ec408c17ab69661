import { reserveFolderName } from '../../store.ts';
import { local, StepFailure } from '../step.ts';

/** The one key that decides which of two folders of the same name is staged and published. */
export const reserveName = local(async (tx, { request }) => {
  const { organisationId, originalName: name, id: requestId } = request;
  if (await reserveFolderName(tx, { organisationId, name, requestId }))
    return { kind: 'done', result: { name } };
  throw new StepFailure(
    'permanent',
    `Another request has the name “${name}”. Withdraw this one, rename the folder and request again.`,
  );
});
