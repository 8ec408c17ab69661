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
  /** The closed list of a choice, or what is proposed; else empty. */
  values: readonly string[];
  default: string | null;
  /** Who fills it in. */
  filledBy: 'requester' | 'curator' | 'service';
  attributes: readonly TemplateField[];
};

export type MetadataTemplate = {
  name: string;
  title: string;
  description: string;
  /** The version of DataCite's schema. */
  kernel: string;
  isCurrent: boolean;
  attributes: readonly TemplateField[];
};

export const CURRENT_TEMPLATE = 'doi-request';

/** All templates, the current one first. */
export function listTemplates(): readonly MetadataTemplate[] {
  return [];
}

/** The template of this name, or null. */
export function readTemplate(name: string = CURRENT_TEMPLATE): MetadataTemplate | null {
  return listTemplates().find((template) => template.name === name) ?? null;
}
