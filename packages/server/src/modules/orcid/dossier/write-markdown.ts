import type { Dossier } from './dossier.ts';

/** The dossier as Markdown, ready to be sent. */
export function writeMarkdown(dossier: Dossier): string {
  const lines = [
    `# ${dossier.system} at ${plain(dossier.organisation)}: integration with ORCID`,
    '',
    `- System: ${dossier.system}`,
    `- Developer: ${dossier.developer === null ? 'to be named' : plain(dossier.developer)}`,
    `- API: record API ${dossier.apiVersion}`,
    `- Technical contact: ${dossier.contacts.technical ?? 'to be named'}`,
    `- Administrative contact: ${dossier.contacts.administrative ?? 'to be named'}`,
    ...(dossier.demonstration === null ? [] : [`- Demonstration: <${dossier.demonstration}>`]),
    '',
    ...section('What it is', [dossier.description]),
    ...section('How it connects', [dossier.connection]),
    ...section('Review', [dossier.review]),
    ...section(
      'How it helps to collect and connect',
      list(dossier.collectAndConnect.map(({ part, how }) => `**${part}.** ${how}`)),
    ),
    ...section('Credentials', dossier.credentials.length === 0 ? ['None yet.'] : []),
  ];
  for (const { environment, api, clientId, scopes, redirectUris } of dossier.credentials) {
    lines.push(
      `### ${environment}: \`${clientId}\`, ${api} API`,
      '',
      ...scopes.map(({ scope, reason }) => `- \`${scope}\`: ${reason}`),
      ...redirectUris.map((uri) => `- redirect address: ${uri}`),
      '',
    );
  }
  lines.push(
    ...section('What is stored', list(dossier.stored)),
    ...section('Pages', list(dossier.pages.map(({ what, url }) => `${what}: <${url}>`))),
    ...section(
      'What ORCID requires',
      dossier.evidence.map(({ requirement, answer, url }, index) =>
        [`${index + 1}. **${requirement}.** ${answer}`, ...(url === null ? [] : [`<${url}>`])].join(' '),
      ),
    ),
    ...section('Documentation', list(dossier.documentation.map(({ what, url }) => `${what}: <${url}>`))),
  );
  return `${lines.join('\n').trim()}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, '', ...lines, ...(lines.length === 0 ? [] : [''])];
}

function list(texts: readonly string[]): string[] {
  return texts.map((text) => `- ${text}`);
}

/** An organisation's name is no Markdown of its own. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
