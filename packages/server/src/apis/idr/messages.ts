/** The texts of release 4, word for word, since its clients compare them. */
export const messages = {
  isNotEmpty: (property: string) => `${property} should not be empty`,
  isString: (property: string) => `${property} must be a string`,
  isBoolean: (property: string) => `${property} must be a boolean`,
  isArray: (property: string) => `${property} must be an array`,
  isIn: (property: string) => `${property} is not in the list of allowed values`,
  isUrl: (property: string) => `${property} must be a valid URL`,
  nestedValidation: (property: string) => `${property} nested validation failed`,
  arrayNotEmpty: (property: string) => `${property} should not be an empty array`,
  matches: (property: string) => `${property} is not in a valid format`,

  invalidContextCode: (context: string) =>
    `Invalid context code: '${context}'. The context code must be valid IETF language tag (BCP 47).`,
  qualifierNotFound: (name: string) => `Qualifier with AI or shortcode '${name}' not found`,
  qualifierNotPartOfPrimary: (name: string) =>
    `Qualifier with AI or shortcode '${name}' is not listed in any primary identifier's qualifiers array`,
  // Without a space before the name, as release 4 writes it.
  qualifierMustNotHaveQualifiers: (name: string) =>
    `Qualifier with AI or shortcode'${name}' cannot have its own qualifiers`,
  dataAttributeMustNotHaveQualifiers: (name: string) =>
    `Data attribute with AI or shortcode '${name}' cannot have its own qualifiers`,
  duplicateIdentifier: (name: string) => `Duplicate identifier with AI or shortcode '${name}'`,
  invalidRegex: (regex: string) => `Invalid regex '${regex}'`,
  identifierFileNotFound: (namespace: string) => `Identifier with namespace '${namespace}' not found`,
  primaryIdentifierNotFound: (name: string) => `Primary identifier '${name}' not found`,
  missingNamespace: 'Namespace is required',
  namespaceNotFound: (namespace: string) => `Namespace '${namespace}' not found`,
  identifierNotFound: 'Identifier not found',
  invalidApiKey: 'Invalid API Key',
  invalidLinkType: (linkType: string) => `Invalid link type '${linkType}'`,
  invalidNamespacePrefix: (prefix: string, known: string) =>
    `Invalid namespace prefix: '${prefix}'. Expected: '${known}'`,
  invalidVocLinktype: 'Link type not found',
  invalidValue: 'Invalid value',
  cannotResolveLink: 'Cannot resolve link resolver',
  linkNotFound: (linkId: string) => `Link with ID '${linkId}' not found`,
  linkIndexNotFound: (linkId: string) => `Link index entry for ID '${linkId}' not found`,
  identifierDocumentNotFound: 'No link registration found for the specified identifier',
  aiCodeNotFound: (keyType: string) => `Could not resolve AI code for identification key type '${keyType}'`,
  emptyUpdateBody: 'Update request must include at least one field to update',
  invalidRequestData: 'Invalid request data',
  duplicateResponses: (identities: string) => `Duplicate responses already exist: ${identities}`,
  updateConflicts: (identity: string) => `Update would conflict with an existing response: ${identity}`,

  identifiersCreated: 'Application identifier upserted successfully',
  identifiersDeleted: 'Application identifier deleted successfully',
  resolverRegistered: 'Link resolver registered successfully',
  linkUpdated: 'Link updated successfully',
  linkDeleted: 'Link deleted successfully',
} as const;
