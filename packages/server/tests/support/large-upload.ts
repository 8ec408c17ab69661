import { createHash } from 'node:crypto';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';

const BLOCK_BYTES = 1024 * 1024;

/** Bytes of any number that differ from block to block, made as they are needed. */
export type LargeFile = {
  bytes: number;
  /** The bytes from `start` on. */
  read(start: number): Iterable<Buffer>;
  sha256(): string;
};

export function describeLargeFile(bytes: number): LargeFile {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let index = 0; index < BLOCK_BYTES; index += 4)
    block.writeUInt32LE((index * 2_654_435_761) >>> 0, index);
  const read = function* (start: number): Generator<Buffer> {
    for (let at = start; at < bytes; ) {
      const number = Math.floor(at / BLOCK_BYTES);
      const marked = Buffer.from(block);
      marked.writeUInt32LE(number, 0);
      const from = at % BLOCK_BYTES;
      const piece = marked.subarray(from, Math.min(BLOCK_BYTES, from + bytes - at));
      yield piece;
      at += piece.byteLength;
    }
  };
  return {
    bytes,
    read,
    sha256() {
      const hash = createHash('sha256');
      for (const piece of read(0)) hash.update(piece);
      return hash.digest('hex');
    },
  };
}

type Target = { url: string; token: string };

/** Begins a resumable upload. @returns its address */
export async function beginLargeUpload(
  { url, token }: Target,
  wish: { folder: string; name: string; file: LargeFile },
): Promise<string> {
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  const response = await fetch(`${url}/api/v1/uploads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'tus-resumable': '1.0.0',
      'upload-length': String(wish.file.bytes),
      'upload-metadata': `folder ${encode(wish.folder)},filename ${encode(wish.name)}`,
    },
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return new URL(response.headers.get('location') ?? '', url).href;
}

/** Where an upload stands. */
export async function readOffset(upload: string, token: string): Promise<number> {
  const response = await fetch(upload, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' },
  });
  if (response.status !== 200) throw new Error(`HEAD answered ${response.status}`);
  return Number(response.headers.get('upload-offset'));
}

/**
 * Sends the rest of a file in one request.
 * @param options.breakAt calls `onBreak` when so many bytes of the file were sent, and stops sending
 * @returns the status; null when it was broken off
 */
export async function sendRest(
  upload: string,
  token: string,
  options: { file: LargeFile; offset: number; breakAt?: number; onBreak?: () => void },
): Promise<number | null> {
  const { file, offset, breakAt = Number.POSITIVE_INFINITY } = options;
  const request = httpRequest(upload, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(file.bytes - offset),
    },
  });
  const answered = new Promise<IncomingMessage | null>((resolve) => {
    request.on('response', resolve);
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
  let sent = offset;
  for (const piece of file.read(offset)) {
    if (sent >= breakAt) {
      options.onBreak?.();
      request.destroy();
      return null;
    }
    if (request.destroyed) break;
    sent += piece.byteLength;
    if (!request.write(piece)) await waitForRoom(request);
  }
  request.end();
  const response = await answered;
  response?.resume();
  return response?.statusCode ?? null;
}

async function waitForRoom(request: ClientRequest): Promise<void> {
  const over = Promise.withResolvers<void>();
  for (const event of ['drain', 'close']) request.on(event, over.resolve);
  await over.promise;
  for (const event of ['drain', 'close']) request.off(event, over.resolve);
}
