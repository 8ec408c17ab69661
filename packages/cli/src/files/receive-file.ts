import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MintmarkClient } from '@mintmark/client';
import { RefusedError } from '../failures.ts';
import { hashFile } from './local-files.ts';

/**
 * Downloads a file beside its place and puts it there when its SHA-256 fits. What an earlier attempt left is gone on
 * with.
 * @returns whether it was there already with these bytes
 * @throws RefusedError when the bytes do not fit; MintmarkError
 */
export async function receiveFile(
  client: MintmarkClient,
  remote: { id: string; bytes: number; sha256: string },
  wish: { to: string; onReceived: (bytes: number) => void },
): Promise<boolean> {
  const { to } = wish;
  const there = await sizeOf(to);
  if (there !== null) {
    if (there === remote.bytes && (await hashFile(to)) === remote.sha256) return true;
    throw new RefusedError(`${to} is there with other bytes; move it away first.`);
  }
  await mkdir(dirname(to), { recursive: true });
  const unfinished = `${to}.${remote.sha256.slice(0, 12)}.part`;
  let done = Math.min((await sizeOf(unfinished)) ?? 0, remote.bytes);
  const hash = createHash('sha256');
  if (done > 0) {
    for await (const piece of createReadStream(unfinished, { end: done - 1 })) hash.update(piece as Buffer);
  }
  const file = await open(unfinished, 'a');
  try {
    await file.truncate(done);
    if (done < remote.bytes) {
      const response = await client.openBytes(`/api/v1/files/${remote.id}/content`, {
        ...(done > 0 ? { range: `bytes=${done}-`, 'if-range': `"${remote.sha256}"` } : {}),
      });
      if (done > 0 && response.status !== 206) {
        throw new RefusedError(`${to} has other bytes at the service now; run the command again.`);
      }
      for await (const piece of response.body ?? []) {
        await file.write(piece);
        hash.update(piece);
        done += piece.byteLength;
        wish.onReceived(done);
      }
    }
  } finally {
    await file.close();
  }
  if (hash.digest('hex') !== remote.sha256) {
    await rm(unfinished, { force: true });
    throw new RefusedError(`${to}: the bytes that came do not have the SHA-256 that the service tells.`);
  }
  await rename(unfinished, to);
  return false;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}
