import { RESOURCE_TYPES, type ResourceTypeGeneral } from '@mintmark/datacite';

/**
 * DSpace's names of types with the kernel's (property 10.a). The first name of a kind is the one shown for it. DSpace's own
 * crosswalk is followed, but for presentations, which the kernel has a word for since 4.7.
 */
export const resourceTypeNames: readonly (readonly [string, ResourceTypeGeneral])[] = [
  ['Animation', 'Audiovisual'],
  ['Article', 'JournalArticle'],
  ['Book', 'Book'],
  ['Book chapter', 'BookChapter'],
  ['Dataset', 'Dataset'],
  ['Learning Object', 'InteractiveResource'],
  ['Image', 'Image'],
  ['Image, 3-D', 'Image'],
  ['Map', 'Model'],
  ['Musical Score', 'Other'],
  ['Plan or blueprint', 'Model'],
  ['Preprint', 'Preprint'],
  ['Presentation', 'Presentation'],
  ['Recording, acoustical', 'Sound'],
  ['Recording, musical', 'Sound'],
  ['Recording, oral', 'Sound'],
  ['Software', 'Software'],
  ['Technical Report', 'Report'],
  ['Thesis', 'Dissertation'],
  ['Video', 'Audiovisual'],
  ['Working Paper', 'Text'],
  ['Other', 'Other'],
  // DCMI's names that neither DSpace nor the kernel has.
  ['MovingImage', 'Audiovisual'],
  ['StillImage', 'Image'],
];

/** Kinds that DSpace has a name of its own for, which means the same. Of others the kernel's name is shown. */
const shownNames: Readonly<Partial<Record<ResourceTypeGeneral, string>>> = {
  JournalArticle: 'Article',
  BookChapter: 'Book chapter',
  Dissertation: 'Thesis',
};

const generalByName: ReadonlyMap<string, ResourceTypeGeneral> = new Map([
  ...RESOURCE_TYPES.map((type) => [type.toLowerCase(), type] as const),
  ...resourceTypeNames.map(([name, type]) => [name.toLowerCase(), type] as const),
]);

/** @returns the broad kind of a type by DSpace's or the kernel's name; a word of one's own is of the kind Other. */
export function readResourceType(name: string): ResourceTypeGeneral {
  return generalByName.get(name.trim().toLowerCase()) ?? 'Other';
}

/** @returns the name under which DSpace shows a kind that has no word of its own. */
export function nameResourceType(type: ResourceTypeGeneral): string {
  return shownNames[type] ?? type;
}
