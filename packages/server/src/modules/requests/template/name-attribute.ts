import { readTemplate, type TemplateField } from './template.ts';

/** A place of the metadata as the form calls it: `creator[2]/affiliation` is “Creator 2, Affiliation”. */
export function nameAttribute(place: string): string {
  let fields: readonly TemplateField[] = readTemplate()?.attributes ?? [];
  const names = place.split('/').map((step) => {
    const [, name = step, number] = /^(.+?)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const field = fields.find((each) => each.name === name);
    fields = field?.attributes ?? [];
    return [field?.label ?? name, number].filter(Boolean).join(' ');
  });
  return names.join(', ');
}
