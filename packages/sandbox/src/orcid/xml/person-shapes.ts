import {
  createdDate,
  creditName,
  element,
  email,
  lastModifiedDate,
  PATH,
  VISIBILITY,
} from './common-shapes.ts';
import { ITEMS } from './item-shapes.ts';
import { attribute, complex, type ElementRef, type Member, many, one, type Shape, text } from './shape.ts';

/** A section of a person: its items in a list, in the section's own namespace. */
function personSection(prefix: string, section: string, item: string, shape: Shape): ElementRef {
  return {
    name: `${prefix}:${section}`,
    shape: complex([lastModifiedDate, many(`${prefix}:${item}`, shape)], [PATH]),
  };
}

const emailItem = element([one('email:email', email, { required: true })], 'integer');
export const emails: ElementRef = personSection('email', 'emails', 'email', {
  ...emailItem,
  attributes: [...emailItem.attributes, attribute('verified', 'boolean'), attribute('primary', 'boolean')],
});

/** The sections that hold items, by the local name of their element. */
export const PERSON_SECTIONS = {
  'other-names': personSection('other-name', 'other-names', 'other-name', ITEMS['other-name'].shape),
  'researcher-urls': personSection(
    'researcher-url',
    'researcher-urls',
    'researcher-url',
    ITEMS['researcher-url'].shape,
  ),
  addresses: personSection('address', 'addresses', 'address', ITEMS.address.shape),
  keywords: personSection('keyword', 'keywords', 'keyword', ITEMS.keyword.shape),
  'external-identifiers': personSection(
    'external-identifier',
    'external-identifiers',
    'external-identifier',
    ITEMS['external-identifier'].shape,
  ),
};

export const name = complex(
  [
    createdDate,
    lastModifiedDate,
    one('personal-details:given-names', creditName),
    one('personal-details:family-name', creditName),
    one('personal-details:credit-name', creditName),
  ],
  [VISIBILITY, PATH],
);
export const biography = complex(
  [
    createdDate,
    lastModifiedDate,
    one('personal-details:content', text('plain', { filled: true }), { required: true }),
  ],
  [VISIBILITY, PATH],
);

const oneOf = (element: ElementRef, json?: string): Member =>
  one(element.name, element.shape, json === undefined ? {} : { json });

export const person = complex(
  [
    lastModifiedDate,
    one('person:name', name),
    oneOf(PERSON_SECTIONS['other-names']),
    one('person:biography', biography),
    oneOf(PERSON_SECTIONS['researcher-urls']),
    one(emails.name, emails.shape, { required: true }),
    oneOf(PERSON_SECTIONS.addresses),
    oneOf(PERSON_SECTIONS.keywords),
    oneOf(PERSON_SECTIONS['external-identifiers']),
  ],
  [PATH],
);

export const personalDetails = complex(
  [
    lastModifiedDate,
    one('personal-details:name', name),
    oneOf(PERSON_SECTIONS['other-names']),
    one('personal-details:biography', biography),
  ],
  [PATH],
);
