/** A moment for a page: for programs in full, for people to the minute. */
export function presentMoment(at: Date): { iso: string; text: string } {
  const iso = at.toISOString();
  return { iso, text: `${iso.slice(0, 16).replace('T', ' ')} UTC` };
}
