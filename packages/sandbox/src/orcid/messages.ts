import type { FastifyReply, FastifyRequest } from 'fastify';
import { RegistryError } from './errors.ts';
import { negotiate, readFormat } from './negotiate.ts';
import { readXml } from './xml/read.ts';
import { writeXml } from './xml/write.ts';

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
  return reply.send(mediaType.format === 'json' ? JSON.stringify(message) : writeXml(name, message));
}

/** Refuses a request whose answer could not be written in any format that it accepts. */
export function checkAccept(request: FastifyRequest): void {
  if (negotiate(request.headers.accept) === null) throw notAcceptable();
}

/** Reads the message of a write: JSON of any kind, or XML whose root element is `name`. */
export function readMessage(request: FastifyRequest, name: string): unknown {
  const format = readFormat(request.headers['content-type']);
  if (format === null) {
    throw new RegistryError(9001, { detail: 'The data must be XML or JSON' }, { status: 415 });
  }
  const text = typeof request.body === 'string' ? request.body : '';
  if (format === 'xml') {
    const read = readXml(name, text);
    if (!read.ok) throw new RegistryError(9006, { detail: read.detail });
    return read.value;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RegistryError(9001, { detail: error instanceof Error ? error.message : 'This is no JSON' });
  }
}

function notAcceptable(): RegistryError {
  return new RegistryError(9001, { detail: 'No such media type is written here' }, { status: 406 });
}
