import type { Readable } from 'node:stream';
import { DataStore, Upload as TusUpload } from '@tus/server';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, actorKey } from '../../../http/actor.ts';
import { requireQuota } from '../quotas/count-usage.ts';
import { appendBytes } from './append-bytes.ts';
import { beginUpload } from './begin-upload.ts';
import { finishUpload } from './finish-upload.ts';
import type { HashCache } from './hash-cache.ts';
import { FILE_BYTES } from './limits.ts';
import type { ReceiveContext } from './receive-file.ts';
import { removeUpload } from './remove-upload.ts';
import { readUpload, writeLength } from './store.ts';
import { isComplete, type Upload } from './upload.ts';
import { withinQuota } from './within-quota.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The store of one person behind the tus protocol: rows and objects of ours. Expiry is judged here, by the service's own
 * clock, and not by the library, which knows the system's alone.
 */
export class UploadStore extends DataStore {
  override extensions = [
    'creation',
    'creation-with-upload',
    'creation-defer-length',
    'termination',
    'expiration',
  ];
  private readonly ctx: ReceiveContext;
  private readonly hashes: HashCache;
  private readonly actor: Actor;
  /** The upload that the request was about, as it was last seen. */
  seen: Upload | null = null;

  constructor(ctx: ReceiveContext, hashes: HashCache, actor: Actor) {
    super();
    this.ctx = ctx;
    this.hashes = hashes;
    this.actor = actor;
  }

  override async create(upload: TusUpload): Promise<TusUpload> {
    this.seen = await beginUpload(this.ctx, this.actor, {
      id: upload.id,
      lengthBytes: upload.size ?? null,
      metadata: upload.metadata ?? {},
    });
    return upload;
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const upload = await this.require(id);
    // Its last bytes came, and then the process or the connection was gone: who asks where it stands ends it.
    if (isComplete(upload)) await this.finish(id);
    return new TusUpload({
      id,
      ...(upload.lengthBytes === null ? {} : { size: upload.lengthBytes }),
      offset: upload.offsetBytes,
      metadata: { ...upload.metadata },
    });
  }

  override async declareUploadLength(id: string, lengthBytes: number): Promise<void> {
    await this.require(id);
    if (lengthBytes > FILE_BYTES) {
      throw new AppError(
        'body-too-large',
        `A file may have ${FILE_BYTES.toLocaleString('en')} bytes at most.`,
      );
    }
    await transact(this.ctx.db, (tx) => writeLength(tx, id, lengthBytes));
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const upload = await this.require(id);
    if (upload.offsetBytes !== offset) {
      throw new AppError('offset-mismatch', `The upload stands at ${upload.offsetBytes}, not at ${offset}.`);
    }
    if (upload.finishedAt !== null) return offset;
    if (upload.lengthBytes !== null) return appendBytes(this.ctx, this.hashes, upload, stream);
    // Whose length was not said was not weighed when it began.
    const { organisationId, offsetBytes: storedBytes } = upload;
    const ownerId = accountIdOf(this.actor);
    await requireQuota(this.ctx.db, { organisationId, ownerId, bytes: storedBytes });
    const body = withinQuota(this.ctx.db, { organisationId, ownerId, storedBytes }, stream);
    return appendBytes(this.ctx, this.hashes, upload, body);
  }

  override async remove(id: string): Promise<void> {
    await removeUpload(this.ctx, await this.require(id));
    this.hashes.forget(id);
    this.seen = null;
  }

  /** Makes the file, once. @returns its id */
  async finish(id: string): Promise<string> {
    const fileId = await finishUpload(this.ctx, this.hashes, this.actor, await this.require(id));
    await this.require(id);
    return fileId;
  }

  /** Somebody else's upload looks like nothing. @throws AppError not-found, upload-expired */
  async require(id: string): Promise<Upload> {
    const upload = UUID.test(id) ? await readUpload(this.ctx.db, id) : null;
    if (upload === null || upload.actorKey !== actorKey(this.actor)) {
      throw new AppError('not-found', 'There is no such upload, or it is not yours.');
    }
    if (upload.finishedAt === null && upload.expiresAt <= this.ctx.now()) {
      throw new AppError('upload-expired', 'Nobody has gone on with this upload in time. Begin it anew.');
    }
    this.seen = upload;
    return upload;
  }
}
