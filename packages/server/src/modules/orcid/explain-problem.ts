import type { OrcidProblem, OrcidProblemKind } from '@mintmark/orcid';

/** What is wrong with an item or a call, by ORCID's error code: what, and what to do. */
const sentences: Readonly<Record<number, string>> = {
  9001: 'ORCID could not read what was sent, or knows no such address. Tell the operator.',
  9006: 'ORCID calls the request wrong. See what it said, mend what is meant, and have it tried again.',
  9012: 'ORCID calls the request wrong. See what it said, mend what is meant, and have it tried again.',
  9019: 'The number of the item in its address and in its text differ. Tell the operator.',
  9020: 'A field breaks a rule of ORCID’s. Mend it, and it is sent again.',
  9022: 'The title is missing. Give one, and it is sent again.',
  9023: 'An identifier is missing or wrong. Give one whose type ORCID knows, with its value.',
  9024: 'A new item was sent with a number, which only ORCID gives. Tell the operator.',
  9026: 'ORCID has no such group of peer reviews. Make the group first, or give its name, description and type.',
  9031: 'A change was sent without the number of its item. Tell the operator.',
  9034: 'The number of the item is missing. Tell the operator.',
  9035: 'Who may see an item is for the person alone to change.',
  9037: 'The type or a language is missing, or ORCID does not know it.',
  9040: 'The item is in use at ORCID and cannot be deleted.',
  9042: 'More items were asked for than ORCID gives at once. Tell the operator.',
  9045: 'The organisation has no identifier that ORCID takes. Give a ROR ID, or another one with its source.',
  9046: 'The organisation is missing. Give its name, city and country.',
  9047: 'ORCID could not read what was sent as JSON. Tell the operator.',
  9048: 'The record has 10,000 works, which is all that a record holds.',
  9049: 'A date is none. Write a year, a year and a month, or a whole day.',
  9050: 'There is an end and no start. Give the start, too.',
  9051: 'A word is not one of those that ORCID’s list has for this field.',
  9052: 'The permission is for another version of ORCID’s API. The person has to connect once more.',
  9053: 'The group of the review names an ISSN that is none.',
  9054: 'The amount is no number. Write digits, and the currency as three letters.',
  9055: 'The end is before the start.',
  9058: 'A contributor has a role that ORCID does not know.',
  9060: 'The address of the organisation needs a city and a country.',
  9061: 'An address with a city or a region needs its country, too.',
  9062: 'Neither the organisation nor the affiliation has an identifier. Give one of them.',
};

const kindSentences: Record<OrcidProblemKind, string> = {
  'grant-revoked': 'ORCID no longer takes the permission. The person has to connect once more.',
  'token-of-other-record': 'The permission belongs to another record; it is not used again.',
  'not-source': 'Another system added this to the record, and only that one may change it.',
  'scope-missing': 'The permission that the person gave does not cover this.',
  gone: 'It is not at ORCID, or not any more.',
  duplicate: 'The record has this already, from us, under another number than the one we know.',
  locked: 'ORCID has locked the record.',
  deactivated: 'The record is closed: its owner deactivated it.',
  unclaimed: 'Nobody has claimed the record yet.',
  moved: 'The record was merged into another one.',
  'client-refused':
    'ORCID does not serve the organisation’s credentials. An administrator tests them on the page of credentials; all of it goes on once they work.',
  'too-large': 'What ORCID answered is larger than this service reads.',
  invalid: 'ORCID did not take it. See what it said, mend what is meant, and have it tried again.',
  later: 'ORCID has trouble of its own at the moment; it is tried again.',
};

/** What an answer of the registry means, in a sentence of ours. */
export function explainProblem({ kind, status, code, detail }: OrcidProblem): string {
  if (status === null) return detail === '' ? 'ORCID did not answer; it is tried again.' : detail;
  if (status === 429 || status === 503) return 'ORCID takes no more calls at the moment; it is tried again.';
  if (kind === 'invalid' && code !== null) return sentences[code] ?? kindSentences.invalid;
  return kindSentences[kind];
}

/** What the registry itself said, as a quotation; null: nothing that tells more. */
export function quoteProblem({ kind, status, code, detail }: OrcidProblem): string | null {
  // Of what stands in front of the registry; the log of calls has it.
  const isOfNobody = kind === 'later' && code === null;
  return status === null || isOfNobody || detail === '' ? null : `ORCID said: “${detail}”`;
}

/** Both in one line. */
export function sayProblem(problem: OrcidProblem): string {
  const quote = quoteProblem(problem);
  return quote === null ? explainProblem(problem) : `${explainProblem(problem)} ${quote}`;
}
