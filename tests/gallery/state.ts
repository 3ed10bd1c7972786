import type { Host } from '../../components/host.ts';
import type { PageState } from '../../lib/domain/page-state.ts';
import type { FakeStore } from './fake-store.ts';
import type { FakeTransfer } from './transfer.ts';

/** One state of the interface, as the gallery shows it. */
export interface State {
  surface: 'panel' | 'today' | 'dashboard' | 'launcher' | 'rescue';
  page?: PageState;
  /** Starts from an empty book. */
  empty?: boolean;
  /** Changes the store before anything is drawn. */
  prepare?: (store: FakeStore) => void;
  /** Presses these, one after the other, once drawn: `data-act` of a button, or `type:<data-part>:<text>`. */
  press?: string[];
  /** Path of the dashboard. */
  path?: string;
  /** Fills the book with this many people. */
  crowd?: number;
  /** What the import and export are at. */
  transfer?: FakeTransfer;
  /** What the host cannot do. */
  guarded?: boolean;
  /** What it does otherwise. */
  host?: Partial<Host>;
}
