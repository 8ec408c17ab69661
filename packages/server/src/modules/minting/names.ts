import { randomInt } from 'node:crypto';
import { DATACITE_SUFFIX_LIMIT, formatDataciteSuffix } from '@mintmark/identifiers';
import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Shoulder, takeCounter } from './store.ts';

/**
 * The next name of a shoulder, canonical. DOIs get DataCite's random suffix, which needs no lock; Noid templates
 * take the shoulder's next number.
 * @throws AppError shoulder-closed
 */
export async function takeName(
  tx: Tx,
  ctx: Pick<AppContext, 'noidSequences'>,
  shoulder: Shoulder,
): Promise<string> {
  if (shoulder.template === null) {
    const suffix = formatDataciteSuffix(
      randomInt(0, DATACITE_SUFFIX_LIMIT),
      shoulder.shoulder === '' ? undefined : shoulder.shoulder,
    );
    return `${shoulder.prefix}/${suffix}`;
  }
  const counter = await takeCounter(tx, shoulder.id);
  if (counter === null) throw closedError();
  const name = ctx.noidSequences.nameAt(
    shoulder.template,
    `${shoulder.prefix}/${shoulder.shoulder}`,
    counter,
  );
  if (name === null)
    throw new AppError('shoulder-closed', 'This shoulder has given out all the names of its template.');
  return shoulder.type === 'ark' ? `ark:${name}` : name.toLowerCase();
}

export function closedError(): AppError {
  return new AppError(
    'shoulder-closed',
    'No more names are given out under this shoulder; choose another one.',
  );
}
