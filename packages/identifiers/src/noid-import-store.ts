import { parseNoidTemplate } from './noid.ts';
import {
  type ImportedMinter,
  type ImportResult,
  interpretPerlEntries,
  NOID_STATE_LENGTH_LIMIT,
  readNogState,
} from './noid-import.ts';
import { writeKeptSequence } from './noid-kept-sequence.ts';
import { readPerlEntries } from './noid-perl-text.ts';
import { answer, type NoidAnswer, type NoidContext, refuse } from './noid-store.ts';

/**
 * Makes the minter of a text in an empty store: JSON as {@link readNogState} reads it, or a dump as
 * readPerlNoidState reads it, which brings its bindings and notes too. Answers one line, or why not.
 */
export function importNoidMinter(context: NoidContext, text: string): NoidAnswer {
  if (context.store.get(':/template') !== null) return refuse('error: there is a minter already.');
  if (text.length > NOID_STATE_LENGTH_LIMIT) return refuse('error: this text is too long.');
  const isJson = /^[\uFEFF\s]{0,100}[[{]/.test(text);
  return isJson ? importNog(context, text) : importPerl(context, text);
}

function importNog(context: NoidContext, text: string): NoidAnswer {
  const imported = readNogState(text);
  if (!imported.ok) return refuseImport(imported);
  const { template: templateText, zone, sequence } = imported.value;
  const template = parseNoidTemplate(templateText);
  if (!template.ok) return refuse(`error: ${template.problem.message}`);
  const set = (name: string, value: string) => context.store.set(`:/${name}`, value);
  const facts = { generator_type: 'random', longterm: '0', wrap: '0', genonly: '1', held: '0', queued: '0' };
  for (const [name, value] of Object.entries({ ...facts, shoulder: zone, padwidth: '20' })) set(name, value);
  writeKeptSequence(set, template.value, sequence);
  return describeImport(context, imported.value);
}

function importPerl(context: NoidContext, text: string): NoidAnswer {
  const parsed = readPerlEntries(text);
  if (!parsed.ok) return refuse(`error: line ${parsed.problem.line}: ${parsed.problem.message}`);
  const imported = interpretPerlEntries(parsed.value);
  if (!imported.ok) return refuseImport(imported);
  for (const [key, value] of parsed.value.entries) context.store.set(key, value);
  return describeImport(context, imported.value);
}

function describeImport(context: NoidContext, { template, zone, sequence }: ImportedMinter): NoidAnswer {
  context.log(`Imported a minter of template "${template}" that gave out ${sequence.position} names.`);
  const under = zone === '' ? 'no zone' : zone;
  return answer(
    `Imported:  minter for identifiers of form ${template} under ${under}; ${sequence.position} given out`,
  );
}

function refuseImport({ problem }: Extract<ImportResult, { ok: false }>): NoidAnswer {
  const place = 'line' in problem.at ? `line ${problem.at.line}` : problem.at.pointer;
  return refuse(place === '' ? `error: ${problem.message}` : `error: ${place}: ${problem.message}`);
}
