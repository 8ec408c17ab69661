import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Db } from '../../../db/index.ts';
import { listFilesBelow } from '../../data/index.ts';
import type { Package } from './find-package.ts';

const AT_ONCE = 5000;

/** SHA-256 and path of every file, line by line, as `sha256sum --check` and BagIt (RFC 8493, section 2.1.3) read them. */
export function sendManifest(db: Db, reply: FastifyReply, { folder }: Package): FastifyReply {
  return reply
    .headers({
      'content-disposition': 'attachment; filename="manifest-sha256.txt"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, no-cache',
    })
    .type('text/plain; charset=utf-8')
    .send(Readable.from(writeLines(db, folder.node.id)));
}

async function* writeLines(db: Db, folderId: string): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const files = await listFilesBelow(db, folderId, { after, limit: AT_ONCE, reader: null });
    if (files.length > 0) yield files.map(({ path, content }) => `${content.sha256}  ${path}\n`).join('');
    after = files.at(-1)?.path ?? null;
    if (files.length < AT_ONCE || after === null) return;
  }
}
