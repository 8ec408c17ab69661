import { createHash } from 'node:crypto';
import { type CompiledScheme, compileScheme } from '../../anchors/compile-scheme.ts';
import type { SchemeDocument } from '../../anchors/scheme-document.ts';

/** A registered scheme. */
export type Scheme = {
  namespace: string;
  organisationId: string;
  /** Whether every organisation may register links under it, or only its own. */
  shared: boolean;
  document: SchemeDocument;
  /** SHA-256 of the document, in hex. */
  documentHash: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Null: it is there. */
  deletedAt: Date | null;
};

export function hashDocument(document: SchemeDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}

const KEPT = 200;
/** What was compiled, by the hash of its document: the same text compiles to the same thing, whoever asks. */
const compiled = new Map<string, CompiledScheme>();

/** A scheme, ready to read identifiers; compiled once for each version of its document. */
export function compiledScheme({ document, documentHash }: Scheme): CompiledScheme {
  const known = compiled.get(documentHash);
  if (known !== undefined) return known;
  const [oldest] = compiled.keys();
  if (compiled.size >= KEPT && oldest !== undefined) compiled.delete(oldest);
  const made = compileScheme(document);
  compiled.set(documentHash, made);
  return made;
}
