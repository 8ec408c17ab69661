import type { ResourceTypeGeneral } from '@mintmark/datacite';

/**
 * What ORCID calls each kind of resource (work types of v3.0). DataCite's own mapping says `other` for much that ORCID has
 * words for by now: samples and instruments are physical objects.
 */
export const workTypes: Record<ResourceTypeGeneral, string> = {
  Audiovisual: 'moving-image',
  Award: 'other',
  Book: 'book',
  BookChapter: 'book-chapter',
  Collection: 'data-set',
  ComputationalNotebook: 'software',
  ConferencePaper: 'conference-paper',
  ConferenceProceeding: 'conference-proceedings',
  DataPaper: 'journal-article',
  Dataset: 'data-set',
  Dissertation: 'dissertation-thesis',
  Event: 'other',
  Image: 'image',
  Instrument: 'physical-object',
  InteractiveResource: 'online-resource',
  Journal: 'journal-issue',
  JournalArticle: 'journal-article',
  Model: 'research-tool',
  OutputManagementPlan: 'data-management-plan',
  PeerReview: 'review',
  PhysicalObject: 'physical-object',
  Poster: 'conference-poster',
  Preprint: 'preprint',
  Presentation: 'conference-presentation',
  Project: 'other',
  Report: 'report',
  Service: 'online-resource',
  Software: 'software',
  Sound: 'sound',
  Standard: 'technical-standard',
  StudyRegistration: 'clinical-study',
  Text: 'other',
  Workflow: 'research-technique',
  Other: 'other',
};
