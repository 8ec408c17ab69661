import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { discardRest } from './discard-rest.ts';

/** What browsers send before the files of a form: its token and its ticks. */
type Fields = Record<string, string>;
type Part = Multipart & { type: 'file' };
type Started = { fields: Fields; first: Part | null; rest: AsyncIterator<Multipart> };

const started = new WeakMap<FastifyRequest, Started>();
const FIELDS_BEFORE = 8;

/**
 * Reads a form with files up to its first file, so that whoever sends it is known before any of its bytes are: the
 * fields become the body, as those of other forms are. For a hook before the handler.
 */
export async function readFieldsBeforeFiles(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) {
    throw new AppError('unsupported-media-type', 'Send the form as the page does, with its files.');
  }
  const fields: Fields = Object.create(null) as Fields;
  const rest = request.parts();
  let first: Part | null = null;
  for (let count = 0; first === null; count += 1) {
    const { value: part, done } = await rest.next();
    if (done === true) break;
    if (part.type === 'file') first = part;
    else if (count < FIELDS_BEFORE && typeof part.value === 'string') fields[part.fieldname] = part.value;
    else throw new AppError('malformed-body', 'The form has more fields than the page has.');
  }
  request.body = { ...fields };
  started.set(request, { fields, first, rest });
}

/** A file of a form; an empty field for files comes as one without a name. */
export type FormFile = { name: string; mediaType: string | null; body: AsyncIterable<Uint8Array> };

/** The files of a form that was read up to the first one, each to be read to its end before the next. */
export async function* readFormFiles(request: FastifyRequest): AsyncGenerator<FormFile> {
  const form = started.get(request);
  if (form === undefined) return;
  let part: Multipart | null = form.first;
  while (part !== null) {
    if (part.type !== 'file') throw new AppError('malformed-body', 'The fields come before the files.');
    if (part.filename === '') part.file.resume();
    else yield { name: part.filename, mediaType: part.mimetype, body: part.file };
    const { value, done }: IteratorResult<Multipart> = await form.rest.next();
    part = done === true ? null : value;
  }
}

/** For a hook before the answer: whoever is refused in the middle of sending still hears why. */
export async function stopReading(request: FastifyRequest): Promise<void> {
  if (request.raw.complete) return;
  // Off the parser first, which would take the rest into memory.
  request.raw.unpipe();
  discardRest(request.raw);
}
