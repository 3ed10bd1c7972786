/** Parts of the File System Access API that not every browser has, and no common type describes. */
declare global {
  interface FileSystemHandle {
    requestPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
  }
}
type Picker = (options: { id: string }) => Promise<FileSystemDirectoryHandle>;

/** Asks for a folder; null when the user thought better of it. Undefined where the browser has no such question. */
export function folderPicker(): (() => Promise<FileSystemDirectoryHandle | null>) | undefined {
  const { showDirectoryPicker } = globalThis as unknown as { showDirectoryPicker?: Picker };
  if (!showDirectoryPicker) return undefined;
  return async () => {
    try {
      const folder = await showDirectoryPicker({ id: 'beside' });
      // Writing is asked for by itself, which picking allows at once: Chromium remembers only what was asked so, and
      // offers "on every visit" the next time.
      const state = await folder.requestPermission?.({ mode: 'readwrite' });
      return state === undefined || state === 'granted' ? folder : null;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null;
      throw error;
    }
  };
}
