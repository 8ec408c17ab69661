import type { FastifyReply } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import type { FoundNode } from '../../data/index.ts';
import { readCheckFacts } from '../checklist/check-facts.ts';
import type { CheckSeverity } from '../checks/check.ts';
import { checkDefinitions } from '../checks/definitions.ts';
import { runChecks } from '../checks/run-checks.ts';
import { checkRequest, requireReadable } from '../creating/check-request.ts';
import type { RequestProblem } from '../creating/request-problem.ts';
import { severityTexts } from '../pages/describe.ts';
import { folderPath } from '../pages/paths.ts';
import { formTokenOf, type RequestPageContext } from '../pages/signed-in.ts';
import { requestTypes } from '../request.ts';
import { nameAttribute } from '../template/name-attribute.ts';

/** A form that was sent, and what speaks against it. */
export type NewRequestForm = {
  type: string;
  comment: string;
  status: number;
  /** About the form as a whole; what speaks against the folder is looked for anew. */
  mistake: string | null;
};

const WORDS_LIMIT = 10_000;

const typeTexts: Readonly<Record<(typeof requestTypes)[number], string>> = {
  DOI: 'A DOI: for data that others cite. It is registered with DataCite.',
  ARK: 'An ARK: for data that stays and is referred to, without a registrar.',
};

/** Where a request begins: everything that speaks against it, and what curators will look at. */
export async function sendNewRequest(
  ctx: RequestPageContext,
  reply: FastifyReply,
  person: PersonActor,
  folderId: string,
  form: NewRequestForm | null = null,
): Promise<FastifyReply> {
  const found = await requireReadable(ctx.db, person, folderId);
  if (found.node.kind !== 'folder') {
    throw new AppError('not-found', 'Only folders get a permanent identifier; put the file into one.');
  }
  const type = requestTypes.find((each) => each === form?.type) ?? 'DOI';
  const problems = await checkRequest(ctx.db, person, folderId, type, ctx.now());
  return ctx.pages.send(reply, form?.status ?? 200, 'new-request', {
    title: `Request an identifier for ${found.node.name}`,
    formToken: formTokenOf(ctx, person),
    folder: { id: folderId, name: found.node.name, path: found.path, href: folderPath(folderId) },
    metadataHref: `${folderPath(folderId)}/metadata`,
    types: requestTypes.map((each) => ({ value: each, text: typeTexts[each], isChosen: each === type })),
    comment: form?.comment ?? '',
    commentLimit: WORDS_LIMIT,
    mistake: form?.mistake ?? null,
    folderProblems: problems.filter(({ attribute }) => attribute === null).map(({ detail }) => detail),
    metadataProblems: problems.flatMap(presentAttributeProblem),
    ...(found.rights.level === 'own'
      ? await listGuidance(ctx, found, person.accountId)
      : { advice: [], looks: [] }),
  });
}

function presentAttributeProblem({ attribute, detail }: RequestProblem) {
  return attribute === null ? [] : [{ field: nameAttribute(attribute), detail }];
}

/** What curators look at: what can be told already is, the rest is said beforehand. */
async function listGuidance(ctx: RequestPageContext, { node }: FoundNode, requesterId: string) {
  const facts = await readCheckFacts(
    ctx.db,
    ctx,
    {
      organisationId: node.organisationId,
      requesterId,
      folderId: node.id,
      originalName: node.name,
      permanentId: null,
      publishedAt: null,
      seq: null,
      createdAt: null,
    },
    ctx.now(),
  );
  const results = runChecks(facts);
  const advice = results
    // What the template asks for is among the problems already.
    .filter(({ name, outcome }) => outcome === 'failed' && name !== 'required-metadata')
    .map(({ severity, detail, name }) => ({
      severity: severityText(severity),
      text: detail ?? checkDefinitions.find((each) => each.name === name)?.text ?? name,
    }));
  const looks = checkDefinitions
    .filter(({ automatic, phase }) => !automatic && phase !== 'after')
    .map(({ text }) => text);
  return { advice, looks };
}

function severityText(severity: CheckSeverity): string {
  return severityTexts[severity];
}
