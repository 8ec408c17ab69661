import type { Part } from '../contents/content.ts';

/** An upload that can be resumed. Its id becomes that of its content. */
export type Upload = {
  id: string;
  organisationId: string;
  folderId: string;
  actorKey: string;
  fileName: string;
  mediaType: string | null;
  /** Whether a file of this name gets the new content. */
  replaces: boolean;
  /** Null: not said yet. */
  lengthBytes: number | null;
  offsetBytes: number;
  /** As the client gave it (tus Upload-Metadata). */
  metadata: Readonly<Record<string, string | null>>;
  createdAt: Date;
  expiresAt: Date;
  finishedAt: Date | null;
  fileId: string | null;
};

/** A part of an upload that is stored. */
export type UploadPart = Part & { number: number };

/** Whether all bytes are there. */
export function isComplete(upload: Upload): boolean {
  return upload.lengthBytes !== null && upload.offsetBytes === upload.lengthBytes;
}
