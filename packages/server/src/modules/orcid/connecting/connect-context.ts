/** The additional data that the kept secrets are sealed with of a connection under way. */
export function connectContext(stateHash: Buffer): string {
  return `orcid_connects.sealed|${stateHash.toString('hex')}`;
}
