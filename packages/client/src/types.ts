import type { components, operations } from './api.generated.ts';

type Schemas = components['schemas'];

/** One identifier: its canonical name, type, state, target, metadata and the state of its registration. */
export type Pid = Schemas['Pid'];

/** Something that happened to an identifier, with who did it and the values before and after. */
export type PidEvent = Schemas['PidEvent'];

/** Where names are minted: a type, a prefix, an organisation, a registrar or none. */
export type Shoulder = Schemas['Shoulder'];

/** Who the token belongs to and what it may be used for; `account` is null for the operator's token. */
export type Me = operations['readMe']['responses'][200]['content']['application/json'];

/** What the registrar acknowledged of an identifier: state, attempts so far, the next attempt, the last answer. */
export type Registration = operations['readRegistration']['responses'][200]['content']['application/json'];

/** Many rows that reserve, mint or change identifiers, and how far they are. */
export type Batch = Schemas['Batch'];

/** What `listPids` may be narrowed to, sorted by and cut into; all members may be left out. */
export type PidFilter = NonNullable<operations['listPids']['parameters']['query']>;

/** Names reserved together: title, shoulder, how many are in which state, and when what is unused is given back. */
export type Block = Schemas['Block'];

/** A block just reserved, with all its names. */
export type ReservedBlock = operations['reserveBlock']['responses'][201]['content']['application/json'];

/** What may be printed on, and which part of a block; all members may be left out. */
export type LabelOptions = NonNullable<operations['printBlockLabels']['parameters']['query']>;

/** An identifier scheme: its namespace, what identifies something in it, and how it resolves. */
export type Scheme = Schemas['Scheme'];

/** The same with its whole document, and how its copy in object storage stands. */
export type SchemeDetails = operations['readScheme']['responses'][200]['content']['application/json'];

/** What became of one scheme on its way from or to object storage. */
export type TransferredScheme =
  operations['importSchemes']['responses'][200]['content']['application/json']['items'][number];

/** An identifier of a scheme, with its links. */
export type Anchor = operations['readAnchor']['responses'][200]['content']['application/json'];

/** The same in a list, with how many links it has. */
export type AnchorEntry = Schemas['AnchorEntry'];

/** Something that happened to an identifier or its links. */
export type AnchorEvent = Schemas['AnchorEvent'];

/** What `listAnchors` may be narrowed to and cut into. */
export type AnchorFilter = NonNullable<operations['listAnchors']['parameters']['query']>;

/** Links to be registered for an identifier. */
export type LinkRegistrationRequest =
  operations['registerLinks']['requestBody']['content']['application/json'];

/** An identifier after links were registered, and what became of each of them. */
export type LinkRegistration = operations['registerLinks']['responses'][201]['content']['application/json'];

/** A described thing with its identifiers: state, DataCite metadata, files, and of each DOI how far it is registered. */
export type Item = operations['readItem']['responses'][200]['content']['application/json'];

/** An identifier of an item; `status` is null for all but DOIs. */
export type HeldIdentifier = Item['identifiers'][number];

/** An item to be made: DataCite metadata, and whether it goes to the workspace or the archive. */
export type ItemRequest = operations['createItem']['requestBody']['content']['application/json'];

/** What `listItems` may be narrowed to, sorted by and cut into; all members may be left out. */
export type ItemFilter = NonNullable<operations['listItems']['parameters']['query']>;

/** Whether a DOI filter matches an item, and which of its conditions hold. */
export type DoiFilterCheck = operations['checkDoiFilter']['responses'][200]['content']['application/json'];

/** What to do about the DOI of an item. */
export type IdentifyItemRequest = operations['identifyItem']['requestBody']['content']['application/json'];

/** One registration: status in DSpace's words, state, attempts, the last answer, what the identifier names. */
export type QueueEntry =
  operations['listQueue']['responses'][200]['content']['application/json']['items'][number];

/** What `listQueue` may be narrowed to and cut into; `action` stands for the statuses of one queue of DSpace's. */
export type QueueFilter = NonNullable<operations['listQueue']['parameters']['query']>;

/** How many registrations are in which status, by account, and what people were told of. */
export type QueueSummary = operations['summarizeQueue']['responses'][200]['content']['application/json'];

/** Which keys stored secrets are sealed with, the present one first. */
export type SecretsInUse = operations['countSecrets']['responses'][200]['content']['application/json'];

/** How many values were sealed anew, and what could not be. */
export type SecretRotation = operations['rotateSecrets']['responses'][200]['content']['application/json'];

/** What to queue again: identifiers, or all that a filter leaves. */
export type RequeueRequest = operations['requeueRegistrations']['requestBody']['content']['application/json'];

/** What to attempt now: the queue of an action, or identifiers. */
export type AttemptRequest = operations['attemptRegistrations']['requestBody']['content']['application/json'];

/** What came of attempts; `retryAt` is set where the rate budget is used up. */
export type QueueAttempts =
  operations['attemptRegistrations']['responses'][200]['content']['application/json'];

/** What came of one attempt. `not-sent`: nothing was, and `detail` says why. */
export type QueueAttempt = QueueAttempts['items'][number];

/** An account at a registrar: its rate, whether it is paused, whether its registrar is out of order. */
export type RegistrarAccount = Schemas['RegistrarAccount'];

/** What may be changed of one; what is left out stays. */
export type RegistrarAccountChange =
  operations['changeRegistrarAccount']['requestBody']['content']['application/json'];

/** What a registrar says when it is asked whether it works. */
export type RegistrarAccountCheck =
  operations['checkRegistrarAccount']['responses'][200]['content']['application/json'];

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export type Page<T> = { items: T[]; next: string | null };

/** A folder or file of the data store. */
export type DataNode = Schemas['DataNode'];

/** A file somewhere below a folder. */
export type FileBelow = Schemas['FileBelow'];
