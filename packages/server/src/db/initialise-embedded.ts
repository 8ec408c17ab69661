/*
 * Makes the files of an embedded database, as a process of its own: what that needs besides (a second PostgreSQL in
 * memory, some 150 MB) is given back when it ends, which a long-lived process would keep.
 */
import { PGlite } from '@electric-sql/pglite';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('which directory?');
const pglite = await PGlite.create({ dataDir: directory });
await pglite.close();
