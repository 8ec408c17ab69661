import { type TSchema, Type } from 'typebox';
import type { Release } from './releases.ts';

/*
 * What the addresses take and answer, for readers. Requests are checked elsewhere, in release 4's own order and words.
 */

const text = (description?: string) => Type.String(description === undefined ? {} : { description });

const ApplicationIdentifier = Type.Object({
  title: text(),
  label: text(),
  shortcode: text('Such as gtin'),
  ai: Type.Optional(text('Such as 01; without it the shortcode')),
  type: Type.Enum(['I', 'Q', 'D'], { description: 'Identifier, qualifier or data attribute' }),
  regex: text('The pattern of its values'),
  format: Type.Optional(text('The same in words')),
  qualifiers: Type.Optional(
    Type.Array(text(), { description: 'Of an I: its qualifiers, by ai or shortcode, in their order' }),
  ),
});

const schemeMembers = {
  namespace: text('Such as gs1'),
  namespaceURI: Type.Optional(text('Base address of its link types; empty: those of this service')),
  namespaceProfile: Type.Optional(text('Where these describe themselves')),
  applicationIdentifiers: Type.Array(ApplicationIdentifier),
};
const SchemeBody = Type.Object(schemeMembers);
const Scheme = Type.Object({ id: text(), ...schemeMembers });

const linkMembers = {
  linkType: text('prefix:key of a vocabulary, such as gs1:certificationInfo'),
  title: text(),
  targetUrl: Type.String({ format: 'uri' }),
  mimeType: text('Such as text/html'),
  context: text('A country by its two letters'),
  fwqs: Type.Boolean({ description: 'Whether the query of a request is passed on' }),
  active: Type.Boolean(),
  defaultLinkType: Type.Boolean(),
  defaultContext: Type.Boolean(),
  defaultMimeType: Type.Boolean(),
};
const moreLinkMembers = {
  hreflang: Type.Optional(Type.Array(text('BCP 47'))),
  encryptionMethod: Type.Optional(Type.Enum(['none', 'AES-128', 'AES-256'])),
  accessRole: Type.Optional(Type.Array(text('Such as untp:accessRole#Regulator'))),
  method: Type.Optional(text('How to ask for the target')),
  public: Type.Optional(Type.Boolean()),
  rel: Type.Optional(Type.Array(text())),
};
const LinkBody = Type.Object({ ...linkMembers, ...moreLinkMembers });
const Link = Type.Object({
  linkId: Type.String({ format: 'uuid' }),
  id: Type.String({ format: 'uuid', description: 'The same' }),
  ...linkMembers,
  ...moreLinkMembers,
  linkTitle: text('The title, by its older name'),
  ianaLanguage: Type.Optional(text('The first language')),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});
const Registration = Type.Object({
  namespace: text(),
  identificationKeyType: text('ai or shortcode of an identifier'),
  identificationKey: text(),
  description: text(),
  itemDescription: Type.Optional(Type.String({ deprecated: true })),
  qualifierPath: Type.Optional(Type.String({ default: '/', description: 'Such as /10/AB-1' })),
  active: Type.Boolean(),
  responses: Type.Array(LinkBody, { minItems: 1 }),
});

const Message = Type.Object({ message: text() });
const Registered = Type.Object({ message: text(), resolverUri: text(), responses: Type.Array(Link) });
const ChangedLink = Type.Object({ message: text(), ...Link.properties });

const moment = { timestamp: Type.String({ format: 'date-time' }), path: text() };
const FieldErrors = Type.Object(
  { ...moment, errors: Type.Array(Type.Object({ field: text(), message: text() })) },
  { description: 'Mistakes of the input' },
);
const GeneralError = Type.Object({ ...moment, error: text() }, { description: 'Refused' });
const Refusal = { ...Type.Union([FieldErrors, GeneralError]), description: 'Refused' };
const Conflict = Type.Object(
  { ...moment, message: text(), error: text(), statusCode: Type.Integer() },
  { description: 'It is there already' },
);

const Id = Type.Object({ linkId: Type.String({ format: 'uuid' }) });
const Anything = Type.Object({}, { additionalProperties: true });
const Namespace = Type.Object({ namespace: text() });
const ResolutionQuery = Type.Object({
  linkType: Type.Optional(text('prefix:key; all or linkset for the list of links')),
});

/** The descriptions of the addresses of a release; only of one release of each kind, the others are the same. */
export function docs({ isDescribed, contract }: Release) {
  const describe = (tag: string, summary: string, schema: Record<string, TSchema | object>) => ({
    hide: !isDescribed,
    tags: [tag],
    summary,
    ...schema,
  });
  const managed = { security: [{ accessToken: [] }] };
  const isByDocuments = contract === 'documents';
  const unknownNamespace = isByDocuments ? { 404: GeneralError } : {};
  return {
    health: describe('Service', 'Whether the service answers', {
      response: { 200: Type.Object({ status: text() }) },
      security: [],
    }),
    putScheme: describe('Identifiers', 'Create or update an identifier scheme', {
      description: isByDocuments
        ? 'Replaces the scheme of this namespace, or makes it (201).'
        : 'Merges the application identifiers into those of the namespace by `ai`, or makes the scheme.',
      body: SchemeBody,
      response: {
        200: Message,
        ...(isByDocuments ? { 201: Message } : {}),
        400: Refusal,
        401: GeneralError,
        403: GeneralError,
      },
      ...managed,
    }),
    readSchemes: describe('Identifiers', 'Retrieve an identifier scheme by namespace, or all', {
      querystring: Type.Partial(Namespace),
      response: {
        200: Type.Union([Scheme, Type.Array(Scheme)]),
        400: isByDocuments ? FieldErrors : GeneralError,
        401: GeneralError,
        ...unknownNamespace,
      },
      ...managed,
    }),
    deleteScheme: describe('Identifiers', 'Delete an identifier scheme by namespace', {
      description: isByDocuments
        ? 'Refused while links are registered under it, unless `cascade=true`.'
        : 'Its links go with it, unless `cascade=false`: then it is refused while there are some.',
      querystring: Type.Object({ namespace: text(), cascade: Type.Optional(Type.Boolean()) }),
      response: {
        ...(isByDocuments ? { 204: Type.Null({ description: 'Deleted' }) } : { 200: Message }),
        400: isByDocuments ? FieldErrors : GeneralError,
        401: GeneralError,
        403: GeneralError,
        ...unknownNamespace,
        409: Conflict,
      },
      ...managed,
    }),
    register: describe('Link registration', 'Register links of an identifier', {
      body: Registration,
      response: {
        201: Registered,
        400: FieldErrors,
        401: GeneralError,
        403: GeneralError,
        404: FieldErrors,
        409: Conflict,
        422: FieldErrors,
      },
      ...managed,
    }),
    listLinks: describe('Link registration', 'List the links of an identifier, inactive ones included', {
      querystring: Type.Object({
        namespace: text(),
        identificationKeyType: text(),
        identificationKey: text(),
        qualifierPath: Type.Optional(Type.String({ default: '/' })),
        linkType: Type.Optional(text()),
        mimeType: Type.Optional(text()),
        hreflang: Type.Optional(text()),
      }),
      response: { 200: Type.Array(Link), 400: Refusal, 401: GeneralError, 404: GeneralError },
      ...managed,
    }),
    readLink: describe('Link registration', 'Read a link', {
      params: Id,
      response: { 200: Link, 401: GeneralError, 404: GeneralError },
      ...managed,
    }),
    changeLink: describe('Link registration', 'Change a link', {
      params: Id,
      body: Type.Partial(LinkBody),
      response: {
        200: ChangedLink,
        400: Refusal,
        401: GeneralError,
        404: Refusal,
        409: Conflict,
        422: FieldErrors,
      },
      ...managed,
    }),
    deleteLink: describe('Link registration', 'Deactivate a link, or delete it with hard=true', {
      params: Id,
      querystring: Type.Object({ hard: Type.Optional(Type.Boolean()) }),
      response: { 200: Message, 401: GeneralError, 404: GeneralError },
      ...managed,
    }),
    resolve: describe('Resolution', 'Resolve an identifier', {
      description: 'Qualifiers and their values may follow, such as `/10/AB-1`.',
      params: Type.Object({ namespace: text(), identifierKeyType: text(), identifierKey: text() }),
      querystring: ResolutionQuery,
      response: {
        200: { ...Anything, description: 'The list of links (RFC 9264)' },
        [isByDocuments ? 307 : 302]: Type.Null({ description: 'Where the identifier leads' }),
        400: Refusal,
        404: Refusal,
      },
      security: [],
    }),
    linkTypes: describe('Vocabulary', 'List the link types', {
      querystring: Type.Object({
        show: Type.Optional(text('linktypes; without it, a redirect to the same with it')),
        prefix: Type.Optional(text('Only this vocabulary')),
      }),
      response: { 200: Anything, 302: Type.Null({ description: 'To the list' }) },
      security: [],
    }),
    linkType: describe('Vocabulary', 'Read a link type', {
      params: Type.Object({ linktype: text('Its key, or prefix:key') }),
      response: { 200: Type.Object({ title: text(), description: text() }), 400: GeneralError },
      security: [],
    }),
    description: describe('Resolution', 'Describe the resolver', {
      response: { 200: Anything },
      security: [],
    }),
  };
}
