import { readNogState, readPerlNoidState } from '@mintmark/identifiers';
import type { Static } from 'typebox';
import { AppError } from '../../../../errors.ts';
import type { MinterState } from './import-minter-state.ts';
import type { ImportBody } from './schema.ts';

/** The state that a request tells of, in our own form or as another minter writes it. @throws AppError invalid-input */
export function readMinterState(body: Static<typeof ImportBody>): MinterState {
  if (!('format' in body)) {
    const { template, zone, sequence, held = [], queued = [], issued = null } = body;
    return {
      template,
      zone,
      sequence,
      held,
      issued,
      queued: queued.map(({ name, at = null }) => ({ name, at })),
    };
  }
  const read = body.format === 'nog' ? readNogState(body.text) : readPerlNoidState(body.text);
  if (read.ok) return read.value;
  const { at, message } = read.problem;
  const place = 'line' in at ? `Line ${at.line}` : `At ${at.pointer === '' ? 'the top' : at.pointer}`;
  throw new AppError('invalid-input', 'The text is not the state of such a minter.', {
    problems: [{ pointer: '/text', detail: `${place}: ${message}` }],
  });
}
