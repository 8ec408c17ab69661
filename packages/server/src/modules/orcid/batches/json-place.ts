/** Puts a value where a JSON pointer leads, making the objects and lists on the way; numbers are places in a list. */
export function placeAt(target: Record<string, unknown>, pointer: string, value: unknown): void {
  const tokens = pointer.slice(1).split('/');
  let at: Record<string, unknown> | unknown[] = target;
  for (const [index, token] of tokens.entries()) {
    const last = index === tokens.length - 1;
    const next: unknown = last
      ? value
      : (read(at, token) ?? (/^\d+$/.test(tokens[index + 1] ?? '') ? [] : {}));
    if (Array.isArray(at)) at[Number(token)] = next;
    else at[token] = next;
    if (!last) at = next as Record<string, unknown> | unknown[];
  }
}

/** What is where a JSON pointer leads; undefined when nothing is. */
export function readAt(target: unknown, pointer: string): unknown {
  let at = target;
  for (const token of pointer.slice(1).split('/')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = read(at as Record<string, unknown>, token);
  }
  return at;
}

function read(at: Record<string, unknown> | unknown[], token: string): unknown {
  if (Array.isArray(at)) return at[Number(token)];
  return Object.hasOwn(at, token) ? at[token] : undefined;
}
