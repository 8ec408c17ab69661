/** A line without its end; `bytes` is null for one that is longer than a line may be. */
export type Line = { line: number; bytes: Buffer | null };

/** Cuts bytes into lines at LF; of one that is too long no more is held than the limit. */
export async function* readLines(input: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let held = 0;
  let line = 1;
  const take = (last: Buffer): Line => {
    const bytes = held + last.length > limitBytes ? null : Buffer.concat([...parts, last]);
    parts = [];
    held = 0;
    line += 1;
    return { line: line - 1, bytes };
  };
  for await (const piece of input) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, from)) {
      yield take(buffer.subarray(from, at));
      from = at + 1;
    }
    const rest = buffer.subarray(from);
    held += rest.length;
    if (held <= limitBytes) parts.push(Buffer.from(rest));
    else parts = [];
  }
  if (held > 0) yield take(Buffer.alloc(0));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes, without a byte order mark; null when they are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
