import type { AttributeProblem, FolderAttribute } from '../template/folder-attribute.ts';
import { readTemplate, type TemplateField } from '../template/template.ts';

/** An attribute for a page: what people call it, its value in full, and what is wrong just there. */
export type ShownAttribute = {
  path: string;
  label: string;
  value: string;
  /** Whether the value is text of several lines or sentences, to be read rather than glanced at. */
  isText: boolean;
  problems: readonly string[];
  attributes: readonly ShownAttribute[];
};

/** From here a value is text to be read. */
const LONG_VALUE = 80;

/** The attributes of a folder as readable text, problems at their places; `elsewhere` are those of what is missing. */
export function presentMetadata(
  attributes: readonly FolderAttribute[],
  problems: readonly AttributeProblem[],
): { attributes: ShownAttribute[]; elsewhere: AttributeProblem[] } {
  const shownPaths = new Set<string>();
  const fields = readTemplate()?.attributes ?? [];
  const shown = present(attributes, fields, '', { problems, shownPaths });
  return { attributes: shown, elsewhere: problems.filter(({ attribute }) => !shownPaths.has(attribute)) };
}

type Presenting = { problems: readonly AttributeProblem[]; shownPaths: Set<string> };

function present(
  attributes: readonly FolderAttribute[],
  fields: readonly TemplateField[],
  above: string,
  presenting: Presenting,
): ShownAttribute[] {
  const seen = new Map<string, number>();
  const all = new Map<string, number>();
  for (const { name } of attributes) all.set(name, (all.get(name) ?? 0) + 1);
  return attributes.map(({ name, value, unit = '', attributes: inner }) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    // The only one is known by its name, and by its number, too.
    const paths = [`${above}${name}[${number}]`, ...(all.get(name) === 1 ? [`${above}${name}`] : [])];
    const path = paths.at(-1) ?? name;
    for (const each of paths) presenting.shownPaths.add(each);
    const field = fields.find((each) => each.name === name);
    return {
      path,
      label: field?.label ?? name,
      value: unit === '' ? value : `${value} ${unit}`,
      isText: value.length > LONG_VALUE || value.includes('\n'),
      problems: presenting.problems
        .filter(({ attribute }) => paths.includes(attribute))
        .map(({ detail }) => detail),
      attributes: present(inner, field?.attributes ?? [], `${path}/`, presenting),
    };
  });
}
