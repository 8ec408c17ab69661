/** What the browser shows at the end of signing in; nothing of it is loaded from elsewhere. */
export function renderDonePage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
body { margin: 4rem auto; width: min(34rem, 100% - 2.5rem); font: 1.0625rem / 1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
