import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { readEnvironment } from './env.ts';
import { readHoldBack } from './modules/registration/index.ts';
import { openService } from './service.ts';

export type Running = { config: Config; close(): Promise<void> };

/**
 * Starts the service as the environment says, and the stand-ins where no ORCID or DataCite is configured.
 * @throws Error with a sentence for the operator
 */
export async function startFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Running> {
  const config = readEnvironment(env);
  const standIns = await startStandIns(config);
  try {
    const service = await openService(config);
    await service.app.listen({ host: config.host, port: config.port });
    console.log(announce(config, await readHoldBack(service.ctx.db, config.publicUrl)));
    return {
      config,
      async close() {
        await service.close();
        await standIns.close();
      },
    };
  } catch (error) {
    await standIns.close();
    throw error;
  }
}

async function startStandIns(config: Config): Promise<{ close(): Promise<void> }> {
  const { orcid, datacite } = config;
  if (orcid.standInUrl === null && !datacite.standIn) return { close: async () => {} };
  const sandbox = await import('@mintmark/sandbox').catch((error: unknown) => {
    throw new Error(
      'no ORCID or DataCite is configured, and the stand-ins (@mintmark/sandbox) are not installed',
      { cause: error },
    );
  });
  if (config.dataDir !== null) await mkdir(config.dataDir, { recursive: true });
  const started: { close(): Promise<void> }[] = [];
  if (orcid.standInUrl !== null) {
    started.push(
      await sandbox.startOrcidStandIn({
        port: Number(new URL(orcid.standInUrl).port),
        host: config.host,
        publicUrl: orcid.standInUrl,
        ...(config.dataDir === null
          ? {}
          : { signingKeyFile: join(config.dataDir, 'orcid-stand-in-key.json') }),
        clients: [
          {
            id: orcid.clientId,
            name: 'Mintmark',
            secret: orcid.clientSecret,
            redirectUris: [
              `${config.publicUrl}/auth/orcid/callback`,
              `${config.publicUrl}/auth/orcid/connected`,
            ],
          },
        ],
      }),
    );
  }
  if (datacite.standIn) {
    started.push(
      await sandbox.startDataciteStandIn({
        port: Number(new URL(datacite.url).port),
        host: config.host,
        repositories: [
          { id: datacite.repositoryId, password: datacite.password, prefixes: [datacite.prefix] },
        ],
        ...(config.dataDir === null ? {} : { stateFile: join(config.dataDir, 'datacite-stand-in.jsonl') }),
      }),
    );
  }
  return {
    close: async () => {
      for (const each of started) await each.close();
    },
  };
}

function announce(config: Config, heldBack: string | null): string {
  const lines = ['', `  Mintmark is at ${config.publicUrl}`, ''];
  if (config.databaseUrl === null) {
    lines.push(`  Database   embedded, in ${config.dataDir}; set DATABASE_URL for PostgreSQL`);
  }
  if (config.orcid.standInUrl !== null) {
    lines.push(
      `  ORCID      STAND-IN at ${config.orcid.standInUrl}: anyone can sign in as anyone. Not for real use.`,
    );
  }
  if (config.datacite.standIn) {
    lines.push(
      `  DataCite   STAND-IN at ${config.datacite.url}: no DOI made here exists in the world.`,
      `             Repository ${config.datacite.repositoryId}, password ${config.datacite.password}`,
    );
  }
  if (heldBack !== null)
    lines.push('', `  NOTHING IS REGISTERED. ${heldBack}`, '  See docs/operators.md, "Copies".');
  lines.push('', '  Stop with Ctrl+C.', '');
  return lines.join('\n');
}
