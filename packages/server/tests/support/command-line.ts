import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { System } from './start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../../cli/bin/mintmark.mjs', import.meta.url));

export type Ended = { code: number | null; stdout: string; stderr: string };

/** The command line client of somebody, in a home directory of its own. */
export type CommandLine = {
  /** Where its files are. */
  home: string;
  /** Runs one command as a shell would. `onTold` sees each part of standard error as it comes. */
  run(args: readonly string[], options?: { stdin?: string; onTold?: (text: string) => void }): Promise<Ended>;
  /** Runs it with `--json`, and reads what it printed. @throws when it ended with anything but 0 */
  readJson<T>(...args: string[]): Promise<T>;
  close(): void;
};

export function openCommandLine(system: Pick<System, 'url'>, token: string): CommandLine {
  const home = mkdtempSync(join(tmpdir(), 'mintmark-home-'));
  const run: CommandLine['run'] = async (args, { stdin = '', onTold } = {}) => {
    const child = spawn(process.execPath, [MINTMARK, ...args], {
      env: { PATH: process.env.PATH, HOME: home, MINTMARK_URL: system.url, MINTMARK_TOKEN: token },
      cwd: home,
    });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      ended.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      ended.stderr += chunk.toString();
      onTold?.(ended.stderr);
    });
    // A command that does not read its input may end before all of it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    ended.code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return ended;
  };
  return {
    home,
    run,
    async readJson<T>(...args: string[]) {
      const { code, stdout, stderr } = await run([...args, '--json']);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
      return JSON.parse(stdout) as T;
    },
    close: () => rmSync(home, { recursive: true }),
  };
}
