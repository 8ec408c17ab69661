import type { ApplicationIdentifier, SchemeDocument } from '../../anchors/scheme-document.ts';
import { toFoundPattern, toWholePattern } from './found-pattern.ts';
import type { SentIdentifier, SentScheme } from './read-scheme-body.ts';
import type { Release } from './releases.ts';

/**
 * The namespace document that a posted one means. What the Identity Resolver has no words for (profile, grammar, check
 * digit, …) stays as it is in the scheme that is there, so that its clients neither see nor lose it.
 */
export function toSchemeDocument(
  sent: SentScheme,
  before: SchemeDocument | null,
  contract: Release['contract'],
): Omit<SchemeDocument, 'id'> {
  const { title, profile } = before ?? {};
  return {
    namespace: sent.namespace,
    namespaceURI: sent.namespaceURI ?? '',
    namespaceProfile: sent.namespaceProfile ?? '',
    ...(title === undefined ? {} : { title }),
    ...(profile === undefined ? {} : { profile }),
    applicationIdentifiers: sent.applicationIdentifiers.map((identifier) => {
      const known = before?.applicationIdentifiers.find(({ ai }) => ai === identifier.ai);
      return toApplicationIdentifier(identifier, known, contract);
    }),
  };
}

function toApplicationIdentifier(
  sent: SentIdentifier,
  known: ApplicationIdentifier | undefined,
  contract: Release['contract'],
): ApplicationIdentifier {
  const regex = choosePattern(sent, known, contract);
  if (known === undefined || known.type !== sent.type) return { ...sent, regex };
  const { grammar, checkDigit, fallback, examples, qualifierSequences } = known;
  const isSameOrder = JSON.stringify(sent.qualifiers ?? []) === JSON.stringify(known.qualifiers ?? []);
  return {
    ...sent,
    regex,
    ...(grammar === undefined ? {} : { grammar }),
    ...(checkDigit === undefined ? {} : { checkDigit }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(examples === undefined || regex !== known.regex ? {} : { examples }),
    ...(qualifierSequences === undefined || !isSameOrder ? {} : { qualifierSequences }),
  };
}

/** A pattern that was not changed stays as it is stored: who writes back what they have read changes nothing. */
function choosePattern(
  { regex }: SentIdentifier,
  known: ApplicationIdentifier | undefined,
  contract: Release['contract'],
): string {
  if (known !== undefined && presentPattern(known.regex, contract) === regex) return known.regex;
  return contract === 'release-4' ? toWholePattern(regex) : regex;
}

/** The application identifiers after a merge by `ai`, for the rules that concern all of them. */
export function mergeIdentifiers(
  before: readonly ApplicationIdentifier[],
  sent: readonly SentIdentifier[],
): SentIdentifier[] {
  const names = new Set(sent.map(({ ai }) => ai));
  return [...before.filter(({ ai }) => !names.has(ai)), ...sent];
}

/** The document in the Identity Resolver's members. */
export function presentScheme(document: SchemeDocument, contract: Release['contract']) {
  const { id, namespace, namespaceURI, namespaceProfile, applicationIdentifiers } = document;
  return {
    id,
    namespace,
    namespaceURI,
    namespaceProfile,
    applicationIdentifiers: applicationIdentifiers.map(
      ({ title, label, shortcode, ai, type, regex, format, qualifiers }) => ({
        title,
        label,
        shortcode,
        ai,
        type,
        regex: presentPattern(regex, contract),
        ...(format === undefined ? {} : { format }),
        ...(qualifiers === undefined ? {} : { qualifiers }),
      }),
    ),
  };
}

function presentPattern(regex: string, contract: Release['contract']): string {
  return contract === 'release-4' ? toFoundPattern(regex) : regex;
}
