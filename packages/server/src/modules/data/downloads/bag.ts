import { createHash } from 'node:crypto';

/** A file of the payload. */
export type Payload = { path: string; bytes: number; sha256: string };

/** A tag file: its name below the bag, and its text. */
export type TagFile = { name: string; text: string };

/**
 * The tag files of a bag (RFC 8493 sections 2.1 and 2.2): the declaration, what is known of the bag, the checksums of
 * the payload, and those of the tag files.
 * @param payload paths below `data/`, without it
 * @param info lines of bag-info.txt besides those that every bag of ours has; values without line breaks
 */
export function writeTagFiles(
  payload: readonly Payload[],
  info: { date: Date; more: readonly [label: string, value: string][] },
): TagFile[] {
  const octets = payload.reduce((sum, file) => sum + file.bytes, 0);
  const lines: [string, string][] = [
    ['Bagging-Date', info.date.toISOString().slice(0, 10)],
    ['Bag-Software-Agent', 'Mintmark'],
    ['Payload-Oxum', `${octets}.${payload.length}`],
    ...info.more,
  ];
  const files: TagFile[] = [
    // Section 2.1.1: exactly these two lines.
    { name: 'bagit.txt', text: 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' },
    { name: 'bag-info.txt', text: lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('') },
    {
      name: 'manifest-sha256.txt',
      text: payload.map((file) => `${file.sha256}  ${encodePath(`data/${file.path}`)}\n`).join(''),
    },
  ];
  const tags = files.map(
    ({ name, text }) => `${createHash('sha256').update(text).digest('hex')}  ${encodePath(name)}\n`,
  );
  return [...files, { name: 'tagmanifest-sha256.txt', text: tags.join('') }];
}

/** Section 2.1.3: line feed, carriage return and percent sign, and only these, are percent-encoded. */
export function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
