import { doiToUrl, handleToUrl, type Pid, parseDataciteSuffix } from '@mintmark/identifiers';
import { OLD_IGSN_PREFIX } from './elsewhere.ts';
import type { NameSpelling } from './namespace.ts';
import { type Asked, cutForShow } from './parse.ts';

/** A sentence that may help, with an address to try. */
type Hint = { text: string; href: string | null };

const SCHEME_NAMES = { doi: 'DOI', ark: 'ARK', handle: 'Handle' } as const;
const DATACITE_FORM = /^(?:[a-z0-9]+-)?[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{2}\d{2}$/;

/** What we make of a request that found nothing: one sentence. */
export function explainReading(asked: Asked): string {
  if (asked.kind === 'unreadable') return asked.problem.message;
  return `We read it as the ${SCHEME_NAMES[asked.pid.scheme]} “${cutForShow(asked.pid.canonical)}”.`;
}

/**
 * What may be the matter, most likely first.
 * @param spelling what the name's form says, where its shoulder is one of ours
 */
export function suggestRemedies(asked: Asked, spelling: NameSpelling): Hint[] {
  if (asked.kind === 'unreadable') return [];
  switch (asked.pid.scheme) {
    case 'doi':
      return [
        ...hintAtDataciteDigits(asked.pid),
        { text: 'If it was made elsewhere, the DOI system may know it', href: doiToUrl(asked.pid.canonical) },
      ];
    case 'ark':
      return hintAtSpelling(spelling);
    case 'handle':
      return [
        ...hintAtSpelling(spelling),
        {
          text: asked.pid.canonical.startsWith(OLD_IGSN_PREFIX)
            ? 'It is an IGSN from the time before they became DOIs; the Handle system resolves those'
            : 'If it was made elsewhere, the Handle system may know it',
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

/** Only a shoulder's template knows whether its names carry a check character; large archives leave it out on some. */
function hintAtSpelling(spelling: NameSpelling): Hint[] {
  switch (spelling) {
    case 'check-character': {
      const text =
        'Its last character does not fit the rest as a check character, so it is probably mistyped.';
      return [{ text, href: null }];
    }
    case 'other-form':
      return [
        { text: 'Names given out there have another form, so it may be cut short or mistyped.', href: null },
      ];
    case 'fits':
    case 'unknown':
      return [];
    default:
      return spelling satisfies never;
  }
}
