export const PACKAGES_PATH = '/packages';

/** The page that a package's identifier leads to. */
export function packagePath(folderId: string): string {
  return `${PACKAGES_PATH}/${folderId}`;
}

/** Where a file of a package is got, looked at, or embedded as an image. @param path below the package */
export function filePath(folderId: string, as: 'files' | 'preview' | 'images', path: string): string {
  return `${packagePath(folderId)}/${as}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
