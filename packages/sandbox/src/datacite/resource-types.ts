import type { Json } from './record.ts';

type Derived = { schemaOrg: string; citeproc: string; bibtex: string; ris: string };

const FALLBACK: Derived = { schemaOrg: 'CreativeWork', citeproc: 'article', bibtex: 'misc', ris: 'GEN' };

/** What DataCite derives from resourceTypeGeneral where it is not the fallback. */
const DERIVED: Record<string, Partial<Derived>> = {
  Audiovisual: { schemaOrg: 'MediaObject', citeproc: 'motion_picture', ris: 'MPCT' },
  Book: { schemaOrg: 'Book', citeproc: 'book', bibtex: 'book', ris: 'BOOK' },
  BookChapter: { schemaOrg: 'Chapter', citeproc: 'chapter', bibtex: 'inbook', ris: 'CHAP' },
  Collection: { schemaOrg: 'Collection' },
  ComputationalNotebook: { schemaOrg: 'SoftwareSourceCode', ris: 'COMP' },
  ConferencePaper: {
    schemaOrg: 'Article',
    citeproc: 'paper-conference',
    bibtex: 'inproceedings',
    ris: 'CPAPER',
  },
  ConferenceProceeding: { schemaOrg: 'Periodical', citeproc: 'book', bibtex: 'proceedings', ris: 'CONF' },
  DataPaper: { schemaOrg: 'Article' },
  Dataset: { schemaOrg: 'Dataset', citeproc: 'dataset', ris: 'DATA' },
  Dissertation: { schemaOrg: 'Thesis', citeproc: 'thesis', bibtex: 'phdthesis', ris: 'THES' },
  Event: { schemaOrg: 'Event' },
  Image: { schemaOrg: 'ImageObject', citeproc: 'graphic', ris: 'FIGURE' },
  Journal: { schemaOrg: 'Periodical', ris: 'JFULL' },
  JournalArticle: {
    schemaOrg: 'ScholarlyArticle',
    citeproc: 'article-journal',
    bibtex: 'article',
    ris: 'JOUR',
  },
  PeerReview: { schemaOrg: 'Review', citeproc: 'review' },
  Report: { schemaOrg: 'Report', citeproc: 'report', bibtex: 'techreport', ris: 'RPRT' },
  Service: { schemaOrg: 'Service' },
  Software: { schemaOrg: 'SoftwareSourceCode', ris: 'COMP' },
  Sound: { schemaOrg: 'AudioObject', citeproc: 'song', ris: 'SOUND' },
  Standard: { ris: 'STAND' },
  Text: { schemaOrg: 'ScholarlyArticle', citeproc: 'report', ris: 'RPRT' },
};

/** Adds the derived members to `types`; an empty object, or one without a general type, stays as it is. */
export function deriveTypes(types: Json): Json {
  const general = types.resourceTypeGeneral;
  if (typeof general !== 'string') return types;
  const derived = Object.hasOwn(DERIVED, general) ? DERIVED[general] : {};
  return { ...FALLBACK, ...derived, ...types };
}
