import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import {
  decodePercent,
  dropQueryAndFragment,
  encodeNameForPath,
  findUnprintable,
  positionOf,
  readSpelling,
  type Spelling,
  sliceSpelling,
} from './spelling.ts';

/*
 * Handle (RFC 3650 section 3; RFC 3651 section 2):
 *
 *   handle  = prefix "/" suffix
 *   prefix  = 1*DIGIT *( "." segment )
 *   segment = 1*( letter | DIGIT | "-" | "_" )
 *   suffix  = 1*printable
 *
 * Narrower than the RFC, which bars only "." and "/" from a segment and allows an empty suffix: a canonical
 * name carries no label and must still be told from any "this/that", so alphabetic prefixes are not read.
 *
 * Spellings read:
 *
 *   spelling = handle | "hdl:" handle | "info:hdl/" encoded | web
 *   web      = [ "http" [ "s" ] "://" ] [ "hdl." ] "handle.net/" encoded
 *            | "http" [ "s" ] "://" host *( "/" segment ) "/handle/" encoded
 *
 * Encoded forms are percent-decoded and lose query and fragment. Case is kept: RFC 3652 section 2.1.3 makes
 * names case-sensitive unless the service that holds them folds ASCII letters, and then asks it to keep the
 * case given and to refuse a second name that differs in case only. Prefixes compare without case.
 */
const PROXY_FORM = /^(?:https?:\/{1,2})?(?:hdl\.)?handle\.net\/{1,2}/i;
const INFO_FORM = /^info:hdl\//i;
const LABEL = /^hdl:\s{0,8}/i;
const WEB_ADDRESS = /^https?:\/\/[^/?#]+/i;
const PREFIX = /^\d+(?:\.[A-Za-z0-9_-]+)*$/;

/** A Handle. `canonical` is `prefix + '/' + suffix`, case kept. */
export type Handle = { prefix: string; suffix: string; canonical: string };

/**
 * Reads any accepted spelling of a Handle (list above). Every DOI name is a Handle too and is read as one here;
 * `parsePid` calls it a DOI.
 * Problem codes: `empty`, `too-long`, `not-a-handle`, `percent-encoding`, `handle-prefix`, `handle-suffix`,
 * `character`.
 */
export function parseHandle(text: string): ParseResult<Handle> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const { text: given } = spelling.value;
  const encodedLength =
    (PROXY_FORM.exec(given) ?? INFO_FORM.exec(given))?.[0].length ?? endOfHandlePath(given);
  if (encodedLength !== null) {
    const decoded = decodePercent(dropQueryAndFragment(sliceSpelling(spelling.value, encodedLength)));
    return decoded.ok ? readName(decoded.value) : decoded;
  }
  const label = LABEL.exec(given);
  if (label !== null) return readName(sliceSpelling(spelling.value, label[0].length));
  if (!PREFIX.test(given.slice(0, Math.max(given.indexOf('/'), 0)))) {
    return problem(
      'not-a-handle',
      'A Handle is a numeric prefix, a “/” and a suffix, or begins with “hdl:”.',
      positionOf(spelling.value, 0),
    );
  }
  return readName(spelling.value);
}

/** Whether the text is an accepted spelling of a Handle. */
export function isHandle(text: string): boolean {
  return parseHandle(text).ok;
}

/** Like {@link parseHandle}, but throws InvalidIdentifierError. */
export function assertHandle(text: string): Handle {
  return valueOrThrow(parseHandle(text));
}

/** The canonical name (`20.500.12345/x`, case kept) of any accepted spelling, or null. */
export function normalizeHandle(text: string): string | null {
  const result = parseHandle(text);
  return result.ok ? result.value.canonical : null;
}

/**
 * The display form: the full, percent-encoded https://hdl.handle.net address. Throws InvalidIdentifierError for
 * a text that is no Handle.
 */
export function formatHandle(handle: string | Handle): string {
  return handleToUrl(handle);
}

/**
 * The web address of a Handle at a resolver; `resolver` is its base address, with or without a closing slash.
 * Throws InvalidIdentifierError for a text that is no Handle.
 */
export function handleToUrl(handle: string | Handle, resolver = 'https://hdl.handle.net'): string {
  const { canonical } = typeof handle === 'string' ? assertHandle(handle) : handle;
  return `${resolver.replace(/\/$/, '')}/${encodeNameForPath(canonical)}`;
}

/** Length of `https://host/…/handle/`, or null. A path that names an ARK first is an ARK, not a Handle. */
function endOfHandlePath(text: string): number | null {
  const address = WEB_ADDRESS.exec(text);
  if (address === null) return null;
  const path = text.slice(address[0].length).split(/[?#]/, 1)[0] ?? '';
  const marker = /\/handle\//i.exec(path);
  if (marker === null || /\/ark:/i.test(path.slice(0, marker.index))) return null;
  return address[0].length + marker.index + marker[0].length;
}

function readName(name: Spelling): ParseResult<Handle> {
  const slash = name.text.indexOf('/');
  if (slash === -1 || slash + 1 === name.text.length) {
    return problem(
      'handle-suffix',
      'A Handle has a “/” and a suffix after its prefix.',
      positionOf(name, name.text.length),
    );
  }
  const prefix = name.text.slice(0, slash);
  if (!PREFIX.test(prefix)) {
    return problem(
      'handle-prefix',
      'A Handle prefix is a number, perhaps with further parts after dots.',
      positionOf(name, 0),
    );
  }
  const unprintable = findUnprintable(name.text);
  if (unprintable !== -1) {
    return problem(
      'character',
      'A Handle holds no white space, control characters or broken Unicode.',
      positionOf(name, unprintable),
    );
  }
  return ok({ prefix, suffix: name.text.slice(slash + 1), canonical: name.text });
}
