import { releaseFolderName } from '../../store.ts';
import { local } from '../step.ts';

/** Another folder may have the name now. */
export const releaseName = local(async (tx, { request }) => {
  await releaseFolderName(tx, request.id);
  return { kind: 'done' };
});
