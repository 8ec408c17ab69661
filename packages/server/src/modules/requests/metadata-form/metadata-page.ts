import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { showRefusals } from '../../../http/pages.ts';
import {
  createSignedInPages,
  goTo,
  type PageContext,
  page,
  presentOrcidUrl,
  readField,
  readPageId,
} from '../../accounts/index.ts';
import { type FoundNode, readAttributes, replaceAttributes, requireNode } from '../../data/index.ts';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import { listLost, mergeAttributes } from '../template/merge-attributes.ts';
import { nameAttribute } from '../template/name-attribute.ts';
import { readTemplate, type TemplateField } from '../template/template.ts';
import { toMetadata } from '../template/to-metadata.ts';
import { fillCreator } from './fill-creator.ts';
import { addBlank, readFormAttributes, removeAt, withoutBlanks } from './form-attributes.ts';
import { ENTRIES_SHOWN, type FormGroup, findTooMany, layOutForm } from './lay-out-form.ts';

type MetadataPageContext = PageContext & Pick<AppContext, 'afterAttributes' | 'findOrcidProfile' | 'now'>;

/** Descriptions are long, and there can be many creators. */
const FORM_BYTES = 2_000_000;

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'folder-metadata',
  home: '/app/data',
  signedOut: { view: 'data-signed-out', title: 'Sign in to see your data' },
  returnTo: (request) =>
    request.method === 'GET' ? request.url : (request.url.split('?', 1)[0] ?? '/app/data'),
});

/** The page where a folder is described: a form made from the template. */
export function registerMetadataPage(app: FastifyInstance, ctx: MetadataPageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app/data', text: 'To your data' } });

    scope.get(
      '/app/data/:id/metadata',
      page,
      signedIn(ctx, async (request, reply, person) => {
        const found = await requireFolder(ctx, person, readPageId(request), 'read');
        const attributes = await readAttributes(ctx.db, found.node.id);
        const told = readField(request.query, 'did') === 'save' ? 'Saved.' : null;
        return sendForm(ctx, reply, person, found, { attributes, told });
      }),
    );

    scope.post(
      '/app/data/:id/metadata',
      { ...page, bodyLimit: FORM_BYTES },
      signedIn(ctx, async (request, reply, person) => {
        const found = await requireFolder(ctx, person, readPageId(request), 'writeAttributes');
        return save(ctx, request, reply, person, found);
      }),
    );
  });
}

async function save(
  ctx: MetadataPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  found: FoundNode,
): Promise<FastifyReply> {
  const { id } = found.node;
  const fields = templateFields();
  const typed = readFormAttributes(readValues(request.body), fields);
  const add = readField(request.body, 'add');
  if (add !== '')
    return sendForm(ctx, reply, person, found, { attributes: addBlank(typed, add), focus: add });
  if (readField(request.body, 'fill') === 'orcid') return fillIn(ctx, reply, person, found, typed);
  const remove = readField(request.body, 'remove');
  if (remove !== '') return sendForm(ctx, reply, person, found, { attributes: removeAt(typed, remove) });

  const before = await readAttributes(ctx.db, id);
  const written = [...withoutBlanks(typed, fields), ...keepOfService(before, fields)];
  const version = readField(request.body, 'version');
  try {
    const merged = mergeAttributes(before, written);
    refuseLoss(before, merged);
    await replaceAttributes(
      ctx,
      person,
      id,
      merged,
      /^\d{1,9}$/.test(version) ? new Set([Number(version)]) : null,
    );
  } catch (error) {
    if (!(error instanceof AppError) || ['internal-error', 'not-found'].includes(error.code)) throw error;
    return sendForm(ctx, reply, person, found, { attributes: typed, refusal: error });
  }
  return goTo(ctx, reply, `/app/data/${id}/metadata?did=save`);
}

/** Names the person among the creators, by their ORCID record; nothing is saved by that. */
async function fillIn(
  ctx: MetadataPageContext,
  reply: FastifyReply,
  person: PersonActor,
  found: FoundNode,
  typed: readonly FolderAttribute[],
): Promise<FastifyReply> {
  const known = await ctx.findOrcidProfile(person.accountId);
  const attributes =
    known === null
      ? null
      : fillCreator(typed, {
          givenName: known.profile.givenNames,
          familyName: known.profile.familyName,
          orcid: presentOrcidUrl(ctx.config, known.orcid),
          affiliations: known.profile.affiliations
            .filter(({ kind, endDate }) => kind === 'employment' && endDate === null)
            .map(({ organisation, ror }) => ({ name: organisation, ror })),
        });
  return sendForm(ctx, reply, person, found, {
    attributes: attributes ?? typed,
    told:
      attributes === null
        ? 'Your ORCID record says nothing that could be filled in, or was not read yet.'
        : 'You are filled in among the creators, from your ORCID record. Look it over, then save.',
  });
}

/** What a form could not show must not be lost by sending it. @throws AppError move-not-allowed */
function refuseLoss(before: readonly FolderAttribute[], merged: readonly FolderAttribute[]): void {
  const tooMany = findTooMany(before);
  if (tooMany !== null) {
    throw new AppError(
      'move-not-allowed',
      `There are more than ${ENTRIES_SHOWN} attributes “${tooMany}”, and this form would lose those that it does not show. Change them by the API.`,
    );
  }
  const [lost] = listLost(before, merged);
  if (lost === undefined) return;
  throw new AppError(
    'move-not-allowed',
    `The folder has attributes “${lost}” that this form does not know, and with so much changed at once they would be lost. Save one change after the other, or use the API.`,
  );
}

async function sendForm(
  ctx: MetadataPageContext,
  reply: FastifyReply,
  person: PersonActor,
  { node, path, rights }: FoundNode,
  shown: {
    attributes: readonly FolderAttribute[];
    told?: string | null;
    refusal?: AppError;
    focus?: string;
  },
): Promise<FastifyReply> {
  const { attributes, told = null, refusal } = shown;
  const fields = templateFields();
  const reading = toMetadata(withoutBlanks(attributes, fields), {
    publicationYear: ctx.now().getUTCFullYear(),
  });
  // Before anything is filled in, the stars say enough.
  const problems = attributes.length === 0 ? [] : reading.problems;
  const { groups, elsewhere } = layOutForm(fields, attributes, problems);
  const known = new Set(fields.map(({ name }) => name));
  return ctx.pages.send(reply, refusal?.status ?? 200, 'folder-metadata', {
    title: `Describe ${node.name}`,
    formToken: formTokenOf(ctx, person),
    folder: { name: node.name, path, href: `/app/data/${node.id}`, version: node.version },
    needed: groups.filter(({ required }) => required),
    further: groups.filter(({ required }) => !required),
    blankNeeded: groups.filter(isBlankNeeded).map(({ label }) => label.toLowerCase()),
    requestHref: `/app/requests/new?${new URLSearchParams({ folder: node.id })}`,
    mayRequest: rights.level === 'own' && node.seal === null,
    problemCount: problems.length,
    isBlank: attributes.length === 0,
    elsewhere: elsewhere.map(({ attribute, detail }) => ({ field: nameAttribute(attribute), detail })),
    unknown: attributes.filter(({ name }) => !known.has(name)).map(({ name, value }) => ({ name, value })),
    ofService: keepOfService(attributes, fields).map(({ name, value }) => ({
      label: fields.find((field) => field.name === name)?.label ?? name,
      value,
    })),
    mayChange: rights.writeAttributes,
    mayFillIn: rights.writeAttributes && (await ctx.findOrcidProfile(person.accountId)) !== null,
    told,
    refusal: refusal === undefined ? null : { detail: refusal.message, problems: refusal.problems },
  });
}

function isBlankNeeded({ required, entries }: FormGroup): boolean {
  return required && entries.every(({ isFilled }) => !isFilled);
}

/** What the service writes when a folder is published; forms neither show it as fields nor lose it. */
function keepOfService(
  attributes: readonly FolderAttribute[],
  fields: readonly TemplateField[],
): FolderAttribute[] {
  const names = new Set(fields.filter(({ filledBy }) => filledBy !== 'requester').map(({ name }) => name));
  return attributes.filter(({ name }) => names.has(name));
}

async function requireFolder(
  ctx: MetadataPageContext,
  person: PersonActor,
  id: string,
  need: 'read' | 'writeAttributes',
): Promise<FoundNode> {
  const found = await requireNode(ctx.db, person, id, need);
  if (found.node.kind !== 'folder') {
    throw new AppError('not-found', 'Only folders are described for a permanent identifier.');
  }
  return found;
}

function templateFields(): readonly TemplateField[] {
  return readTemplate()?.attributes ?? [];
}

/** The values of a form by their names; a name that comes twice is nobody's field. */
function readValues(body: unknown): Map<string, string> {
  const values = new Map<string, string>();
  if (typeof body !== 'object' || body === null) return values;
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' && isStorableText(value)) values.set(name, value);
  }
  return values;
}
