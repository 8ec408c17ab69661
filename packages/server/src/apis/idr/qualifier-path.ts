/** The segments of a `qualifierPath`, such as `['10', 'AB-1']` of `/10/AB-1`; null when it is none. Values may be percent-encoded. */
export function readQualifierPath(path: string): string[] | null {
  if (path === '/' || path === '') return [];
  if (!path.startsWith('/')) return null;
  const segments: string[] = [];
  for (const part of path.slice(1).split('/')) {
    const segment = decode(part);
    if (segment === null || segment === '') return null;
    segments.push(segment);
  }
  return segments.length % 2 === 0 ? segments : null;
}

/** The `qualifierPath` of qualifiers and their values; `/` where there are none. */
export function formatQualifierPath(qualifiers: readonly { ai: string; value: string }[]): string {
  return `/${qualifiers.map(({ ai, value }) => `${ai}/${encodeURIComponent(value)}`).join('/')}`;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
