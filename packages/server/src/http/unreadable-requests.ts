import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';
import { presentProblem } from './problem.ts';

/** Answers what is no HTTP that can be read, which no route ever sees; the connection ends with it. */
export function createClientErrorHandler(publicUrl: string) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    // The caller is gone, or has an answer already.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const refusal = toRefusal(error.code ?? '');
    const body = JSON.stringify(presentProblem(refusal, publicUrl));
    const head = [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}

/** Answers an `Expect` that is not `100-continue` (RFC 9110 section 10.1.1) like every other refusal. */
export function refuseExpectations(app: FastifyInstance, publicUrl: string): void {
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const refusal = new AppError(
      'expectation-failed',
      'Leave the header Expect out, or send "100-continue" in it.',
    );
    const body = JSON.stringify(presentProblem(refusal, publicUrl));
    response
      .writeHead(refusal.status, {
        'content-type': 'application/problem+json',
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      })
      .end(body);
  });
}

function toRefusal(code: string): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('headers-too-large', 'Address and headers are larger than 16 kB together.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('request-timeout', 'The request did not arrive in time.');
    default:
      return new AppError('malformed-request', 'This is not HTTP that can be read.');
  }
}
