import type { AttributeProblem, FolderAttribute } from '../template/folder-attribute.ts';
import type { TemplateField } from '../template/template.ts';
import { partOf } from './form-attributes.ts';

/** An attribute of the template as a form shows it, with all that there are of it. */
export type FormGroup = {
  name: string;
  /** Without a number; what "add another" names. */
  path: string;
  label: string;
  help: string;
  required: boolean;
  repeatable: boolean;
  /** Whether something is filled in, or wrong: then it is not folded away. */
  isOpen: boolean;
  /** About all of them, such as that one is missing. */
  problems: readonly string[];
  entries: readonly FormEntry[];
};

export type FormEntry = {
  path: string;
  /** Unique on the page, and fit for an id. */
  id: string;
  label: string;
  /** Told from the others of its kind; null where there is one. */
  number: number | null;
  control: 'line' | 'text' | 'choice' | 'none';
  inputmode: 'text' | 'decimal' | 'url';
  options: readonly { value: string; text: string; isChosen: boolean }[];
  /** Proposals for a line. */
  proposals: readonly string[];
  value: string;
  isFilled: boolean;
  mayBeRemoved: boolean;
  problems: readonly string[];
  groups: readonly FormGroup[];
};

/** More of one attribute than anybody fills in by hand. */
export const ENTRIES_SHOWN = 200;

/**
 * The form of a template, filled in.
 * @param problems each is shown at its field; those that fit no field are left to the page
 */
export function layOutForm(
  fields: readonly TemplateField[],
  attributes: readonly FolderAttribute[],
  problems: readonly AttributeProblem[],
): { groups: FormGroup[]; elsewhere: AttributeProblem[] } {
  const placed = new Set<AttributeProblem>();
  const at = (paths: readonly string[]): string[] =>
    problems
      .filter((problem) => paths.includes(problem.attribute) && !placed.has(problem))
      .map((problem) => {
        placed.add(problem);
        return problem.detail;
      });
  const groups = layOut(fields, attributes, [''], at);
  return { groups, elsewhere: problems.filter((problem) => !placed.has(problem)) };
}

/** Which attribute there is more often than a form can show; null: none. */
export function findTooMany(attributes: readonly FolderAttribute[]): string | null {
  for (const [name, all] of Map.groupBy(attributes, (each) => each.name)) {
    if (all.length > ENTRIES_SHOWN) return name;
  }
  for (const { name, attributes: inner } of attributes) {
    const below = findTooMany(inner);
    if (below !== null) return `${name}/${below}`;
  }
  return null;
}

type ProblemsAt = (paths: readonly string[]) => string[];

/** @param above the ways to name what these are below: with each number, and without where there is only one */
function layOut(
  fields: readonly TemplateField[],
  attributes: readonly FolderAttribute[],
  above: readonly string[],
  at: ProblemsAt,
): FormGroup[] {
  return fields
    .filter(({ filledBy }) => filledBy === 'requester')
    .map((field) => {
      const given = attributes.filter(({ name }) => name === field.name).slice(0, ENTRIES_SHOWN);
      const shown: FolderAttribute[] =
        given.length > 0 ? given : [{ name: field.name, value: field.default ?? '', attributes: [] }];
      const entries = shown.map((attribute, index) =>
        layOutEntry(
          field,
          attribute,
          { number: index + 1, of: shown.length, isGiven: given.length > 0 },
          above,
          at,
        ),
      );
      const problems = at(above.map((prefix) => prefix + field.name));
      return {
        name: field.name,
        path: (above[0] ?? '') + field.name,
        label: field.label,
        help: field.help,
        required: field.required,
        repeatable: field.repeatable,
        isOpen:
          field.required ||
          problems.length > 0 ||
          entries.some((entry) => entry.isFilled || hasProblem(entry)),
        problems,
        entries,
      };
    });
}

function layOutEntry(
  field: TemplateField,
  attribute: FolderAttribute,
  place: { number: number; of: number; isGiven: boolean },
  above: readonly string[],
  at: ProblemsAt,
): FormEntry {
  const { number, of, isGiven } = place;
  const part = partOf(field.name, number);
  const path = (above[0] ?? '') + part;
  const names = above.flatMap((prefix) => [prefix + part, ...(of === 1 ? [prefix + field.name] : [])]);
  const problems = at(names);
  const value = isGiven ? attribute.value : (field.default ?? '');
  const groups = layOut(
    field.attributes,
    attribute.attributes,
    names.map((name) => `${name}/`),
    at,
  );
  const isFilled =
    (isGiven && attribute.value !== '' && attribute.value !== field.default) ||
    (isGiven && groups.some((group) => group.entries.some((entry) => entry.isFilled)));
  return {
    path,
    id: path.replaceAll(/[^\w]/g, '-'),
    label: field.label,
    number: of > 1 ? number : null,
    ...controlOf(field, value),
    value,
    isFilled,
    mayBeRemoved: field.repeatable && (of > 1 || isFilled),
    problems,
    groups,
  };
}

function controlOf(
  field: TemplateField,
  value: string,
): Pick<FormEntry, 'control' | 'inputmode' | 'options' | 'proposals'> {
  const plain = { inputmode: 'text' as const, options: [], proposals: [] };
  switch (field.type) {
    case 'group':
      return { ...plain, control: 'none' };
    case 'text':
      return { ...plain, control: 'text' };
    case 'boolean':
      return { ...plain, control: 'choice', options: optionsOf(['true', 'false'], value) };
    case 'choice':
      return { ...plain, control: 'choice', options: optionsOf(field.values, value) };
    case 'number':
      return { ...plain, control: 'line', inputmode: 'decimal' };
    case 'address':
      return { ...plain, control: 'line', inputmode: 'url', proposals: field.values };
    case 'line':
    case 'language':
    case 'date':
      return { ...plain, control: 'line', proposals: field.values };
    default:
      return field.type satisfies never;
  }
}

/** A value that the list lacks is kept until somebody chooses another one. */
function optionsOf(values: readonly string[], value: string): FormEntry['options'] {
  const all = value === '' || values.includes(value) ? values : [value, ...values];
  return ['', ...all].map((each) => ({
    value: each,
    text: each === '' ? '–' : each,
    isChosen: each === value,
  }));
}

function hasProblem(entry: FormEntry): boolean {
  return (
    entry.problems.length > 0 ||
    entry.groups.some((group) => group.problems.length > 0 || group.entries.some(hasProblem))
  );
}
