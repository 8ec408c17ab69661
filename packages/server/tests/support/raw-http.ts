import { connect } from 'node:net';

export type RawAnswer = { status: number; headers: Map<string, string>; body: string };

export type RawRequest = {
  method?: string;
  /** As it goes over the wire: nothing is encoded or normalised. */
  path: string;
  headers?: readonly (readonly [name: string, value: string])[];
  body?: string | Uint8Array;
};

/** The bytes of a request, with Host and, where a body has no other length, Content-Length. */
export function writeRequest(request: RawRequest): Buffer {
  const { method = 'GET', path, headers = [], body } = request;
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const bytes = Buffer.from(body ?? '');
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  if (body !== undefined && !names.has('content-length') && !names.has('transfer-encoding')) {
    lines.push(`Content-Length: ${bytes.length}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/**
 * Sends bytes to the service and reads what comes back until the connection ends. No HTTP library is between, since
 * all of them refuse to send what this is for.
 * @param options.hangUp true says after the bytes that no more will come; for requests that break off
 * @throws Error when the connection ends without an answer
 */
export function sendBytes(
  port: number,
  bytes: Uint8Array,
  options: { hangUp?: boolean } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () =>
      options.hangUp === true ? socket.end(bytes) : socket.write(bytes),
    );
    // A refusal may come before all was sent; what counts is what was answered.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => {
      try {
        resolve(readAnswer(Buffer.concat(chunks).toString('utf8')));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function readAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(first)?.[1];
  if (end === -1 || status === undefined) throw new Error(`no answer, only "${text.slice(0, 100)}"`);
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(status), headers, body: text.slice(end + 4) };
}
