/** An archive that is unpacked into a folder, as a whole or not at all. */
export type Unpacking = {
  id: string;
  organisationId: string;
  folderId: string;
  /** The archive. */
  fileId: string;
  /** Who asked for it; null: the operator's token. */
  accountId: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Null until its list was read. */
  filesTotal: number | null;
  filesDone: number;
  /** Why it failed. */
  problem: string | null;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
};

export type UnpackingClaim = { id: string; by: string; isStopped(): boolean };

/** This process holds the claim no more, or is to stop: somebody else goes on. */
export class ClaimLostError extends Error {}
