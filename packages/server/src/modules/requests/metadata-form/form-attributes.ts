import type { FolderAttribute } from '../template/folder-attribute.ts';
import type { TemplateField } from '../template/template.ts';

/** A part of a path in a form: the second creator is `creator[2]`, its first iD `creator[2]/nameIdentifier[1]`. */
const PART = /^([^/[\]]{1,100})\[(\d{1,4})\]$/;
const DEPTH_LIMIT = 6;

export function partOf(name: string, number: number): string {
  return `${name}[${number}]`;
}

/**
 * What a form of a template says, blanks included, so that it can be shown again as it was. Fields that the template
 * does not have are left out.
 * @param values by the paths that name the form's fields
 */
export function readFormAttributes(
  values: ReadonlyMap<string, string>,
  fields: readonly TemplateField[],
): FolderAttribute[] {
  const numbers = numbersByPath(values.keys());
  const read = (within: readonly TemplateField[], above: string): FolderAttribute[] =>
    within.flatMap((field) =>
      [...(numbers.get(above + field.name) ?? [])]
        .sort((one, other) => one - other)
        .map((number) => {
          const path = above + partOf(field.name, number);
          return {
            name: field.name,
            value: (values.get(path) ?? '').replaceAll('\r\n', '\n').trim(),
            attributes: read(field.attributes, `${path}/`),
          };
        }),
    );
  return read(fields, '');
}

/** Which numbers there are of each attribute, by its path without the last number. */
function numbersByPath(paths: Iterable<string>): Map<string, Set<number>> {
  const numbers = new Map<string, Set<number>>();
  for (const path of paths) {
    const parts = path.split('/');
    if (parts.length > DEPTH_LIMIT) continue;
    let above = '';
    for (const part of parts) {
      const [, name, number] = PART.exec(part) ?? [];
      if (name === undefined || number === undefined) break;
      const at = above + name;
      numbers.set(at, (numbers.get(at) ?? new Set()).add(Number(number)));
      above = `${above}${part}/`;
    }
  }
  return numbers;
}

/** Without what nobody filled in: blanks, and what the form had chosen beforehand around blanks. */
export function withoutBlanks(
  attributes: readonly FolderAttribute[],
  fields: readonly TemplateField[],
): FolderAttribute[] {
  return attributes.flatMap((attribute) => {
    const field = fields.find(({ name }) => name === attribute.name);
    if (field === undefined || !isTouched(attribute, field)) return [];
    return { ...attribute, attributes: keepFilled(attribute.attributes, field.attributes) };
  });
}

/** Below what somebody filled in, what was chosen beforehand counts. */
function keepFilled(
  attributes: readonly FolderAttribute[],
  fields: readonly TemplateField[],
): FolderAttribute[] {
  return attributes.flatMap((attribute) => {
    const field = fields.find(({ name }) => name === attribute.name);
    if (field === undefined) return [];
    if (isTouched(attribute, field) || (attribute.value !== '' && field.attributes.length === 0)) {
      return { ...attribute, attributes: keepFilled(attribute.attributes, field.attributes) };
    }
    return [];
  });
}

function isTouched(attribute: FolderAttribute, field: TemplateField): boolean {
  if (attribute.value !== '' && attribute.value !== (field.default ?? '')) return true;
  return attribute.attributes.some((inner) => {
    const below = field.attributes.find(({ name }) => name === inner.name);
    return below !== undefined && isTouched(inner, below);
  });
}

/** One more of an attribute, blank. @param path without the number: `creator` or `creator[2]/affiliation` */
export function addBlank(attributes: readonly FolderAttribute[], path: string): FolderAttribute[] {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return [...attributes, { name: first, value: '', attributes: [] }];
  return changeAt(attributes, first, (inner) => ({
    ...inner,
    attributes: addBlank(inner.attributes, rest.join('/')),
  }));
}

/** Without one of an attribute. @param path with its number: `creator[2]` */
export function removeAt(attributes: readonly FolderAttribute[], path: string): FolderAttribute[] {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return changeAt(attributes, first, () => null);
  return changeAt(attributes, first, (inner) => ({
    ...inner,
    attributes: removeAt(inner.attributes, rest.join('/')),
  }));
}

function changeAt(
  attributes: readonly FolderAttribute[],
  part: string,
  change: (attribute: FolderAttribute) => FolderAttribute | null,
): FolderAttribute[] {
  const [, name, number] = PART.exec(part) ?? [];
  let count = 0;
  return attributes.flatMap((attribute) => {
    if (attribute.name !== name) return [attribute];
    count += 1;
    return count === Number(number) ? (change(attribute) ?? []) : [attribute];
  });
}
