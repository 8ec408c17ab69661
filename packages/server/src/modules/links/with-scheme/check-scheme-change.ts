import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatAnchor, parseAnchor } from '../../../anchors/anchor.ts';
import { compileScheme } from '../../../anchors/compile-scheme.ts';
import { readAnchor } from '../../../anchors/read-anchor.ts';
import type { SchemeDocument } from '../../../anchors/scheme-document.ts';
import type { Tx } from '../../../db/index.ts';
import type { InputProblem } from '../../../errors.ts';
import type { Scheme } from '../../schemes/index.ts';
import { listAnchorTexts } from './store.ts';

/** Few enough to hear requests in between, whatever time the patterns take. */
const PAGE = 200;
const TOLD = 10;

/**
 * What speaks against a change of a scheme: identifiers with links that the new document would not read, or would read
 * as others. Only what decides about reading is compared first, so that a new title costs nothing.
 */
export async function checkSchemeChange(
  tx: Tx,
  before: Scheme,
  after: SchemeDocument,
): Promise<readonly InputProblem[]> {
  if (readingOf(before.document) === readingOf(after)) return [];
  return (await listUnreadable(tx, after)).map((text) => ({
    pointer: '/applicationIdentifiers',
    detail: `${text} has links, and would no longer be an identifier.`,
  }));
}

/** Some of the anchors of a namespace that are there, but that a document of it does not read, or reads as others. */
export async function listUnreadable(tx: Tx, document: SchemeDocument): Promise<string[]> {
  const scheme = compileScheme(document);
  const unreadable: string[] = [];
  for (let last = ''; unreadable.length < TOLD; ) {
    const texts = await listAnchorTexts(tx, document.namespace, { after: last, limit: PAGE });
    for (const text of texts) {
      if (unreadable.length < TOLD && !isReadable(text)) unreadable.push(text);
    }
    const [newest] = texts.slice(-1);
    if (newest === undefined || texts.length < PAGE) break;
    last = newest;
    // The embedded database answers without a turn of the event loop.
    await nextTurn();
  }
  return unreadable;

  function isReadable(text: string): boolean {
    const anchor = parseAnchor(text);
    if (anchor === null) return false;
    const segments = [anchor.key, ...anchor.qualifiers].flatMap(({ ai, value }) => [ai, value]);
    const read = readAnchor(scheme, segments);
    return read.ok && formatAnchor(read.anchor) === text;
  }
}

function readingOf({ profile, applicationIdentifiers }: SchemeDocument): string {
  return JSON.stringify([
    profile,
    applicationIdentifiers.map(({ title, label, format, examples, fallback, ...rest }) => rest),
  ]);
}
