import { normalizeDoi, orcidToUrl, parseOrcid } from '@mintmark/identifiers';
import edtf from 'edtf';
import { quote } from './problems.ts';
import type { FormCheck } from './reading.ts';

/**
 * EDTF level 0 to 2 (ISO 8601-2) or W3CDTF; ranges have '/' between two dates, either of which may be empty
 * or '..' (kernel 4.7 property 8, which names W3CDTF and RKMS-ISO8601).
 */
export const checkDate: FormCheck = (text) => {
  // EDTF's grammar is ambiguous and its parser takes up to 2 ms a text: plain dates and ranges go past it, and a
  // text longer than any real date is refused unread.
  if (isPlainDate(text) || isPlainRange(text) || (text.length <= 80 && canParseEdtf(text))) {
    return { ok: true, value: text };
  }
  return {
    ok: false,
    detail: `${quote(text)} is not a date DataCite knows; write 2024, 2024-05, 2024-05-06, 2024-05-06T10:00:00Z, or a range such as 2023-01/2024-05 that begins before it ends.`,
  };
};

function isPlainDate(text: string): boolean {
  return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text) && isInCalendar(text);
}

/** Two plain dates of one precision in order, which texts of one length show by themselves. */
function isPlainRange(text: string): boolean {
  const [start = '', end = '', ...more] = text.split('/');
  return (
    more.length === 0 && start.length === end.length && start <= end && isPlainDate(start) && isPlainDate(end)
  );
}

function canParseEdtf(text: string): boolean {
  // The library takes any row of digits for a year.
  if (/^\d*$/.test(text) && text.length !== 4) return false;
  try {
    edtf(text);
  } catch {
    return false;
  }
  return isInCalendar(text);
}

/** The grammar lets 2001-02-29 pass; a calendar does not. */
function isInCalendar(text: string): boolean {
  for (const [, yearText, monthText, dayText] of text.matchAll(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g)) {
    const day = new Date(Date.UTC(Number(yearText), Number(monthText) - 1, Number(dayText)));
    if (day.getUTCDate() !== Number(dayText)) return false;
  }
  return true;
}

/** The form of xs:language, which DataCite's schema and server ask for (RFC 5646 is stricter). */
export const checkLanguage: FormCheck = (text) =>
  /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,10}$/.test(text)
    ? { ok: true, value: text }
    : {
        ok: false,
        detail: `${quote(text)} is not a language code; use an IETF tag such as en, de or pt-BR.`,
      };

/** RFC 3986 without IP literals; characters beyond ASCII may stand unencoded (RFC 3987). */
const URI =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2}|[^\p{ASCII}\s])+(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2}|[^\p{ASCII}\s])*)?$/u;

/** An absolute URI of any scheme. The XSD asks for xs:anyURI, which would accept almost any text. */
export const checkUri: FormCheck = (text) => {
  const isWeb = /^(?:https?|ftp):/i.test(text);
  if (URI.test(text) && (!isWeb || (/^\w+:\/\/[^/]/.test(text) && URL.canParse(text))))
    return { ok: true, value: text };
  return {
    ok: false,
    detail: `${quote(text)} is not a complete web address; begin with https:// and encode spaces and other signs as %20 and the like.`,
  };
};

/**
 * A code of a classification. The XSD types it as xs:anyURI, so that a bare code is a relative reference: its
 * escapes must be whole, and a colon may only end a scheme or follow the first '/'.
 */
export const checkClassificationCode: FormCheck = (text) => {
  if (/^\w*:?\/\//.test(text)) return checkUri(text);
  const rest = text.replace(/%[0-9A-Fa-f]{2}/g, '');
  const isReference = /^[^:/?#]*(?:[/?#]|$)/.test(rest) || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(rest);
  if (isReference && !/[%[\]]|#.*#/.test(rest)) return { ok: true, value: text };
  return {
    ok: false,
    detail: `${quote(text)} cannot be kept as a classification code; write it without %, [, ] and colons, or give its address as valueUri.`,
  };
};

/** ORCID's place for trials: its iDs are nobody's at orcid.org. */
const SANDBOX = /^\s*(?:https?:\/\/)?sandbox\.orcid\.org\//i;

/** An ORCID iD with its check character; kept as the https URI that ORCID asks to be shown. */
const checkOrcid: FormCheck = (text) => {
  const orcid = parseOrcid(text);
  return orcid.ok
    ? {
        ok: true,
        value: orcidToUrl(orcid.value, SANDBOX.test(text) ? 'https://sandbox.orcid.org' : undefined),
      }
    : { ok: false, detail: `${quote(text)} is not an ORCID iD: ${orcid.problem.message}` };
};

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A ROR ID: '0', six characters of Crockford's base 32 and two check digits (ISO 7064 mod 97-10 over the
 * number they spell). Kept as https://ror.org/….
 */
export const checkRor: FormCheck = (text) => {
  const match = /^(?:(?:https?:\/\/)?(?:www\.)?ror\.org\/)?(0[0-9a-hjkmnp-tv-z]{6})(\d{2})\/?$/i.exec(text);
  const body = match?.[1]?.toLowerCase();
  const digits = match?.[2];
  if (body === undefined || digits === undefined) {
    return {
      ok: false,
      detail: `${quote(text)} is not a ROR ID; it looks like https://ror.org/ and nine characters beginning with 0.`,
    };
  }
  const number = [...body].reduce((sum, character) => sum * 32 + CROCKFORD.indexOf(character), 0);
  if (98 - ((number * 100) % 97) === Number(digits)) {
    return { ok: true, value: `https://ror.org/${body}${digits}` };
  }
  return {
    ok: false,
    detail: `${quote(text)} is mistyped: its last two digits do not fit the rest; copy the ROR ID again.`,
  };
};

/** An ISNI: sixteen characters with the check character of ISO 7064 mod 11-2. Kept as https://isni.org/isni/…. */
export const checkIsni: FormCheck = (text) => {
  const digits = text
    .replace(/^(?:https?:\/\/)?(?:www\.)?isni\.org\/(?:isni\/)?/i, '')
    .replace(/^ISNI:?/i, '')
    .replace(/[\s-]/g, '')
    .toUpperCase();
  if (/^\d{15}[\dX]$/.test(digits) && mod11Character(digits.slice(0, 15)) === digits[15]) {
    return { ok: true, value: `https://isni.org/isni/${digits}` };
  }
  return {
    ok: false,
    detail: `${quote(text)} is not an ISNI; it has sixteen digits, of which the last checks the others.`,
  };
};

function mod11Character(digits: string): string {
  const total = [...digits].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** An entry of Crossref's funder registry, DOI prefix 10.13039. Kept as https://doi.org/10.13039/…. */
export const checkCrossrefFunder: FormCheck = (text) => {
  const doi = normalizeDoi(/^\d+$/.test(text) ? `10.13039/${text}` : text);
  return doi !== null && /^10\.13039\/\d+$/.test(doi)
    ? { ok: true, value: `https://doi.org/${doi}` }
    : {
        ok: false,
        detail: `${quote(text)} is not a Crossref Funder ID; it looks like https://doi.org/10.13039/ and a number.`,
      };
};

/** A GRID identifier, as funders still carry them although the registry was closed in 2021. */
export const checkGrid: FormCheck = (text) =>
  /^(?:https?:\/\/(?:www\.)?grid\.ac\/institutes\/)?grid\.\d{4,6}\.[0-9a-f]{1,2}$/i.test(text)
    ? { ok: true, value: text }
    : { ok: false, detail: `${quote(text)} is not a GRID identifier; it looks like grid.5072.a1.` };

const MARK_UP =
  /<\/?(?:a|abbr|b|br|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|script|small|span|strong|style|sub|sup|table|td|tr|tt|u|ul)(?:\s[^<>]{0,500})?\/?>/i;

/** Titles are shown as they are written: HTML tags would appear as letters in every citation. */
export const checkTitle: FormCheck = (text) => {
  const tag = MARK_UP.exec(text);
  return tag === null
    ? { ok: true, value: text }
    : { ok: false, detail: `A title is plain text; remove the mark-up ${quote(tag[0])}.` };
};

/** The check for an identifier of a person or organisation under the scheme named `scheme`, or null. */
export function checkForScheme(scheme: string): FormCheck | null {
  switch (scheme.toUpperCase()) {
    case 'ORCID':
      return checkOrcid;
    case 'ROR':
      return checkRor;
    case 'ISNI':
      return checkIsni;
    default:
      return null;
  }
}
