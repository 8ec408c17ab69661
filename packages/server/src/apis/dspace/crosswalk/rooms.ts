import { contributors, creators, publisher } from './agents.ts';
import { fundingReferences } from './funding.ts';
import { alternateIdentifiers, relatedIdentifiers } from './relations.ts';
import { rightsAddresses, rightsTexts } from './rights.ts';
import type { Room } from './room.ts';
import { dates, descriptions, formats, language, places, sizes, subjects, titles, types } from './texts.ts';

/** The properties of the kernel that fields are mapped to, each with how it is read and written. */
export const rooms = {
  creators,
  contributors,
  titles,
  publisher,
  dates,
  subjects,
  language,
  types,
  alternateIdentifiers,
  relatedIdentifiers,
  sizes,
  formats,
  rightsTexts,
  rightsAddresses,
  descriptions,
  fundingReferences,
  places,
} as const satisfies Record<string, Room>;

export type RoomName = keyof typeof rooms;

/** Their names in DataCite's JSON. */
export const propertyNames: Readonly<Record<RoomName, string>> = {
  creators: 'creators',
  contributors: 'contributors',
  titles: 'titles',
  publisher: 'publisher',
  dates: 'dates',
  subjects: 'subjects',
  language: 'language',
  types: 'types',
  alternateIdentifiers: 'alternateIdentifiers',
  relatedIdentifiers: 'relatedIdentifiers',
  sizes: 'sizes',
  formats: 'formats',
  rightsTexts: 'rightsList.rights',
  rightsAddresses: 'rightsList.rightsUri',
  descriptions: 'descriptions',
  fundingReferences: 'fundingReferences',
  places: 'geoLocations.geoLocationPlace',
};
