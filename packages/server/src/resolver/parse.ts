import {
  type Ark,
  type ArkInflection,
  type IdentifierProblem,
  type Pid,
  parseArk,
  parsePid,
} from '@mintmark/identifiers';

/*
 * The path of a resolver address, read from the request line as it came: frameworks lose a bare "?" and decode
 * octets that belong to an ARK.
 *
 *   path  = [ "doi/" / "handle/" ] spelling ; anything parsePid reads, as it is or percent-encoded once
 *         | [ address "/" ] "ark:" …     ; never decoded (ARK specification, section 3.2), unless the label was
 *   query = "info" | "format=" name      ; a description of the identifier, or one representation of it
 *         | "linkType=linkset"           ; all its links, as one of several parameters (also "linkType=all")
 *         | "" | "?"                     ; ARK's old inflections "?" and "??"; for other schemes the same as "info"
 *
 * Any other query is ignored: it neither names another identifier nor is it passed on to the target.
 */
const WEB_FORM = /^(?:https?:|info:|(?:[a-z0-9-]+\.)+[a-z]{2,}\/)/i;
const ARK_LABEL = /(?:^|\/)ark:/i;
const ENCODED_ARK_LABEL = /(?:^|\/|%2f)ark%3a/i;
/** Folders that addresses of DOIs and, at repositories, of Handles have. */
const FOLDER = /^(?:doi\/+(?=10\.)|handle\/+(?=\d))/i;
/** Many proxies turn the two slashes of an address inside a path into one. */
const COLLAPSED_SLASHES = /^(https?:)\/(?!\/)/i;
const SHOWN_CHARACTERS = 200;

/** What is wanted of an identifier: the thing itself, our description of it, one named representation, or all its links. */
export type Wish =
  | { kind: 'thing' }
  | { kind: 'description'; inflection: Exclude<ArkInflection, 'none'> }
  | { kind: 'format'; name: string }
  | { kind: 'linkset' };

/**
 * A request to the resolver. `shown` is what was asked in readable form, at most 200 characters, for a page to
 * repeat; `arkSpelling` is the text that an ARK was read from, from which suffix passthrough takes its suffix.
 */
export type Asked = { shown: string; wish: Wish } & (
  | { kind: 'pid'; pid: Pid; arkSpelling: string | null }
  | { kind: 'unreadable'; problem: IdentifierProblem }
);

/** Reads the request target, such as `/10.5072/abc?info` (origin or absolute form, RFC 9112 section 3.2). */
export function parseAsked(requestTarget: string): Asked {
  const tail = requestTarget.replace(/^(?:https?:\/\/[^/?#]*)?\/?/i, '');
  const mark = tail.indexOf('?');
  const path = mark === -1 ? tail : tail.slice(0, mark);
  const wish = mark === -1 ? ({ kind: 'thing' } as const) : readWish(tail.slice(mark + 1));
  const decoded = decodeOnce(path);
  const shown = cutForShow(decoded ?? path);
  if (ARK_LABEL.test(path) || ENCODED_ARK_LABEL.test(path)) return { shown, wish, ...readArk(path, decoded) };
  if (decoded === null) return { shown, wish, kind: 'unreadable', problem: BROKEN_ENCODING };
  // The addresses of other resolvers are decoded by their own rules, so they are passed as they came.
  const spelling = WEB_FORM.test(path)
    ? path.replace(COLLAPSED_SLASHES, '$1//')
    : decoded.replace(FOLDER, '');
  const parsed = parsePid(spelling);
  return parsed.ok
    ? { shown, wish, kind: 'pid', pid: parsed.value, arkSpelling: null }
    : { shown, wish, kind: 'unreadable', problem: parsed.problem };
}

type Read =
  | { kind: 'pid'; pid: Pid; arkSpelling: string; wish?: Wish }
  | { kind: 'unreadable'; problem: IdentifierProblem };

/**
 * Dashes that take a hyphen's place, U+2010 to U+2015. Step 6 of normalising drops them, but no client sends them
 * unless encoded, so this is the one place where octets of an ARK are not kept.
 */
const ENCODED_DASH = /%E2%80%9[0-5]/gi;

/** An ARK as it came, or decoded where its label or its first slash was encoded with the rest. */
function readArk(path: string, decoded: string | null): Read {
  const parsed = parseArk(path.replace(ENCODED_DASH, ''));
  if (parsed.ok) return describeArk(path, parsed.value);
  if (decoded !== null && decoded !== path) {
    const second = parseArk(decoded);
    // What was encoded as a whole brings its inflection along.
    const mark = decoded.indexOf('?');
    const wish = mark === -1 ? {} : { wish: readWish(decoded.slice(mark + 1)) };
    if (second.ok) return { ...describeArk(decoded, second.value), ...wish };
  }
  return { kind: 'unreadable', problem: parsed.problem };
}

/** The spelling ends where the name was read to: a suffix never carries a query or a fragment to the target. */
function describeArk(text: string, { canonical }: Ark): Extract<Read, { kind: 'pid' }> {
  return { kind: 'pid', pid: { scheme: 'ark', canonical }, arkSpelling: text.split(/[?#]/, 1)[0] ?? '' };
}

const BROKEN_ENCODING: IdentifierProblem = {
  code: 'percent-encoding',
  message: 'A “%” in this address is not part of a percent-encoded character.',
  position: 0,
};

function readWish(query: string): Wish {
  if (query === '' || query === '?' || query === 'info') {
    return { kind: 'description', inflection: `?${query}` };
  }
  if (/(?:^|&)linktype=(?:linkset|all)(?:&|$)/i.test(query)) return { kind: 'linkset' };
  const format = /^format=([a-z-]{1,40})$/.exec(query)?.[1];
  return format === undefined ? { kind: 'thing' } : { kind: 'format', name: format };
}

function decodeOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The text without characters that would change how the rest of a page reads, cut at 200 characters. */
export function cutForShow(text: string): string {
  const characters = [...text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')];
  return characters.length <= SHOWN_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
}
