import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, actorKey, toEventActor } from '../../../http/actor.ts';
import { insertLoose } from '../contents/store.ts';
import { readMediaType } from '../media-type.ts';
import { OPEN_UPLOADS, UPLOAD_KEPT_MS } from './limits.ts';
import { type ReceiveContext, requirePlace } from './receive-file.ts';
import { insertUpload, sumOpenUploads } from './store.ts';
import type { Upload } from './upload.ts';

export type UploadWish = {
  id: string;
  lengthBytes: number | null;
  /** `folder` (id), `filename`, and, if wanted, `filetype`, `replaces` (`true`), `sha256`. */
  metadata: Readonly<Record<string, string | null>>;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const METADATA_BYTES = 8_192;

/**
 * Begins an upload that can be resumed. What speaks against the file at its end is said now, as far as it is known.
 * @throws AppError invalid-input, too-many-requests, and as requirePlace
 */
export async function beginUpload(ctx: ReceiveContext, actor: Actor, wish: UploadWish): Promise<Upload> {
  const { folder: folderId, filename, filetype, replaces, sha256 } = wish.metadata;
  const problems = [
    ...(folderId && UUID.test(folderId) ? [] : [needed('folder', 'the id of the folder to upload into')]),
    ...(filename ? [] : [needed('filename', 'the name of the file')]),
    ...(sha256 == null || /^[0-9a-f]{64}$/i.test(sha256) ? [] : [needed('sha256', '64 hexadecimal digits')]),
  ];
  if (problems.length > 0 || !folderId || !filename) {
    throw new AppError('invalid-input', 'Upload-Metadata does not say what is needed.', { problems });
  }
  if (Object.values(wish.metadata).some((value) => value?.includes('\0') ?? false)) {
    throw new AppError('invalid-input', 'Upload-Metadata holds a NUL character.');
  }
  if (Buffer.byteLength(JSON.stringify(wish.metadata)) > METADATA_BYTES) {
    throw new AppError('invalid-input', `Upload-Metadata has more than ${METADATA_BYTES} bytes.`);
  }
  const open = await sumOpenUploads(ctx.db, actorKey(actor));
  if (open.count >= OPEN_UPLOADS) {
    throw new AppError(
      'too-many-requests',
      `You have begun ${OPEN_UPLOADS} uploads; end or delete some before you begin another.`,
    );
  }
  const place = await requirePlace(ctx.db, actor, {
    folderId: folderId.toLowerCase(),
    name: filename,
    replaces: replaces === 'true',
    lengthBytes: wish.lengthBytes,
    expectedBytes: open.bytes,
  });
  const now = ctx.now();
  const upload: Upload = {
    id: wish.id,
    organisationId: place.folder.node.organisationId,
    folderId: place.folder.node.id,
    actorKey: actorKey(actor),
    fileName: place.name,
    mediaType: readMediaType(filetype),
    replaces: replaces === 'true',
    lengthBytes: wish.lengthBytes,
    offsetBytes: 0,
    metadata: wish.metadata,
    createdAt: now,
    expiresAt: new Date(now.getTime() + UPLOAD_KEPT_MS),
    finishedAt: null,
    fileId: null,
  };
  await transact(ctx.db, async (tx) => {
    // Its objects are noted from the beginning, whatever becomes of the row.
    const { id, organisationId, expiresAt } = upload;
    await insertLoose(tx, { id, organisationId, dueAt: expiresAt });
    await insertUpload(tx, upload, toEventActor(actor));
  });
  return upload;
}

function needed(key: string, what: string) {
  return { pointer: `/headers/upload-metadata/${key}`, detail: `Give ${what}, in Base64.` };
}
