import { NOID_ALPHABET, type NoidTemplate, noidNameStart, parseNoidTemplate } from './noid.ts';
import { type NoidTerm, readTerm } from './noid-import.ts';
import {
  type KeptResult,
  readKeptSequence,
  readNogTemplate,
  writeKeptSequence,
} from './noid-kept-sequence.ts';
import { describeNoidPolicy, NOID_POLICY_LETTERS } from './noid-policy.ts';
import { createNoidSequence, type NoidSequenceState } from './noid-sequence.ts';
import {
  answer,
  formatNoidDate,
  type NoidAnswer,
  type NoidContext,
  type NoidStore,
  refuse,
} from './noid-store.ts';

/**
 * What a minter mints. Read it anew in each transaction with {@link openNoidMinter}; within one, mintNoids keeps
 * `state` in step.
 */
export type NoidMinter = {
  template: NoidTemplate;
  zone: string;
  state: NoidSequenceState;
  term: NoidTerm;
  /** It was made without a template: names of any form may be bound, held and queued. */
  acceptsAny: boolean;
};

/** As given to `dbcreate`: `template` is of Noid (`tst1.rde`) or of Nog with its shoulder (`99999/fk4{eedk}`). */
export type NoidMinterSettings = {
  template: string | null;
  term: NoidTerm;
  naan: string;
  naa: string;
  subnaa: string;
};

const VERSION = '0.424';

/** Reads a minter from its store; null when the store has none. Problem codes are those of readPerlNoidState. */
export function openNoidMinter(store: NoidStore): KeptResult<NoidMinter> | null {
  if (store.get(':/template') === null) return null;
  const read = (name: string) => store.get(`:/${name}`);
  const kept = readKeptSequence(read);
  if (!kept.ok) return kept;
  return {
    ok: true,
    value: { ...kept.value, term: readTerm(read), acceptsAny: read('genonly') === '0' },
  };
}

/**
 * Makes a minter in an empty store. Answers the lines of `dbcreate`; the longer report for a README is kept under
 * `:/erc`. Refuses a wrong template, a long term without its three names of the authority, and a prefix that a
 * check character does not cover.
 */
export function createNoidMinter(context: NoidContext, settings: NoidMinterSettings): NoidAnswer {
  const { store } = context;
  if (store.get(':/template') !== null) return refuse('error: there is a minter already.');
  const { term, naan, naa, subnaa } = settings;
  const text = settings.template ?? '.zd';
  const nog = readNogTemplate(text);
  const parsed = parseNoidTemplate(nog?.mask ?? text);
  if (!parsed.ok) return refuse(`error: ${text}: ${parsed.problem.message}`);
  const template = parsed.value;
  if ((template.order === 'nog') !== (nog !== null)) {
    return refuse(`error: ${text}: a Nog mask stands in braces behind its shoulder, as in 99999/fk4{eedk}.`);
  }
  const unchecked = [...template.prefix].find((sign) => !NOID_ALPHABET.includes(sign));
  if (template.hasCheckCharacter && unchecked !== undefined) {
    return refuse(
      `error: ${text}: with a check character the prefix may hold only ${NOID_ALPHABET}, not “${unchecked}”.`,
    );
  }
  if (nog !== null && naan !== '') {
    return refuse('error: the shoulder in front of a Nog mask has the NAAN already; give none.');
  }
  if (term === 'long' && nog === null && (naan === '' || naa === '' || subnaa === '')) {
    return refuse('error: long-term identifiers need an NAA Number (NAAN), an NAA and a SubNAA.');
  }
  if (naan !== '' && !/^[0-9bcdfghjkmnpqrstvwxz]{5,16}$/.test(naan)) {
    return refuse(`error: a NAAN has five or more digits or consonants (00000 if none), not “${naan}”.`);
  }
  const zone = nog === null ? naan : nog.zone;
  const { state } = createNoidSequence(template, { zone });
  const minter: NoidMinter = { template, zone, state, term, acceptsAny: settings.template === null };
  const mask = nog?.mask ?? template.text.slice(template.text.indexOf('.') + 1);
  const policy = describeNoidPolicy({
    naan: nog === null ? naan : (nog.zone.split('/', 1)[0] ?? ''),
    prefix: nog === null ? template.prefix : nog.zone.slice(nog.zone.indexOf('/') + 1),
    mask: nog === null ? mask : `r${mask}`,
    isRandom: template.order === 'random' || template.order === 'nog',
    term,
    acceptsAny: minter.acceptsAny,
  });
  const set = (name: string, value: string) => store.set(`:/${name}`, value);
  const facts = {
    naa,
    naan,
    subnaa,
    longterm: term === 'long' ? '1' : '0',
    wrap: term === 'short' ? '1' : '0',
    template: text,
    prefix: template.prefix,
    mask,
    firstpart: noidNameStart(template, zone),
    addcheckchar: template.hasCheckCharacter ? '1' : '0',
    generator_type: template.order === 'random' || template.order === 'nog' ? 'random' : 'sequential',
    genonly: minter.acceptsAny ? '0' : '1',
    total: String(template.total ?? 0),
    oatop: String(template.total ?? 0),
    padwidth: String((template.total === null ? 16 : 2) + mask.length),
    held: '0',
    queued: '0',
    fseqnum: '1',
    gseqnum: '1',
    gseqnum_date: '0',
    version: VERSION,
    properties: policy,
  };
  for (const [name, value] of Object.entries(facts)) set(name, value);
  writeKeptSequence(set, template, state);
  const what = describeWhat(minter, text);
  set('erc', formatReport(context, minter, { ...settings, text, what, policy }));
  context.log(`Creating database for template "${text}".`);
  return answer(
    `Created:   minter for ${what}`,
    `       Names begin with “${noidNameStart(template, zone)}”; the first is ${createNoidSequence(template, { zone }).next()}.`,
    `Policy:    (:${policy})`,
  );
}

function describeWhat({ template }: NoidMinter, text: string): string {
  const isEndless = template.total === null || template.order === 'nog';
  const order = template.order === 'random' || template.order === 'nog' ? 'random' : 'sequential';
  return `${isEndless ? 'unlimited' : template.total} ${order} identifiers of form ${text}`;
}

/** The creation record, with the labels of Noid's. */
function formatReport(
  { now, contact }: NoidContext,
  { template }: NoidMinter,
  facts: NoidMinterSettings & { text: string; what: string; policy: string },
): string {
  const { naan, naa, subnaa, text, what, policy } = facts;
  const isEndless = template.total === null || template.order === 'nog';
  const letters = NOID_POLICY_LETTERS.map(
    (meaning, index) => `         ${policy.charAt(index) === '-' ? 'not ' : '    '}${meaning}`,
  );
  return [
    '# Creation record of this minter',
    '#',
    'erc:',
    `who:       ${contact}`,
    `what:      ${what}`,
    `when:      ${formatNoidDate(now)}`,
    `Version:   Noid ${VERSION}`,
    `Size:      ${isEndless ? 'unlimited' : template.total}`,
    `Template:  ${text}`,
    `Policy:    (:${policy})`,
    '       How durable its names are; GRANITE is the most:',
    ...letters,
    `Authority: ${naa || 'no Name Assigning Authority'} | ${subnaa || 'no sub authority'}`,
    `NAAN:      ${naan || 'no NAA Number'}`,
    '',
  ].join('\n');
}
