import type { AttributeProblem } from './folder-attribute.ts';
import type { PlacedAttribute } from './places.ts';

/** What the template holds that DataCite has no place for. */
export type TemplateExtras = {
  /** Addresses of programs that can be used with the data. */
  analysisTools: string[];
  /** How to reuse and cite, in the words of the requester. */
  conditions: string[];
  isCompressed: boolean | null;
  isDeprecated: boolean | null;
};

export function createExtras(): TemplateExtras {
  return { analysisTools: [], conditions: [], isCompressed: null, isDeprecated: null };
}

/** Reads one attribute that has a value and no place in DataCite's schema. */
export function readExtra(
  extras: TemplateExtras,
  { attribute, place }: PlacedAttribute,
  problems: AttributeProblem[],
): void {
  const value = attribute.value.trim();
  switch (attribute.name) {
    case 'analysis_tool':
      if (isWebAddress(value)) extras.analysisTools.push(value);
      else
        problems.push({ attribute: place, detail: 'Give the whole web address of the tool, with https://.' });
      return;
    case 'reuse_or_citation_conditions':
      extras.conditions.push(value);
      return;
    case 'compressed_data':
      extras.isCompressed = readBoolean(value, place, problems);
      return;
    case 'is_deprecated':
      extras.isDeprecated = readBoolean(value, place, problems);
      return;
  }
}

function readBoolean(value: string, place: string, problems: AttributeProblem[]): boolean | null {
  const text = value.toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  problems.push({ attribute: place, detail: 'Write true or false, or leave it blank.' });
  return null;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && text.length <= 2048 && URL.canParse(text);
}
