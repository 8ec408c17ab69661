import { AppError } from '../../errors.ts';

/** As most file systems have it. */
export const NAME_LIMIT_BYTES = 255;

/** What a name is: refused with the reason, or good with what might cause trouble elsewhere. */
export type NameJudgement = { refused: string | null; warnings: string[] };

/** What cannot be in a name, each with the words that say so. The first that fits is told. */
const refusals: readonly { pattern: RegExp; reason: string }[] = [
  { pattern: /^$/u, reason: 'A name cannot be empty.' },
  { pattern: /^\.\.?$/u, reason: '“.” and “..” have a meaning of their own in paths.' },
  { pattern: /\//u, reason: 'A slash separates names in paths and cannot be in one.' },
  { pattern: /\\/u, reason: 'A backslash cannot be in a name.' },
  { pattern: /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]/u, reason: 'A name cannot hold a tab or a new line.' },
  { pattern: /\p{Cc}/u, reason: 'A name cannot hold control characters.' },
  // The three with newline and tab are what CyVerse's clients know as bad characters of a path.
  { pattern: /`/u, reason: 'A name cannot hold a backquote.' },
  { pattern: /"/u, reason: 'A name cannot hold a double quote.' },
  {
    pattern: /\p{Bidi_Control}/u,
    reason: 'A name cannot hold characters that turn the direction of writing.',
  },
  {
    pattern: /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u,
    reason: 'A name cannot hold characters that nobody sees.',
  },
  { pattern: /^\p{White_Space}+$/u, reason: 'A name cannot be made of spaces alone.' },
];

/** What a name may hold, and what it is warned of for. */
const cautions: readonly { pattern: RegExp; warning: string }[] = [
  { pattern: /^\p{White_Space}/u, warning: 'It begins with a space.' },
  { pattern: /\p{White_Space}$/u, warning: 'It ends with a space.' },
  { pattern: /\p{White_Space}/u, warning: 'It has spaces; write “_” or “-” instead.' },
  { pattern: /^\./u, warning: 'It begins with a dot: many programs hide it.' },
  { pattern: /\.$/u, warning: 'It ends with a dot: Windows drops that.' },
  { pattern: /^-/u, warning: 'It begins with a hyphen: commands take it for an option.' },
  { pattern: /[<>:|?*]/u, warning: 'It has one of < > : | ? *, which Windows cannot store.' },
  {
    pattern: /^(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\.|$)/iu,
    warning: 'Windows keeps this name for a device and cannot store it.',
  },
  {
    pattern: /[!#$%&'()+,;=@[\]^{}~]/u,
    warning: 'It has special characters; letters, digits, “.”, “_” and “-” work anywhere.',
  },
  { pattern: /[^\x20-\x7e]/u, warning: 'It has characters beyond ASCII, which some programs cannot show.' },
];

/**
 * Judges a name of a folder or file.
 * @param name as it would be stored; one that is not in NFC is judged as its NFC form
 * @returns refused: a sentence that says why it cannot be a name, or null; warnings: a sentence for each trouble that the
 *   name may cause on other systems
 */
export function judgeName(name: string): NameJudgement {
  // Long input is not searched: nothing that long is a name, and the answer is the same whatever is in it.
  if (name.length > 4 * NAME_LIMIT_BYTES) return { refused: tooLong(), warnings: [] };
  if (!name.isWellFormed()) {
    return { refused: 'A name cannot hold half of a surrogate pair.', warnings: [] };
  }
  const stored = name.normalize('NFC');
  if (Buffer.byteLength(stored) > NAME_LIMIT_BYTES) return { refused: tooLong(), warnings: [] };
  const refusal = refusals.find(({ pattern }) => pattern.test(stored));
  if (refusal !== undefined) return { refused: refusal.reason, warnings: [] };
  const warnings = cautions.filter(({ pattern }) => pattern.test(stored)).map(({ warning }) => warning);
  return { refused: null, warnings };
}

function tooLong(): string {
  return `A name has at most ${NAME_LIMIT_BYTES} bytes of UTF-8.`;
}

/**
 * The form in which a name is stored: NFC, so that the same name typed on two systems is one.
 * @param pointer where the name is in the input
 * @throws AppError invalid-input when it is refused
 */
export function readName(name: string, pointer = '/name'): string {
  const { refused } = judgeName(name);
  if (refused !== null) {
    throw new AppError('invalid-input', `This cannot be a name. ${refused}`, {
      problems: [{ pointer, detail: refused }],
    });
  }
  return name.normalize('NFC');
}
