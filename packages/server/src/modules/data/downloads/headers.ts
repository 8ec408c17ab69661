/**
 * Content-Disposition that makes browsers store a file under its name (RFC 6266): the name in ASCII for old clients,
 * and as it is (RFC 8187).
 */
export function attachmentNamed(name: string): string {
  const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

/**
 * Media types that no browser runs or lets run anything, whatever the bytes are. A claim of another one is not
 * repeated: scripts and style sheets of our own address would count as ours.
 */
const harmless =
  /^(?:text\/(?:plain|csv|tab-separated-values)|image\/(?:png|jpeg|gif|webp|avif|tiff|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/(?:json|pdf|zip|gzip|x-tar|x-7z-compressed|x-hdf5?|x-netcdf|fits|vnd\.[\w.+-]+))$/;

/** What a download says its type is. @param claimed by whoever uploaded it */
export function safeMediaType(claimed: string | null): string {
  const type = (claimed ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!harmless.test(type) || /xml|html|script/.test(type)) return 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

/** For every answer with bytes that somebody uploaded: nothing in it is run, framed or guessed at. */
export const harmlessHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
};

/** Who may keep a copy: nobody of what is not public; of the rest everyone, who asks again before it is used. */
export function cacheControl(isPublic: boolean): string {
  return isPublic ? 'public, no-cache' : 'private, no-store';
}
