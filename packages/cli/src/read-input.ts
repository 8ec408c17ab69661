import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';

/** Asks for a secret on a terminal; what is typed or pasted is not shown. @returns '' when it is cancelled */
export async function askSecret(
  terminal: Readable,
  question: string,
  tell: (text: string) => void,
): Promise<string> {
  // readline edits the line and would show it; it shows it to nobody.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal, output, terminal: true, historySize: 0 });
  tell(question);
  const cancelled = new Promise<string>((resolve) => {
    lines.once('SIGINT', () => resolve(''));
    lines.once('close', () => resolve(''));
  });
  try {
    return (await Promise.race([lines.question(''), cancelled])).trim();
  } finally {
    lines.close();
    tell('\n');
  }
}

/** All of a stream as text. */
export async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
