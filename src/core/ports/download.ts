/** Fetches the file behind a download link. */
import type { ErrorDetails } from '../errors.ts';

export interface Downloader {
  /** Refuses a folder that nothing can be written into (`storageFailed`). */
  checkFolder(folder: string): Promise<void>;
  /**
   * Saves the file under the name that its server gives it, mode 0600. Until it is whole it stands in a `.part` file, which
   * a later call goes on with. Fails with `fileExists`, `storageFailed` (also for want of space), `linkEnded`, `crossHost`,
   * `unavailable`, and with `answerUnusable`, also where the file is not what its checksum says.
   */
  save(url: string, folder: string, about: ErrorDetails['lineNotFound'], watch: DownloadWatch): Promise<SavedFile>;
}

export interface DownloadWatch {
  /** Bytes; the first call tells what an earlier run had fetched. */
  readonly progress: (done: number, total: number) => void;
  /** It fails or is given up, and so many bytes stay in the `.part` file at `path`, for a later call to go on with. */
  readonly kept: (path: string, bytes: number) => void;
}

export interface SavedFile {
  readonly path: string;
  readonly bytes: number;
  /** What it was checked by; `null` where its server states no checksum. */
  readonly checksum: 'sha-512' | 'sha-256' | 'md5' | null;
  /** How many bytes an earlier run had fetched. */
  readonly resumedFrom: number;
}
