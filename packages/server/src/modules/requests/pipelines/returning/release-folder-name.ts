import { releaseName } from '../../names/store.ts';
import { local } from '../step.ts';

/** Another folder may have the name now. */
export const releaseFolderName = local(async (tx, { request }) => {
  await releaseName(tx, request.id);
  return { kind: 'done' };
});
