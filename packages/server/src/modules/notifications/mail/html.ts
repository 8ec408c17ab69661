import { escapeHtml } from '../templates/blocks.ts';

/**
 * A mail's HTML: what it says, and the addresses that it leads to, written out. It has no pictures and no styles, so that
 * it reads the same everywhere.
 * @param parts.html a fragment of our own making
 * @param parts.after paragraphs below it: text, or an address alone
 */
export function renderMailHtml(parts: {
  title: string;
  html: string;
  after: readonly (string | { url: string })[];
}): string {
  const after = parts.after.map(
    (each) => `<p>${typeof each === 'string' ? escapeHtml(each) : link(each.url)}</p>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(parts.title)}</title>
</head>
<body>
${[parts.html, ...after].join('\n')}
</body>
</html>
`;
}

function link(url: string): string {
  const text = escapeHtml(url);
  return `<a href="${text}">${text}</a>`;
}
