import type { FastifyReply, FastifyRequest } from 'fastify';
import { RegistryError } from './errors.ts';
import { negotiate, readFormat } from './negotiate.ts';

/** Answers with a message in the format that was asked for; `name` is its root element. */
export function sendMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  message: object,
): FastifyReply {
  const mediaType = negotiate(request.headers.accept);
  if (mediaType === null) throw notAcceptable();
  reply.type(`${mediaType.type};charset=UTF-8`);
  return reply.send(mediaType.format === 'json' ? JSON.stringify(message) : renderXml(name, message));
}

/** Refuses a request whose answer could not be written in any format that it accepts. */
export function checkAccept(request: FastifyRequest): void {
  const mediaType = negotiate(request.headers.accept);
  if (mediaType === null) throw notAcceptable();
  if (mediaType.format === 'xml') renderXml('', {});
}

/** Reads the message of a write: JSON of any kind, or the XML of one element. */
export function readMessage(request: FastifyRequest): unknown {
  const format = readFormat(request.headers['content-type']);
  if (format === null) {
    throw new RegistryError(9001, { detail: 'The data must be XML or JSON' }, { status: 415 });
  }
  const text = typeof request.body === 'string' ? request.body : '';
  if (format === 'xml') throw new RegistryError(9001, { detail: 'No XML yet' }, { status: 415 });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RegistryError(9001, { detail: error instanceof Error ? error.message : 'This is no JSON' });
  }
}

function renderXml(_name: string, _message: object): string {
  throw notAcceptable();
}

function notAcceptable(): RegistryError {
  return new RegistryError(9001, { detail: 'No such media type is written here' }, { status: 406 });
}
