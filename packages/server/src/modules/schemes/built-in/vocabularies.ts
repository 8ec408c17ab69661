import type { LinkTypes } from '../vocabularies/vocabulary.ts';

export type BuiltInVocabulary = {
  prefix: string;
  uri: string;
  aliases: readonly string[];
  title: string;
  linkTypes: LinkTypes;
};

/** Key, name, and what such a link leads to. */
type Row = readonly [key: string, title: string, description: string];

function toLinkTypes(rows: readonly Row[]): LinkTypes {
  return Object.fromEntries(rows.map(([key, title, description]) => [key, { title, description }]));
}

/** Link types of GS1's Web Vocabulary 1.16: keys and names are GS1's, the descriptions ours. */
const gs1: readonly Row[] = [
  ['activityIdeas', 'Activity Ideas', 'Things to do with a product, often with children.'],
  ['allergenInfo', 'Allergen information', 'Which allergens are in it.'],
  ['appDownload', 'App download', 'An app that belongs to it.'],
  ['backgroundInfo', 'Background Information', 'Who thought of it, and why it came to be.'],
  [
    'brandHomepageClinical',
    'Information for professionals about this brand',
    'A brand’s pages for clinicians.',
  ],
  ['brandHomepagePatient', 'Information for patients about this brand', 'A brand’s pages for patients.'],
  ['careersInfo', 'Careers information', 'Jobs at the organisation or the place.'],
  ['certificationInfo', 'Certification Information', 'Certificates that it holds.'],
  [
    'consumerHandlingStorageInfo',
    'Consumer handling and storage information',
    'How to use and keep it safely at home.',
  ],
  ['defaultLink', 'Default link', 'Where a request leads that asks for nothing else.'],
  [
    'defaultLinkMulti',
    'Default linkMulti',
    'Several defaults, told apart by what the request says of itself.',
  ],
  ['dpp', 'Digital Product Passport', 'Its digital product passport.'],
  ['eifu', 'Electronic Instructions For Use', 'Instructions for the use of a medical device.'],
  ['epcis', 'EPC Information Services (EPCIS) repository', 'A repository of events in which it was seen.'],
  ['epil', 'Electronic Patient Information Leaflet', 'The leaflet for patients.'],
  ['eventsInfo', 'Events information', 'Events that take place there or concern it.'],
  ['faqs', 'Frequently Asked Questions', 'Questions that are often asked, with answers.'],
  ['handledBy', 'Handled by', 'The resolver that answers for all identifiers of a range.'],
  ['hasRetailers', 'Has Retailers', 'Where it is sold.'],
  ['homepage', 'Organisation Information Page', 'The home page of an organisation or a brand.'],
  ['ingredientsInfo', 'Ingredients information', 'What is in it.'],
  ['instructions', 'Instructions', 'How to assemble or use it; health care has link types of its own.'],
  ['jws', 'JSON Web Signature', 'A signature over what is said of it.'],
  ['leaveReview', 'Leave a review', 'Where to say what one thinks of it.'],
  ['locationInfo', 'Location information', 'Maps and ways to the place.'],
  ['logisticsInfo', 'Logistics information', 'What carriers need to know of the place.'],
  ['loyaltyProgram', 'Loyalty program', 'A programme for loyal customers.'],
  ['masterData', 'Master data', 'Structured data about it for other businesses.'],
  ['menuInfo', 'Menu information', 'Dishes and services that are on offer.'],
  ['nutritionalInfo', 'Nutritional Information', 'How nourishing it is.'],
  ['openingHoursInfo', 'Opening hours information', 'When it is open.'],
  ['paymentLink', 'Make Payment', 'Where to pay.'],
  ['pip', 'Product Information Page', 'The page of the very thing that is identified, for consumers.'],
  [
    'productSustainabilityInfo',
    'Sustainability and recycling (deprecated)',
    'Deprecated by GS1: use sustainabilityInfo.',
  ],
  ['promotion', 'Promotion', 'An offer that is on at the moment.'],
  ['purchaseSuppliesOrAccessories', 'Purchase supplies or accessories', 'Where to buy what goes with it.'],
  ['quickStartGuide', 'Quick start guide', 'The first steps with something new.'],
  ['recallStatus', 'Recall status', 'Whether it was recalled.'],
  ['recipeInfo', 'Recipe website', 'What to cook with it.'],
  ['registerProduct', 'Register purchase', 'Where its owner registers it, as for a warranty.'],
  ['registryEntry', 'Entry in a register', 'Its entry in a register of businesses or places.'],
  ['relatedImage', 'Related image', 'A picture of it or about it.'],
  ['relatedVideo', 'Related video', 'A film of it or about it.'],
  ['reportFound', 'Report found', 'Where somebody who found it can tell so.'],
  ['review', 'Reviews', 'What others think of it.'],
  ['safetyInfo', 'Safety information', 'How to stay safe with it.'],
  ['scheduleTime', 'Scheduling/Reservation', 'Where to make an appointment or a reservation.'],
  ['serviceInfo', 'Service information', 'How to look after it.'],
  ['smartLabel', 'SmartLabel', 'Its SmartLabel page.'],
  ['smpc', 'Summary Product Characteristics (SmPC)', 'The summary of a medicine for those who prescribe it.'],
  ['socialMedia', 'Social media', 'A channel of social media; its name is the title of the link.'],
  ['statisticInfo', 'Statistics', 'Figures about it.'],
  ['subscribe', 'Subscribe', 'Where to subscribe.'],
  ['support', 'Support', 'Where to find help.'],
  ['sustainabilityInfo', 'Sustainability and recycling', 'What it costs the world, and how to recycle it.'],
  ['traceability', 'Traceability information', 'Where it came from and went, for people or programs.'],
  ['tutorial', 'Tutorial', 'Lessons on how to use it.'],
  ['userAgreement', 'Sign waiver/agreement/document', 'What is to be agreed to.'],
  ['verificationService', 'Verification Service', 'A service that tells whether it is genuine.'],
  ['whatsInTheBox', 'What’s in the box?', 'Everything that is in the package.'],
];

/** Link types of the UN Transparency Protocol. */
const untp: readonly Row[] = [
  ['dpp', 'Digital Product Passport', 'The passport of a product.'],
  ['dcc', 'Digital Conformity Credential', 'What an assessor says of conformity to a standard.'],
  ['dte', 'Digital Traceability Event', 'An event in the history of a product.'],
  ['idr', 'Identity Resolver', 'Another resolver that knows more of the same thing.'],
  ['dfr', 'Digital Facility Record', 'The record of a facility.'],
  ['dia', 'Digital Identity Anchor', 'A credential that ties a decentralised identifier to a register.'],
  ['cvc', 'Conformity Vocabulary Catalog', 'A catalogue of what conformity can be claimed to.'],
];

export const builtInVocabularies: readonly BuiltInVocabulary[] = [
  {
    prefix: 'gs1',
    uri: 'https://ref.gs1.org/voc/',
    // Where the vocabulary was before; links and linksets in use still name it so.
    aliases: [
      'http://ref.gs1.org/voc/',
      'https://gs1.org/voc/',
      'http://gs1.org/voc/',
      'https://www.gs1.org/voc/',
      'http://www.gs1.org/voc/',
    ],
    title: 'GS1 Web Vocabulary',
    linkTypes: toLinkTypes(gs1),
  },
  {
    prefix: 'untp',
    uri: 'https://vocabulary.uncefact.org/untp/linkType#',
    aliases: ['http://vocabulary.uncefact.org/untp/linkType#'],
    title: 'UN Transparency Protocol',
    linkTypes: toLinkTypes(untp),
  },
];
