import { AppError } from '../../errors.ts';
import { toLinkField } from './present-link.ts';
import { refuse, refuseFields } from './refusals.ts';

/** Does something with links; what is wrong about them is told in release 4's places. */
export async function inWordsOfLinks<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
    throw refuseFields(
      400,
      error.problems.map(({ pointer, detail }) => ({ field: toLinkField(pointer), message: detail })),
    );
  }
}

/** The same of what is not there: told in release 4's sentence. */
export async function orNotFound<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') throw refuse(404, sentence);
    throw error;
  }
}
