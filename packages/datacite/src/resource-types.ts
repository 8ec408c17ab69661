import type { ResourceTypeGeneral } from './vocabularies.ts';

/** What a kind of resource is called in other formats. */
export type ResourceTypeNames = {
  /** A class of schema.org. */
  schemaOrg: string;
  /** An item type of CSL 1.0.2. */
  csl: string;
  /** An entry type of classic BibTeX. */
  bibtex: string;
  /** A reference type of RIS (field TY). */
  ris: string;
};

/** Where a format has no word for a kind, the format's general word stands (CreativeWork, document, misc, GEN). */
const NAMES: Readonly<Record<ResourceTypeGeneral, ResourceTypeNames>> = {
  Audiovisual: { schemaOrg: 'MediaObject', csl: 'motion_picture', bibtex: 'misc', ris: 'MPCT' },
  Award: { schemaOrg: 'Grant', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Book: { schemaOrg: 'Book', csl: 'book', bibtex: 'book', ris: 'BOOK' },
  BookChapter: { schemaOrg: 'Chapter', csl: 'chapter', bibtex: 'incollection', ris: 'CHAP' },
  Collection: { schemaOrg: 'Collection', csl: 'collection', bibtex: 'misc', ris: 'GEN' },
  ComputationalNotebook: { schemaOrg: 'SoftwareSourceCode', csl: 'software', bibtex: 'misc', ris: 'COMP' },
  ConferencePaper: {
    schemaOrg: 'ScholarlyArticle',
    csl: 'paper-conference',
    bibtex: 'inproceedings',
    ris: 'CPAPER',
  },
  ConferenceProceeding: { schemaOrg: 'Periodical', csl: 'book', bibtex: 'proceedings', ris: 'CONF' },
  DataPaper: { schemaOrg: 'ScholarlyArticle', csl: 'article-journal', bibtex: 'article', ris: 'JOUR' },
  Dataset: { schemaOrg: 'Dataset', csl: 'dataset', bibtex: 'misc', ris: 'DATA' },
  Dissertation: { schemaOrg: 'Thesis', csl: 'thesis', bibtex: 'phdthesis', ris: 'THES' },
  Event: { schemaOrg: 'Event', csl: 'event', bibtex: 'misc', ris: 'GEN' },
  Image: { schemaOrg: 'ImageObject', csl: 'graphic', bibtex: 'misc', ris: 'FIGURE' },
  Instrument: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  InteractiveResource: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Journal: { schemaOrg: 'Periodical', csl: 'periodical', bibtex: 'misc', ris: 'SER' },
  JournalArticle: { schemaOrg: 'ScholarlyArticle', csl: 'article-journal', bibtex: 'article', ris: 'JOUR' },
  Model: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  OutputManagementPlan: { schemaOrg: 'CreativeWork', csl: 'report', bibtex: 'misc', ris: 'RPRT' },
  PeerReview: { schemaOrg: 'Review', csl: 'review', bibtex: 'misc', ris: 'GEN' },
  PhysicalObject: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Poster: { schemaOrg: 'Poster', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Preprint: { schemaOrg: 'ScholarlyArticle', csl: 'article', bibtex: 'misc', ris: 'UNPB' },
  Presentation: { schemaOrg: 'PresentationDigitalDocument', csl: 'speech', bibtex: 'misc', ris: 'SLIDE' },
  Project: { schemaOrg: 'Project', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Report: { schemaOrg: 'Report', csl: 'report', bibtex: 'techreport', ris: 'RPRT' },
  Service: { schemaOrg: 'Service', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Software: { schemaOrg: 'SoftwareSourceCode', csl: 'software', bibtex: 'misc', ris: 'COMP' },
  Sound: { schemaOrg: 'AudioObject', csl: 'song', bibtex: 'misc', ris: 'SOUND' },
  Standard: { schemaOrg: 'CreativeWork', csl: 'standard', bibtex: 'misc', ris: 'STAND' },
  StudyRegistration: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Text: { schemaOrg: 'ScholarlyArticle', csl: 'report', bibtex: 'misc', ris: 'RPRT' },
  Workflow: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
  Other: { schemaOrg: 'CreativeWork', csl: 'document', bibtex: 'misc', ris: 'GEN' },
};

/** @returns the names of `type` in other formats; those of 'Other' for a draft without a type. */
export function nameResourceType(type: ResourceTypeGeneral | undefined): ResourceTypeNames {
  return NAMES[type ?? 'Other'];
}
