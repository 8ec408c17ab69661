import type { ApplicationIdentifier, SchemeDocument } from '../../../anchors/scheme-document.ts';
import type { InputProblem } from '../../../errors.ts';
import { checkRules } from './check-rules.ts';
import { type DraftDocument, readShape, type ShapeOptions } from './read-shape.ts';

export type CheckedDocument =
  | { ok: true; document: SchemeDocument }
  | { ok: false; problems: InputProblem[] };

/** As many as a reader can take in. */
const PROBLEMS_LIMIT = 100;

/** Checks the shape and every rule of a namespace document; all problems are told at once, with JSON pointers. */
export function checkDocument(input: unknown, options: ShapeOptions): CheckedDocument {
  const { draft, problems } = readShape(input, options);
  return finish(draft, problems, options);
}

/**
 * The same for an update that says only what changes, as release 4 of the Identity Resolver takes it: identifiers with a
 * known `ai` take the place of those, others come after them, what is not mentioned stays.
 */
export function checkMerge(input: unknown, before: SchemeDocument, options: ShapeOptions): CheckedDocument {
  const { draft, problems } = readShape(input, options);
  const updates = new Map(draft.applicationIdentifiers.map((each) => [each.ai, each]));
  const kept = before.applicationIdentifiers.map((each) => {
    const update = updates.get(each.ai);
    updates.delete(each.ai);
    return update ?? { ...each, pointer: `${KEPT}${each.ai}` };
  });
  // Those that name an `ai` a second time stay beside the first, and are told.
  const rest = draft.applicationIdentifiers.filter((each) => !kept.includes(each));
  const profile = draft.profile ?? before.profile;
  const title = draft.title ?? before.title;
  const merged = {
    ...draft,
    ...(profile === undefined ? {} : { profile }),
    ...(title === undefined ? {} : { title }),
    applicationIdentifiers: [...kept, ...rest],
  };
  return finish(merged, problems, options);
}

/** Opens the places of identifiers that an update does not mention; its JSON pointers could not lead to them. */
const KEPT = '#';

function placeInRequest(problem: InputProblem): InputProblem {
  const { pointer, detail } = problem;
  if (!pointer.startsWith(KEPT)) return problem;
  const [ai = ''] = pointer.slice(KEPT.length).split('/');
  return { pointer: '/applicationIdentifiers', detail: `With “${ai}”, which stays: ${detail}` };
}

function finish(draft: DraftDocument, shape: InputProblem[], options: ShapeOptions): CheckedDocument {
  const told = new Set(shape.map(({ pointer }) => pointer));
  // Where the shape is wrong, a rule has nothing to add.
  const rules = told.has('')
    ? []
    : checkRules(draft)
        .filter(({ pointer }) => !told.has(pointer))
        .map(placeInRequest);
  const problems = [...shape, ...rules];
  const { namespace, namespaceURI = '', namespaceProfile = '', title, profile } = draft;
  if (problems.length > 0 || namespace === undefined) {
    return { ok: false, problems: problems.slice(0, PROBLEMS_LIMIT) };
  }
  const document = {
    id: `${options.identifierPath}/${namespace}`,
    namespace,
    namespaceURI,
    namespaceProfile,
    ...(title === undefined ? {} : { title }),
    ...(profile === undefined ? {} : { profile }),
    // Without a problem, every member that is needed was read.
    applicationIdentifiers: draft.applicationIdentifiers.map(
      ({ pointer: _, ...each }) => each as ApplicationIdentifier,
    ),
  };
  return { ok: true, document };
}
