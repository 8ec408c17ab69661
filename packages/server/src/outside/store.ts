import { jsonb, type Tx } from '../db/index.ts';

export type NewInteraction = {
  id: string;
  at: Date;
  outside: 'orcid' | 'datacite' | 'smtp';
  subject: string | null;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  durationMs: number;
};

export async function insertInteraction(tx: Tx, interaction: NewInteraction): Promise<void> {
  await tx
    .insertInto('interactions')
    .values({
      id: interaction.id,
      at: interaction.at,
      outside: interaction.outside,
      subject: interaction.subject,
      method: interaction.method,
      url: interaction.url,
      request_headers: jsonb(interaction.requestHeaders),
      request_body: interaction.requestBody,
      status: interaction.status,
      response_headers: interaction.responseHeaders === null ? null : jsonb(interaction.responseHeaders),
      response_body: interaction.responseBody,
      error: interaction.error,
      duration_ms: interaction.durationMs,
    })
    .execute();
}

export async function deleteInteractionsBefore(tx: Tx, before: Date): Promise<number> {
  const result = await tx.deleteFrom('interactions').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
