import type { Static } from 'typebox';
import { profileOf } from '../../anchors/scheme-document.ts';
import { presentEventActor, type StoredEvent } from '../../events.ts';
import type { EventSchema, SchemeDetailsSchema, SchemeSchema } from './schema.ts';
import type { Scheme } from './scheme.ts';
import type { Vocabulary } from './vocabularies/vocabulary.ts';

/** What an answer says besides the scheme itself. */
export type BesideScheme = {
  organisation: string;
  publicUrl: string;
  vocabularies: readonly Vocabulary[];
};

export function presentScheme(scheme: Scheme, beside: BesideScheme): Static<typeof SchemeSchema> {
  const { namespace, document, shared, version } = scheme;
  return {
    namespace,
    title: document.title ?? namespace,
    profile: profileOf(document),
    organisation: beside.organisation,
    shared,
    identifiers: document.applicationIdentifiers
      .filter(({ type }) => type === 'I')
      .map(({ ai, shortcode, label }) => ({ ai, shortcode, label })),
    linkTypes: describeLinkTypes(scheme, beside),
    version,
    createdAt: scheme.createdAt.toISOString(),
    updatedAt: scheme.updatedAt.toISOString(),
  };
}

/** Where the link types of a namespace are: what its document says, else the vocabulary of that prefix, else all of ours. */
function describeLinkTypes(
  { namespace, document }: Scheme,
  { publicUrl, vocabularies }: BesideScheme,
): { uri: string; profile: string } {
  const own = vocabularies.find(({ prefix }) => prefix === namespace.toLowerCase());
  const list = `${publicUrl}/voc?show=linktypes`;
  return {
    uri: document.namespaceURI || (own?.uri ?? `${publicUrl}/voc/`),
    profile: document.namespaceProfile || (own === undefined ? list : `${list}&prefix=${own.prefix}`),
  };
}

export function presentSchemeDetails(
  scheme: Scheme,
  beside: BesideScheme & { mirror: Static<typeof SchemeDetailsSchema>['mirror'] },
): Static<typeof SchemeDetailsSchema> {
  return { ...presentScheme(scheme, beside), mirror: beside.mirror, document: scheme.document };
}

export function presentEvent(event: StoredEvent): Static<typeof EventSchema> {
  return {
    id: event.id,
    action: event.action,
    at: event.at.toISOString(),
    actor: presentEventActor(event.actor),
    before: event.before,
    after: event.after,
    reason: event.reason,
  };
}
