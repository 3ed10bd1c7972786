import { Failure } from '../domain/failure.ts';
import {
  envelopeSchema,
  type MessageArgs,
  type MessageName,
  type MessageOut,
  PROTOCOL,
  type Tier,
} from './protocol.ts';

/** Who sent a message, as the browser says (never as the message says). */
export interface Sender {
  id?: string;
  origin?: string;
  url?: string;
  frameId?: number;
  documentId?: string;
  tab?: { id?: number; url?: string; windowId?: number };
}

export type Handlers = {
  [N in MessageName]: (args: MessageArgs<N>, sender: Sender) => Promise<MessageOut<N>>;
};

export interface Trust {
  /** Our own extension id and origin. */
  id: string;
  origin: string;
  /** Whether this framed document redeemed its ticket. */
  redeemed(sender: Sender): Promise<boolean>;
}

/** Dropped messages, by reason: shown in diagnostics, never with content. */
export const dropped: Record<string, number> = {};
function drop(reason: string): void {
  dropped[reason] = (dropped[reason] ?? 0) + 1;
}

/** The origin a sender runs in: Chromium says it, Firefox says the address. */
export function originOf(sender: Sender): string {
  if (sender.origin && sender.origin !== 'null') return sender.origin;
  const match = /^[a-z-]+:\/\/[^/]+/.exec(sender.url ?? '');
  return match ? match[0] : '';
}

/** `panel` for documents of our own origin, `page` for our content script in a tab's top frame, else null. */
export function tierOf(sender: Sender, trust: Pick<Trust, 'id' | 'origin'>): Tier | null {
  if (sender.id !== trust.id) return null;
  if (originOf(sender) === trust.origin) return 'panel';
  return sender.tab?.id !== undefined && sender.frameId === 0 ? 'page' : null;
}

/** The one page of ours that a web page may load, in a frame or in a window it opens. */
const OPEN_PAGE = /^[a-z-]+:\/\/[^/]+\/frame\.html(?:[?#]|$)/;

/** True for frame.html wherever it stands, and for whatever of ours is inside a web page: only with a ticket. */
export function isFramed(sender: Sender): boolean {
  return sender.tab !== undefined && ((sender.frameId ?? 0) !== 0 || OPEN_PAGE.test(sender.url ?? ''));
}

type Respond = (answer: unknown) => void;

/**
 * A `runtime.onMessage` listener. Checks the sender's tier first, then the schema, then runs the handler. Unknown
 * messages and senders are dropped and counted, without an answer. Answers through `sendResponse`, which works with
 * and without native promises.
 */
export function serve(handlers: Handlers, trust: Trust) {
  return (raw: unknown, sender: Sender, respond: Respond): true | undefined => {
    const tier = tierOf(sender, trust);
    const envelope = envelopeSchema.safeParse(raw);
    if (tier === null || !envelope.success || !(envelope.data.name in PROTOCOL)) {
      drop(tier === null ? 'sender' : 'unknown');
      return undefined;
    }
    const name = envelope.data.name as MessageName;
    if (PROTOCOL[name].tier !== tier) {
      drop('tier');
      return undefined;
    }
    answer(name, envelope.data.args, sender, tier, handlers, trust).then(
      (ok) => respond({ ok }),
      (error: unknown) => respond({ failure: toFailure(error).toJSON() }),
    );
    return true;
  };
}

async function answer(
  name: MessageName,
  args: unknown,
  sender: Sender,
  tier: Tier,
  handlers: Handlers,
  trust: Trust,
): Promise<unknown> {
  if (tier === 'panel' && isFramed(sender) && !(await trust.redeemed(sender))) {
    drop('ticket');
    throw new Failure('refused');
  }
  const parsed = PROTOCOL[name].in.safeParse(args);
  if (!parsed.success) {
    drop('schema');
    throw new Failure('bad-input', parsed.error.issues[0]?.path.join('.') ?? '');
  }
  const handler = handlers[name] as (args: unknown, sender: Sender) => Promise<unknown>;
  return handler(parsed.data, sender);
}

/** What crosses the border: a known Failure as it is; anything else by its name alone, so that no content leaks. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('database-broken', error instanceof Error ? error.name : '');
}
