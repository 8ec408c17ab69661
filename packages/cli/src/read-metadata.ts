import { readFile } from 'node:fs/promises';
import type { Surroundings } from './command.ts';
import { UsageError } from './failures.ts';
import { readText } from './read-input.ts';

/** The text of a file, or of standard input for `-`, without a byte order mark. @throws UsageError */
export async function readFileText({ stdin }: Pick<Surroundings, 'stdin'>, file: string): Promise<string> {
  try {
    const text = file === '-' ? await readText(stdin) : await readFile(file, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(
      `${nameOf(file)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * What identifiers stand for, in JSON files: DataCite metadata, and what an IGSN ID says of its sample.
 * @returns what was given, as requests take it
 * @throws UsageError
 */
export async function readDescription(
  surroundings: Pick<Surroundings, 'stdin'>,
  files: { metadata?: string; sample?: string },
): Promise<{ metadata?: Record<string, unknown>; sample?: Record<string, unknown> }> {
  const { metadata, sample } = files;
  if (metadata === '-' && sample === '-') {
    throw new UsageError('Standard input is one file; give --metadata or --sample another one.');
  }
  return {
    ...(metadata === undefined
      ? {}
      : { metadata: await readObject(surroundings, metadata, 'DataCite metadata') }),
    ...(sample === undefined ? {} : { sample: await readObject(surroundings, sample, 'a sample') }),
  };
}

async function readObject(
  surroundings: Pick<Surroundings, 'stdin'>,
  file: string,
  content: string,
): Promise<Record<string, unknown>> {
  const value = parseJson(await readFileText(surroundings, file), nameOf(file));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${nameOf(file)} holds no JSON object with ${content}.`);
  }
  return value as Record<string, unknown>;
}

/** @param name what the text is called in the refusal. @throws UsageError */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'Standard input' : file;
}
