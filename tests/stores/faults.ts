import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/**
 * A proxy in front of a store, which does to requests what networks, hosts and full disks do. Each fault is for the
 * requests that `when` names, as often as `times` says; a test waits for nothing but the answers.
 */

export type Fault =
  /** Half of the body reaches the store, then the line is cut on both sides. */
  | { do: 'cut' }
  /** The answer comes this many milliseconds late. */
  | { do: 'delay'; ms: number }
  /** The store does what it is asked, and nobody hears of it. */
  | { do: 'drop-answer' }
  /** The store is not asked; this is answered instead. */
  | { do: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** Half of the answer, under the length of the whole: the line is cut then. */
  | { do: 'torn-answer' }
  /** Half of the answer, passed off as a whole. */
  | { do: 'short-answer' }
  /** What was answered to the first such request is answered again. */
  | { do: 'stale' }
  /** The answer is sent, then silence instead of its end. */
  | { do: 'hang' }
  /** The store's clock is off by this many milliseconds, as far as its answers say. */
  | { do: 'clock'; ms: number };

type Rule = Fault & { when?: (asked: { method: string; path: string }) => boolean; times?: number };

export interface FaultProxy {
  /** Its address, in place of the store's. */
  origin: string;
  /** Method and path of every request, oldest first. */
  readonly asked: string[];
  /** From now on, until `clear`. */
  add(rule: Rule): void;
  clear(): void;
  stop(): Promise<void>;
}

interface Taken {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** @param target origin of the store, plain HTTP. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  let rules: (Rule & { done: number })[] = [];
  const asked: string[] = [];
  const old = new Map<string, Taken>();
  const server: Server = createServer((incoming, outgoing) => {
    void turn(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const turn = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const method = incoming.method ?? '';
    const path = incoming.url ?? '';
    asked.push(`${method} ${path}`);
    const body = await bodyOf(incoming);
    const rule = rules.find(
      (one) => one.done < (one.times ?? Number.POSITIVE_INFINITY) && (one.when?.({ method, path }) ?? true),
    );
    if (rule) rule.done += 1;
    if (rule?.do === 'answer')
      return void outgoing.writeHead(rule.status, { ...rule.headers }).end(rule.body ?? '');
    if (rule?.do === 'cut') {
      await pass(target, incoming, body, true).catch(() => undefined);
      return void outgoing.destroy();
    }
    const name = `${method} ${path}`;
    const kept = rule?.do === 'stale' ? old.get(name) : undefined;
    const taken = kept ?? (await pass(target, incoming, body, false));
    if (!old.has(name)) old.set(name, taken);
    if (rule?.do === 'delay') await new Promise((done) => setTimeout(done, rule.ms));
    if (rule?.do === 'drop-answer') return void outgoing.destroy();
    const half = taken.body.subarray(0, Math.floor(taken.body.length / 2));
    const headers: Record<string, string | string[] | undefined> = { ...taken.headers };
    delete headers['transfer-encoding'];
    headers['content-length'] = String(rule?.do === 'short-answer' ? half.length : taken.body.length);
    if (rule?.do === 'clock') headers.date = new Date(Date.now() + rule.ms).toUTCString();
    if (taken.status === 204 || taken.status === 304) delete headers['content-length'];
    outgoing.writeHead(taken.status, headers as Record<string, string>);
    if (rule?.do === 'torn-answer') return void outgoing.write(half, () => outgoing.destroy());
    if (rule?.do === 'hang') return void outgoing.write(half);
    outgoing.end(rule?.do === 'short-answer' ? half : taken.body);
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    add: (rule) => void rules.push({ ...rule, done: 0 }),
    clear() {
      rules = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Asks the store as it was asked, under the address the asker used: a signature covers it. */
function pass(target: string, incoming: IncomingMessage, body: Buffer, cut: boolean): Promise<Taken> {
  return new Promise((done, fail) => {
    const { 'transfer-encoding': _chunked, expect: _expect, ...headers } = incoming.headers;
    const out = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: { ...headers, connection: 'close', 'content-length': String(body.length) },
    });
    out.on('error', fail);
    out.on('response', (answer) => {
      bodyOf(answer).then(
        (taken) => done({ status: answer.statusCode ?? 502, headers: answer.headers, body: taken }),
        fail,
      );
    });
    if (!cut) return void out.end(body);
    out.write(body.subarray(0, Math.floor(body.length / 2)), () => out.destroy(new Error('cut')));
  });
}
