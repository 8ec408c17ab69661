/** One event of a stream (HTML, section 9.2.6), with the id that it set. */
export type ServerSentEvent = { id: string; name: string; data: string };

/**
 * Reads server-sent events from a body; comments and fields that we do not use are passed over.
 * @param onBytes called whenever something arrives, comments included
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array> | null,
  onBytes: () => void = () => {},
): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder();
  let text = '';
  let id = '';
  for await (const piece of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    onBytes();
    text = (text + decoder.decode(piece, { stream: true })).replaceAll('\r\n', '\n');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^([^:]+)(?:: ?(.*))?$/.exec(line));
      const valuesOf = (name: string): string[] =>
        fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : []));
      id = valuesOf('id').at(-1) ?? id;
      const data = valuesOf('data');
      if (data.length > 0) yield { id, name: valuesOf('event').at(-1) ?? 'message', data: data.join('\n') };
    }
  }
}
