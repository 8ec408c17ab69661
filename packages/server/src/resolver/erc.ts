import type { DataciteMetadata } from '@mintmark/datacite';
import type { PidAddresses } from '../http/pid-addresses.ts';
import type { Found } from './look-up.ts';
import type { NameSpelling, Namespace } from './namespace.ts';
import type { ResolutionDocument, ShoulderFacts } from './store.ts';

/*
 * Electronic Resource Citations in ANVL (ARK specification, sections "Overview of THUMP" and "The Electronic Resource
 * Citation"): a segment is a label alone on its line and then the answers to who, what, when and where; `erc` tells of
 * the thing, `erc-support` of the promise made for it. `where` of the thing is the ARK, since targets come and go.
 * A missing value is written as the code that says why it is missing.
 */

/** One line of a segment. */
type Element = readonly [label: string, value: string];

const UNAVAILABLE = '(:unav)';
const UNKNOWN = '(:unkn)';
const CODE = /^\(?(:(?:unac|unal|unap|unas|unav|unkn|none|null|tba|etal|at))\)?$/;

/** The record of a registered ARK; one that was withdrawn says so. */
export function writeErc(page: {
  found: Found;
  document: ResolutionDocument;
  addresses: PidAddresses;
  shoulder: ShoulderFacts | null;
  brief: boolean;
}): string {
  const { found, document, addresses, shoulder, brief } = page;
  const { resolution, suffix } = found;
  const metadata = document.metadata ?? {};
  return writeSegments([
    [
      'erc',
      [
        ['who', listNames(metadata)],
        ['what', codeOr(metadata.titles?.[0]?.title)],
        ['when', formatDate(issuedOn(metadata))],
        ['where', addresses.name],
        ...(resolution.state === 'withdrawn' ? [noteWithdrawal(document)] : []),
        ...(suffix === ''
          ? []
          : [['note', `Asked for ${addresses.name}${suffix}, which this identifier answers for.`] as const]),
      ],
    ],
    ...(brief ? [] : [describeSupport(document.organisation, shoulder, addresses.info)]),
  ]);
}

/** The answer for a name that is not here: that, and what is publicly known of the shoulder it would be under. */
export function writeUnknownErc(name: string, namespace: Namespace, publicUrl: string): string {
  const { shoulder, spelling } = namespace;
  return writeSegments([
    [
      'erc',
      [
        ['who', UNKNOWN],
        ['what', UNKNOWN],
        ['when', UNKNOWN],
        ['where', name],
        ['note', explainAbsence(spelling)],
      ],
    ],
    ...(shoulder === null
      ? []
      : [
          describeSupport(
            shoulder.organisation,
            shoulder,
            `${publicUrl}/${nameShoulder(shoulder)}?info`,
            describeShoulder(shoulder),
          ),
        ]),
  ]);
}

/** Why a name is not here, as far as its spelling tells. */
export function explainAbsence(spelling: NameSpelling): string {
  switch (spelling) {
    case 'check-character':
      return 'Its last character does not fit the rest as a check character, so it is probably mistyped.';
    case 'fits':
      return 'It is well formed, but nothing of that name has been announced here.';
    case 'other-form':
    case 'unknown':
      return 'Nothing of that name has been announced here.';
    default:
      return spelling satisfies never;
  }
}

/** `ark:99999/fk4` */
export function nameShoulder({ prefix, shoulder }: ShoulderFacts): string {
  return `ark:${prefix}/${shoulder}`;
}

/** One sentence on whose names those of a shoulder are. */
export function describeShoulder(shoulder: ShoulderFacts): string {
  const { title, organisation, open } = shoulder;
  const what = title === null ? '' : ` (${title})`;
  const future = open ? '' : ' No more are given out.';
  return `Names that begin with ${nameShoulder(shoulder)}${what} are given out by ${organisation}.${future}`;
}

function describeSupport(
  organisation: string,
  shoulder: ShoulderFacts | null,
  where: string,
  note?: string,
): readonly [string, readonly Element[]] {
  const persistence = shoulder?.persistence ?? null;
  return [
    'erc-support',
    [
      ['who', organisation],
      ['what', persistence ?? UNAVAILABLE],
      [
        'when',
        persistence === null || shoulder === null ? UNAVAILABLE : formatDate(dayOf(shoulder.updatedAt)),
      ],
      ['where', where],
      ...(note === undefined ? [] : [['note', note] as const]),
    ],
  ];
}

function noteWithdrawal({ withdrawnAt, reason }: ResolutionDocument): Element {
  const on = withdrawnAt === null ? '' : ` on ${withdrawnAt.slice(0, 10)}`;
  return ['note', `Withdrawn${on}. ${reason ?? 'No reason was given.'}`];
}

function listNames({ creators = [] }: DataciteMetadata): string {
  return creators.length === 0 ? UNAVAILABLE : creators.map(({ name }) => codeOr(name)).join('; ');
}

function issuedOn({ dates, publicationYear }: DataciteMetadata): string | undefined {
  return dates?.find(({ dateType }) => dateType === 'Issued')?.date ?? publicationYear?.toString();
}

/** Kernel codes as the kernel writes them, in parentheses, however a record spells them. */
function codeOr(text: string | undefined): string {
  if (text === undefined || text.trim() === '') return UNAVAILABLE;
  const code = CODE.exec(text.trim())?.[1];
  return code === undefined ? text : `(${code})`;
}

/** ERC dates run together: 20260601, 2020-2021. Any other form is left as it is. */
function formatDate(date: string | undefined): string {
  if (date === undefined) return UNAVAILABLE;
  const parts = date.split('/');
  const isPlain = parts.length <= 2 && parts.every((part) => /^\d{4}(?:-\d{2}){0,2}$/.test(part));
  return isPlain ? parts.map((part) => part.replaceAll('-', '')).join('-') : codeOr(date);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * ANVL: one element a line. In a value a line break would begin another element, and `%` marks what is encoded; both
 * are written as octets. Labels are ours.
 */
function writeSegments(segments: readonly (readonly [string, readonly Element[]])[]): string {
  const lines = segments.flatMap(([label, elements]) => [
    `${label}:`,
    ...elements.map(([name, value]) => `${name}: ${escapeValue(value)}`),
  ]);
  return `${lines.join('\n')}\n`;
}

function escapeValue(value: string): string {
  return value
    .replaceAll('%', '%25')
    .replaceAll(/[\r\n\u0085\u2028\u2029]/g, (mark) => encodeURIComponent(mark))
    .trim();
}
