import { DATE_TYPES, DESCRIPTION_TYPES, TITLE_TYPES } from '@mintmark/datacite';
import { nameResourceType, readResourceType } from './resource-types.ts';
import { listRoom, type Room, singleRoom } from './room.ts';
import { confirmedValue, plainValue, toKernelLanguage } from './values.ts';

/** Property 3; the kind is the type of title, '' the main title. */
export const titles: Room = listRoom('titles', {
  kindOf: ({ titleType }) => titleType ?? '',
  read: ({ title, lang }) => plainValue(title, lang),
  write({ value, language }, kind) {
    const titleType = TITLE_TYPES.find((type) => type === kind);
    return {
      entry: {
        title: value,
        ...(titleType !== undefined && { titleType }),
        ...toKernelLanguage(language),
      },
    };
  },
});

/** The part of dc.subject.mesh or dc.identifier.isbn that is free, in lower case; '' where a word cannot stand there. */
export function toQualifier(word: string): string {
  const qualifier = word.toLowerCase();
  return /^[a-z0-9_-]{1,64}$/.test(qualifier) ? qualifier : '';
}

const WEB_ADDRESS = /^https?:\/\/\S+$/;

/** Property 6; the kind is the scheme as a qualifier, '' for all whose name cannot be one. The authority is valueUri. */
export const subjects: Room = listRoom('subjects', {
  kindOf: ({ subjectScheme }) => toQualifier(subjectScheme ?? ''),
  read({ subject, lang, valueUri = '' }) {
    return confirmedValue(subject, lang, WEB_ADDRESS.test(valueUri) ? valueUri : null);
  },
  write({ value, language, authority }, kind, previous) {
    const { subjectScheme, schemeUri } = previous ?? (kind === '' ? {} : { subjectScheme: kind });
    return {
      entry: {
        subject: value,
        ...(subjectScheme !== undefined && { subjectScheme }),
        ...(schemeUri !== undefined && { schemeUri }),
        ...(authority !== null && WEB_ADDRESS.test(authority) && { valueUri: authority }),
        ...toKernelLanguage(language),
      },
    };
  },
});

/** Property 17; the kind is the type of description. */
export const descriptions: Room = listRoom('descriptions', {
  kindOf: ({ descriptionType }) => descriptionType,
  read: ({ description, lang }) => plainValue(description, lang),
  write({ value, language }, kind) {
    const descriptionType = DESCRIPTION_TYPES.find((type) => type === kind);
    if (descriptionType === undefined) return { reason: `DataCite knows no description of type ${kind}.` };
    return { entry: { description: value, descriptionType, ...toKernelLanguage(language) } };
  },
});

/** Property 8; the kind is the type of date. EDTF is kept as it is written. */
export const dates: Room = listRoom('dates', {
  kindOf: ({ dateType }) => dateType,
  read: ({ date }) => plainValue(date),
  write({ value }, kind) {
    const dateType = DATE_TYPES.find((type) => type === kind);
    return dateType === undefined
      ? { reason: `DataCite knows no date of type ${kind}.` }
      : { entry: { date: value, dateType } };
  },
});

/** Property 9. */
export const language: Room = singleRoom('language', {
  kindOf: () => '',
  read: (entry) => plainValue(entry.replaceAll('-', '_')),
  write: ({ value }) => ({ entry: value.replaceAll('_', '-') }),
});

/** Property 10: the organisation's own word, else DSpace's word for the broad kind. */
export const types: Room = singleRoom('types', {
  kindOf: () => '',
  read({ resourceType, resourceTypeGeneral }) {
    if (resourceType !== undefined) return plainValue(resourceType);
    return resourceTypeGeneral === undefined ? null : plainValue(nameResourceType(resourceTypeGeneral));
  },
  write: ({ value }) => ({
    entry: { resourceTypeGeneral: readResourceType(value), resourceType: value },
  }),
});

/** Property 13. */
export const sizes: Room = listRoom('sizes', {
  kindOf: () => '',
  read: (entry) => plainValue(entry),
  write: ({ value }) => ({ entry: value }),
});

/** Property 14. */
export const formats: Room = listRoom('formats', {
  kindOf: () => '',
  read: (entry) => plainValue(entry),
  write: ({ value }) => ({ entry: value }),
});

/** Property 18: names of places. Their coordinates are no field, and stay when the name goes. */
export const places: Room = listRoom('geoLocations', {
  kindOf: () => '',
  read: ({ geoLocationPlace }) => (geoLocationPlace === undefined ? null : plainValue(geoLocationPlace)),
  write: ({ value }, _kind, previous) => ({ entry: { ...previous, geoLocationPlace: value } }),
  strip({ geoLocationPlace: _, ...rest }) {
    return Object.keys(rest).length === 0 ? null : rest;
  },
});
