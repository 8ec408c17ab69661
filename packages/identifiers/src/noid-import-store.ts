import { parseNoidTemplate } from './noid.ts';
import { type ImportResult, readNogState, readPerlNoidState } from './noid-import.ts';
import { writeKeptSequence } from './noid-kept-sequence.ts';
import { readPerlEntries } from './noid-perl-text.ts';
import { answer, type NoidAnswer, type NoidContext, refuse } from './noid-store.ts';

/**
 * Makes the minter of a text in an empty store: JSON as {@link readNogState} reads it, or a dump as
 * {@link readPerlNoidState} reads it, which brings its bindings and notes too. Answers one line, or why not.
 */
export function importNoidMinter(context: NoidContext, text: string): NoidAnswer {
  const { store } = context;
  if (store.get(':/template') !== null) return refuse('error: there is a minter already.');
  const isJson = /^[\uFEFF\s]{0,100}[[{]/.test(text);
  const imported = isJson ? readNogState(text) : readPerlNoidState(text);
  if (!imported.ok) return refuse(`error: ${describeProblem(imported)}`);
  const { template: templateText, zone, sequence } = imported.value;
  if (isJson) {
    const template = parseNoidTemplate(templateText);
    if (!template.ok) return refuse(`error: ${template.problem.message}`);
    const set = (name: string, value: string) => store.set(`:/${name}`, value);
    const facts = {
      generator_type: 'random',
      longterm: '0',
      wrap: '0',
      genonly: '1',
      held: '0',
      queued: '0',
    };
    for (const [name, value] of Object.entries({ ...facts, shoulder: zone, padwidth: '20' }))
      set(name, value);
    writeKeptSequence(set, template.value, sequence);
  } else {
    const entries = readPerlEntries(text);
    if (!entries.ok) return refuse(`error: ${entries.problem.message}`);
    for (const [key, value] of entries.value.entries) store.set(key, value);
  }
  context.log(`Imported a minter of template "${templateText}" that gave out ${sequence.position} names.`);
  return answer(
    `Imported:  minter for identifiers of form ${templateText} under ${zone === '' ? 'no zone' : zone}; ${sequence.position} given out`,
  );
}

function describeProblem({ problem }: Extract<ImportResult, { ok: false }>): string {
  const place = 'line' in problem.at ? `line ${problem.at.line}` : problem.at.pointer;
  return place === '' ? problem.message : `${place}: ${problem.message}`;
}
