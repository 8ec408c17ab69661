/** A batch that this process works on. */
export type Claim = { batchId: string; by: string; isStopped: () => boolean };

/** This process holds the claim no more: somebody else goes on. */
export class ClaimLostError extends Error {}
