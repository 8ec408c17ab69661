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

/** DataCite metadata in a JSON file. @throws UsageError */
export async function readMetadata(
  surroundings: Pick<Surroundings, 'stdin'>,
  file: string,
): Promise<Record<string, unknown>> {
  const value = parseJson(await readFileText(surroundings, file), nameOf(file));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${nameOf(file)} holds no JSON object with DataCite metadata.`);
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
