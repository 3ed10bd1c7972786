import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/**
 * A small WebDAV store in memory, for tests in a browser that look at what lies in it. It is no judge of the remote: real
 * servers are, in `tests/stores`.
 */
export interface DavServer {
  /** Of its one folder, ending in `/`. */
  url: string;
  user: string;
  password: string;
  /** Everything that lies there, by path. */
  readonly objects: Map<string, Buffer>;
  /** Methods and paths, oldest first. */
  readonly asked: string[];
  /** Answers everything with this from now on; null: as it should. */
  refuse(status: number | null): void;
  stop(): Promise<void>;
}

const BASE = '/dav/';

export async function davServer(user = 'lan', password = 'bí mật'): Promise<DavServer> {
  const objects = new Map<string, Buffer>();
  const asked: string[] = [];
  let refused: number | null = null;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = decodeURIComponent(request.url ?? '').slice(BASE.length);
      asked.push(`${request.method} ${path}`);
      const end = (status: number, text: string | Buffer = '') => response.writeHead(status).end(text);
      if (refused !== null) return end(refused);
      if (request.headers.authorization !== authorization) return end(401);
      switch (request.method) {
        case 'PUT':
          objects.set(path, body);
          return end(201);
        case 'GET': {
          const found = objects.get(path);
          if (!found) return end(404);
          response.setHeader('etag', tagOf(found));
          response.setHeader('last-modified', RESTED);
          return end(200, found);
        }
        case 'DELETE':
          return end(objects.delete(path) ? 204 : 404);
        case 'MKCOL':
          return end(405);
        case 'PROPFIND':
          return end(207, listing(path, objects));
        default:
          return end(405);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://localhost:${port}${BASE}`,
    user,
    password,
    objects,
    asked,
    refuse(status) {
      refused = status;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Tags are of the bytes, and can be trusted at once. */
const RESTED = 'Thu, 01 Jan 2026 00:00:00 GMT';
const tagOf = (bytes: Buffer = Buffer.alloc(0)): string =>
  `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** What lies directly in a folder. */
function listing(folder: string, objects: ReadonlyMap<string, Buffer>): string {
  const names = new Map<string, number | null>();
  for (const [path, { length }] of objects) {
    if (!path.startsWith(folder)) continue;
    const [name = '', ...deeper] = path.slice(folder.length).split('/');
    if (deeper.length === 0) names.set(name, length);
    else names.set(`${name}/`, null);
  }
  const rows = [...names].map(
    ([name, size]) =>
      `<d:response><d:href>${BASE}${folder}${name}</d:href><d:propstat><d:prop><d:resourcetype>${size === null ? '<d:collection/>' : ''}</d:resourcetype><d:getcontentlength>${size ?? 0}</d:getcontentlength>${size === null ? '' : `<d:getetag>${tagOf(objects.get(folder + name))}</d:getetag><d:getlastmodified>${RESTED}</d:getlastmodified>`}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  );
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${rows.join('')}</d:multistatus>`;
}
