import {
  arkToUrl,
  doiToUrl,
  handleToUrl,
  noidCheckCharacter,
  type Pid,
  parseDataciteSuffix,
} from '@mintmark/identifiers';
import { type Asked, cutForShow } from './parse.ts';

/** A sentence that may help, with an address to try. */
type Hint = { text: string; href: string | null };

const SCHEME_NAMES = { doi: 'DOI', ark: 'ARK', handle: 'Handle' } as const;
/** NAANs for tests, terms, agents and examples belong to nobody; no resolver knows their names. */
const SHARED_NAANS: ReadonlySet<string> = new Set(['12345', '99152', '99166', '99999']);
const DATACITE_FORM = /^(?:[a-z0-9]+-)?[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{2}\d{2}$/;
const NOID_FORM = /^[0-9bcdfghjkmnpqrstvwxz]+$/;

/** What we make of a request that found nothing: one sentence. */
export function explainReading(asked: Asked): string {
  if (asked.kind === 'unreadable') return asked.problem.message;
  return `We read it as the ${SCHEME_NAMES[asked.pid.scheme]} “${cutForShow(asked.pid.canonical)}”.`;
}

/** What may be the matter, most likely first. */
export function suggestRemedies(asked: Asked): Hint[] {
  if (asked.kind === 'unreadable') return [];
  switch (asked.pid.scheme) {
    case 'doi':
      return [
        ...hintAtDataciteDigits(asked.pid),
        { text: 'If it was made elsewhere, the DOI system may know it', href: doiToUrl(asked.pid.canonical) },
      ];
    case 'ark':
      return isSharedNaan(asked.pid) ? hintAtNoidCharacter(asked.pid) : [hintAtOtherResolver(asked.pid)];
    case 'handle':
      return [
        {
          text: 'If it was made elsewhere, the Handle system may know it',
          href: handleToUrl(asked.pid.canonical),
        },
      ];
    default:
      return asked.pid.scheme satisfies never;
  }
}

function hintAtDataciteDigits({ canonical }: Pid): Hint[] {
  const suffix = canonical.slice(canonical.indexOf('/') + 1);
  if (!DATACITE_FORM.test(suffix) || parseDataciteSuffix(suffix) !== null) return [];
  const text = 'Its last two digits do not fit the rest as check digits, so it may be mistyped.';
  return [{ text, href: null }];
}

/**
 * Which names carry a check character is known only where they were minted, and large archives leave it out on some
 * shoulders; so this is said of test ARKs only, whose shoulder here has one, and as a mere possibility.
 */
function hintAtNoidCharacter({ canonical }: Pid): Hint[] {
  const zoned = canonical.slice('ark:'.length).split('.', 1)[0] ?? '';
  const [naan = '', name = ''] = zoned.split('/');
  if (!NOID_FORM.test(name) || name.length < 2) return [];
  const whole = `${naan}/${name}`;
  if (noidCheckCharacter(whole.slice(0, -1)) === whole.at(-1)) return [];
  return [
    {
      text: 'Its last character does not fit the rest as a check character, so it may be mistyped.',
      href: null,
    },
  ];
}

function hintAtOtherResolver({ canonical }: Pid): Hint {
  const text = `If it was made elsewhere, the resolver of all ARKs may know number ${naanOf(canonical)}`;
  return { text, href: arkToUrl(canonical) };
}

function isSharedNaan({ canonical }: Pid): boolean {
  return SHARED_NAANS.has(naanOf(canonical));
}

function naanOf(canonical: string): string {
  return canonical.slice('ark:'.length).split('/', 1)[0] ?? '';
}
