import type { TemplateField } from './template.ts';

/**
 * One attribute of the template and the place of DataCite's JSON that it stands for. Attributes follow the kernel's XML:
 * an XML attribute or a sub-element is an attribute of the attribute.
 */
export type Row = Omit<TemplateField, 'attributes'> & {
  /** The member of DataCite's JSON; null: DataCite has no place for it. */
  member: string | null;
  /**
   * The member of the entry's own object that takes the value. Null where there is no such object: the value is the
   * entry, and what is below it belongs to the object around it.
   */
  own: string | null;
  /** Whether what forms preselect below it counts although its own value is blank. */
  keepsBlank: boolean;
  /** As CyVerse's template for DataCite 4.2 has it; null: that template lacks it. */
  original: { values: readonly string[] } | null;
  attributes: readonly Row[];
};

type Given = Pick<Row, 'name' | 'label' | 'help'> & Partial<Omit<Row, 'name' | 'label' | 'help'>>;

/** A row with what most rows have: a line of text, asked of nobody, under the same name in DataCite's JSON. */
export function row(given: Given): Row {
  return {
    type: 'line',
    required: false,
    repeatable: false,
    values: [],
    default: null,
    filledBy: 'requester',
    member: given.name,
    own: null,
    keepsBlank: false,
    original: null,
    attributes: [],
    ...given,
  };
}

/** What the template for DataCite 4.2 has, too, with the same list of values. */
export function originalRow(given: Given): Row {
  return row({ original: { values: given.values ?? [] }, ...given });
}

/** Whether an entry of this row is an object of its own in DataCite's JSON. */
export function isObject(given: Row): boolean {
  return given.own !== null || given.type === 'group';
}

/** @returns `values` without those that DataCite added after its schema 4.2. */
export function without(values: readonly string[], later: readonly string[]): string[] {
  return values.filter((value) => !later.includes(value));
}
