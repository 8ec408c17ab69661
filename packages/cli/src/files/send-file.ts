import { createReadStream } from 'node:fs';
import type { MintmarkClient } from '@mintmark/client';
import { MintmarkError } from '@mintmark/client';
import { DetailedError, Upload } from 'tus-js-client';
import { RefusedError } from '../failures.ts';
import type { BegunUploads } from './begun-uploads.ts';
import type { LocalFile } from './local-files.ts';
import { createTusTransport } from './tus-transport.ts';

/** What one request sends: as much as the service stores as one object. */
const CHUNK_BYTES = 32 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000, 30_000];

/**
 * Uploads a file, going on where an earlier attempt broke off, of this command or of one before.
 * @throws RefusedError, MintmarkError
 */
export async function sendFile(
  client: MintmarkClient,
  begun: BegunUploads,
  wish: { folder: string; file: LocalFile; replaces: boolean; onSent: (bytes: number) => void },
): Promise<void> {
  const { folder, file } = wish;
  await new Promise<void>((resolve, reject) => {
    const known = begun.find(folder, file);
    const upload: Upload = new Upload(createReadStream(file.path), {
      endpoint: `${client.url}/api/v1/uploads`,
      ...(known === null ? {} : { uploadUrl: known }),
      uploadSize: file.bytes,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      httpStack: createTusTransport(client),
      metadata: {
        folder,
        filename: file.names.at(-1) ?? '',
        ...(wish.replaces ? { replaces: 'true' } : {}),
      },
      onProgress: (bytes) => wish.onSent(bytes),
      onUploadUrlAvailable: () => {
        if (upload.url !== null) begun.keep(folder, file, upload.url).catch(reject);
      },
      onSuccess: () => resolve(),
      onError: (error) => reject(toFailure(error, file)),
    });
    upload.start();
  });
  await begun.forget(folder, file);
}

function toFailure(error: Error, file: LocalFile): Error {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  if (answer === null) {
    return new MintmarkError(
      'unreachable',
      {
        status: null,
        title: 'Mintmark does not answer',
        detail: `${file.path} was not uploaded to its end. The same command goes on with it.`,
      },
      { cause: error },
    );
  }
  return new RefusedError(`${file.path}: ${readDetail(answer.getBody()) ?? error.message}`);
}

function readDetail(text: string): string | null {
  try {
    const problem = JSON.parse(text) as { detail?: unknown };
    return typeof problem.detail === 'string' ? problem.detail : null;
  } catch {
    return null;
  }
}
