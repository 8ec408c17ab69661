/** The additional data that the kept secrets of a sign-in are sealed with. */
export function sealContext(stateHash: Buffer): string {
  return `sign_ins.sealed|${stateHash.toString('hex')}`;
}
