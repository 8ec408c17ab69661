import type { Row } from './row.ts';
import { rows } from './rows.ts';

/** How an attribute is filled in. */
export type FieldType =
  | 'line'
  | 'text'
  | 'number'
  | 'boolean'
  | 'address'
  | 'language'
  | 'date'
  | 'choice'
  /** Only holds attributes of its own; its value is blank. */
  | 'group';

/** One attribute of a template, as forms and programs need to know it. */
export type TemplateField = {
  name: string;
  label: string;
  help: string;
  type: FieldType;
  /** Whether the template asks for it; below another attribute: where that one is given. */
  required: boolean;
  repeatable: boolean;
  /** The closed list of a choice; of other types what is proposed. */
  values: readonly string[];
  /** What forms fill in beforehand. */
  default: string | null;
  filledBy: 'requester' | 'curator' | 'service';
  attributes: readonly TemplateField[];
};

export type MetadataTemplate = {
  name: string;
  title: string;
  description: string;
  /** The version of DataCite's schema that it follows. */
  kernel: string;
  isCurrent: boolean;
  attributes: readonly TemplateField[];
};

export const CURRENT_TEMPLATE = 'doi-request';

const templates: readonly MetadataTemplate[] = [
  {
    name: CURRENT_TEMPLATE,
    title: 'Request for a permanent identifier',
    description: 'Describes a folder for a DOI or an ARK. Every property of DataCite’s schema has its place.',
    kernel: '4.7',
    isCurrent: true,
    attributes: rows.map(presentField),
  },
  {
    name: 'doi-request-datacite-4.2',
    title: 'Request for a permanent identifier, as CyVerse asks',
    description:
      'The attributes and lists of CyVerse’s template for DataCite 4.2, for programs that know it. What it holds is read ' +
      'by the current template, too.',
    kernel: '4.2',
    isCurrent: false,
    attributes: rows.flatMap(presentOriginalField),
  },
];

/** All templates, the current one first. */
export function listTemplates(): readonly MetadataTemplate[] {
  return templates;
}

/** The template of this name, or null. */
export function readTemplate(name: string = CURRENT_TEMPLATE): MetadataTemplate | null {
  return templates.find((template) => template.name === name) ?? null;
}

function presentField(given: Row): TemplateField {
  return {
    name: given.name,
    label: given.label,
    help: given.help,
    type: given.type,
    required: given.required,
    repeatable: given.repeatable,
    values: given.values,
    default: given.default,
    filledBy: given.filledBy,
    attributes: given.attributes.map(presentField),
  };
}

function presentOriginalField(given: Row): TemplateField[] {
  if (given.original === null) return [];
  const { values } = given.original;
  return [{ ...presentField(given), values, attributes: given.attributes.flatMap(presentOriginalField) }];
}
