import type { Gs1LinterName } from './gs1-linters.ts';

/** One part of a value: `min` to `max` characters of a set (N digits, X CSET 82, Y CSET 39, Z base64url). */
export type Gs1Component = {
  characters: 'N' | 'X' | 'Y' | 'Z';
  min: number;
  max: number;
  optional: boolean;
  linters: readonly Gs1LinterName[];
};

/**
 * `needs`: groups of AIs of which one must be present whole ("01+21,02"); `bars`: AIs that may not be; in both, `n` is
 * any digit. `key`: a primary key of GS1 Digital Link, with its sequences of qualifiers ("22,10,21|235"). `attribute`:
 * whether the AI may stand in the query of a GS1 Digital Link, which is the rule.
 */
type Gs1Rules = { needs?: string; bars?: string; key?: string; attribute?: boolean };

/** AI or range of AIs, GS1's data title, parts of the value, rules. */
export type Gs1AiRow = readonly [
  ais: string,
  title: string,
  components: readonly Gs1Component[],
  rules?: Gs1Rules,
];

/** A part of exactly `length` characters. */
export function fixed(
  characters: Gs1Component['characters'],
  length: number,
  ...linters: Gs1LinterName[]
): Gs1Component {
  return { characters, min: length, max: length, optional: false, linters };
}

/** A part of one to `max` characters. */
export function upTo(
  characters: Gs1Component['characters'],
  max: number,
  ...linters: Gs1LinterName[]
): Gs1Component {
  return { characters, min: 1, max, optional: false, linters };
}

/** The same part, which may be missing from the end of the value. */
export function optional(component: Gs1Component): Gs1Component {
  return { ...component, optional: true };
}

/** The six digits of a measure; the AI's last digit says where its decimal point is. */
export function measures(needs: string, titles: Record<string, string>): Gs1AiRow[] {
  return Object.entries(titles).map(([kind, title]): Gs1AiRow => {
    return [`${kind}0-${kind}5`, title, [fixed('N', 6)], { needs, bars: `${kind}n` }];
  });
}

/** Rows for `count` AIs one after the other that differ in their titles only. */
export function numbered(
  first: string,
  count: number,
  titleOf: (index: number) => string,
  components: readonly Gs1Component[],
  needs: string,
): Gs1AiRow[] {
  return Array.from({ length: count }, (_, index): Gs1AiRow => {
    return [String(Number(first) + index), titleOf(index), components, { needs }];
  });
}
