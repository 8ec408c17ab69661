import { crc32, deflateSync } from 'node:zlib';
import { createFolder, receiveFile, receiveFiles, replaceAttributes } from '../../src/modules/data/index.ts';
import { completeAttributes, type RequestSystem } from './requests.ts';

/** Puts a file of any bytes into a folder of the requester, in the place of one of its name. */
export async function addBytes(
  { system, people }: RequestSystem,
  folderId: string,
  name: string,
  bytes: Uint8Array | string,
  mediaType: string | null = null,
): Promise<string> {
  const { id } = await receiveFile(system.ctx, people.requester, {
    folderId,
    name,
    mediaType,
    replaces: true,
    body: (async function* () {
      yield Buffer.from(bytes);
    })(),
    lengthBytes: null,
    sha256: null,
  });
  return id;
}

/** Puts small files into a folder of the requester, all at once. */
export async function placeManyFiles(
  { system, people }: RequestSystem,
  folderId: string,
  count: number,
): Promise<void> {
  await receiveFiles(
    system.ctx,
    people.requester,
    folderId,
    (async function* () {
      for (let number = 0; number < count; number += 1) {
        yield {
          name: `file-${String(number).padStart(5, '0')}.txt`,
          mediaType: 'text/plain',
          replaces: false,
          body: (async function* () {
            yield Buffer.from(`file ${number}\n`);
          })(),
          sha256: null,
        };
      }
    })(),
  );
}

export async function addFolder(
  { system, people }: RequestSystem,
  parentId: string,
  name: string,
): Promise<string> {
  return (await createFolder(system.ctx, people.requester, { parentId, name })).node.id;
}

/** Describes a folder, with further attributes besides the complete ones. */
export async function describeFolder(
  { system, people }: RequestSystem,
  folderId: string,
  title: string,
  more: Parameters<typeof replaceAttributes>[3] = [],
): Promise<void> {
  const complete = completeAttributes(title).filter(({ name }) => !more.some((each) => each.name === name));
  await replaceAttributes(system.ctx, people.requester, folderId, [...complete, ...more]);
}

/** Requests an identifier for a folder and publishes it. @returns its DOI or ARK */
export async function publishFolder(
  world: RequestSystem,
  folderId: string,
  type: 'DOI' | 'ARK' = 'DOI',
): Promise<{ requestId: string; permanentId: string; itemId: string }> {
  const requestId = await world.request(folderId, type);
  await world.system.drain();
  world.system.clock.advance(60_000);
  await world.publish(requestId);
  await world.system.drain();
  const { state, permanentId, itemId } = await world.read(requestId);
  if (state !== 'published' || permanentId === null || itemId === null) {
    throw new Error(`not published but ${state}: ${await world.problem(requestId)}`);
  }
  return { requestId, permanentId, itemId };
}

/** A PNG of one colour. */
export function makePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x5a)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
