import type { Gs1AiRow, Gs1Component } from './gs1-ai-row.ts';
import { gs1AiRows } from './gs1-ai-table.ts';

/**
 * One GS1 Application Identifier. `requires`: groups of AIs of which one must be present whole beside it, none asked
 * for if empty; `excludes`: AIs that may not be present beside it; in both an `n` stands for any digit, and an AI never
 * excludes itself. `predefinedLength`: no FNC1 is needed after its value. `dataAttribute`: it may stand in the query of
 * a GS1 Digital Link. `primaryKey`: for a primary key of GS1 Digital Link its sequences of qualifiers, of which any may
 * be left out but none moved or mixed; '01' has `[['22', '10', '21'], ['235']]`, a key without qualifiers has `[]`.
 */
export type Gs1Ai = {
  ai: string;
  title: string;
  components: readonly Gs1Component[];
  predefinedLength: boolean;
  dataAttribute: boolean;
  requires: readonly (readonly string[])[];
  excludes: readonly string[];
  primaryKey: null | { sequences: readonly (readonly string[])[] };
};

/** GS1 General Specifications section 7.8.5: AIs that open with these have a predefined length. */
const PREDEFINED_LENGTH = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;

/** All Application Identifiers of GS1's syntax dictionary, in order of the AI as text. */
export const gs1Ais: readonly Gs1Ai[] = gs1AiRows
  .flatMap(expandRow)
  .sort((one, other) => (one.ai < other.ai ? -1 : 1));

const aisByNumber: ReadonlyMap<string, Gs1Ai> = new Map(gs1Ais.map((each) => [each.ai, each]));

/** The Application Identifier with this number (two to four digits, without brackets), or null. */
export function findGs1Ai(ai: string): Gs1Ai | null {
  return aisByNumber.get(ai) ?? null;
}

/**
 * The short names by which GS1 Digital Link URI Syntax 1.1 lets primary keys and qualifiers be written in a path, and
 * their AIs. Later releases only read them; numbers are what is written. `payto` was the name of AI 415 in 1.1.
 */
export const gs1ConvenienceNames: Readonly<Record<string, string>> = {
  cpid: '8010',
  cpsn: '8011',
  cpv: '22',
  gcn: '255',
  gdti: '253',
  giai: '8004',
  ginc: '401',
  gln: '414',
  glnx: '254',
  gmn: '8013',
  grai: '8003',
  gsin: '402',
  gsrn: '8018',
  gsrnp: '8017',
  gtin: '01',
  itip: '8006',
  lot: '10',
  party: '417',
  payto: '415',
  refno: '8020',
  ser: '21',
  srin: '8019',
  sscc: '00',
};

function expandRow([ais, title, components, rules = {}]: Gs1AiRow): Gs1Ai[] {
  return expandRange(ais).map((ai) => ({
    ai,
    title,
    components,
    predefinedLength: PREDEFINED_LENGTH.test(ai),
    dataAttribute: rules.attribute ?? true,
    requires: splitList(rules.needs, ',').map((group) => group.split('+')),
    excludes: splitList(rules.bars, ','),
    primaryKey:
      rules.key === undefined
        ? null
        : { sequences: splitList(rules.key, '|').map((sequence) => sequence.split(',')) },
  }));
}

function expandRange(ais: string): string[] {
  const [first = '', last = first] = ais.split('-');
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) =>
    String(Number(first) + index).padStart(first.length, '0'),
  );
}

function splitList(list: string | undefined, separator: string): string[] {
  return list === undefined || list === '' ? [] : list.split(separator);
}
