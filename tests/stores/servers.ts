import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { S3Place } from '../../lib/sync/remotes/s3.ts';
import type { WebdavPlace } from '../../lib/sync/remotes/webdav.ts';
import { until } from '../harness/until.ts';

/** Real stores on loopback, each with a folder of its own that is gone afterwards. */

export type Place = ({ kind: 's3' } & S3Place) | ({ kind: 'webdav' } & WebdavPlace);

export interface RunningStore {
  name: string;
  place: Place;
  /** Where the server keeps its objects as plain files; null where it does not. */
  files: string | null;
  stop(): Promise<void>;
}

export interface StoreKind {
  name: string;
  /** Programs that must be there. */
  needs: string[];
  start(): Promise<RunningStore>;
}

export const USER = 'shop';
export const PASSWORD = 'trà đá 5.000';
const LOOPBACK = '127.0.0.1';

/** A port that nobody listens on. Another program could take it in between; nobody does on a test machine. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, LOOPBACK, done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

const SBIN = ['/usr/sbin', '/usr/local/sbin', '/sbin'];
export const PATH = [process.env.PATH, ...SBIN].join(':');

/** Whether a program is on this machine, where only root looks too. */
export const isThere = (program: string): boolean =>
  program.startsWith('/')
    ? existsSync(program)
    : PATH.split(':').some((folder) => existsSync(join(folder, program)));

export const folderOf = (name: string): string => mkdtempSync(join(tmpdir(), `beside-${name}-`));

/** A server in the foreground, ended by its own id. */
export class Server {
  readonly #child: ChildProcess;
  #said = '';

  constructor(program: string, args: string[], options: { env?: Record<string, string>; cwd?: string } = {}) {
    const env = { ...process.env, PATH, ...options.env };
    this.#child = spawn(program, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (some: Buffer) => {
        this.#said = (this.#said + some).slice(-4000);
      });
    this.#child.on('error', (error) => {
      this.#said += String(error);
    });
  }

  get said(): string {
    return this.#said;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }

  /** Waits until it answers anything at all. */
  async answers(url: string, timeout = 30_000): Promise<this> {
    await until(
      async () => {
        if (this.isOver) throw new Error(`The server ended: ${this.#said}`);
        return fetch(url).then(
          async (answer) => {
            await answer.body?.cancel();
            return true;
          },
          () => false,
        );
      },
      { what: `a store at ${url}`, timeout },
    );
    return this;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.isOver) return;
    const over = new Promise((done) => this.#child.once('exit', done));
    this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await over;
    clearTimeout(timer);
  }
}

/** The bucket is made by whoever sets a store up: Beside itself never makes one. */
export async function makeBucket({ endpoint, bucket, region, ...keys }: S3Place): Promise<void> {
  const client = new AwsClient({ ...keys, region, service: 's3', retries: 5 });
  const answer = await client.fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
  if (!answer.ok) throw new Error(`No bucket: ${answer.status} ${await answer.text()}`);
}

/** A line of a password file, made by openssl, as Apache, nginx and lighttpd read it. */
function passwordLine(): string {
  const made = spawnSync('openssl', ['passwd', '-apr1', PASSWORD], { encoding: 'utf8' });
  return `${USER}:${made.stdout.trim()}\n`;
}

interface Light {
  name: string;
  needs: string[];
  /** @returns the program and its arguments; everything it writes lies in `root`, objects in `root/files`. */
  prepare(root: string, port: number): [string, string[], Record<string, string>?];
}

const light = ({ prepare, ...kind }: Light): StoreKind => ({
  ...kind,
  async start() {
    const root = folderOf(kind.name);
    const files = join(root, 'files');
    for (const folder of [files, join(root, 'temp')]) mkdirSync(folder, { recursive: true, mode: 0o777 });
    // Servers that are started by root go on as somebody else.
    spawnSync('chmod', ['-R', 'a+rwX', root]);
    writeFileSync(join(root, 'users'), passwordLine(), { mode: 0o644 });
    const port = await freePort();
    const [program, args, env] = prepare(root, port);
    const server = new Server(program, args, env ? { env } : {});
    await server.answers(`http://${LOOPBACK}:${port}/`);
    return {
      name: kind.name,
      place: { kind: 'webdav', url: `http://${LOOPBACK}:${port}/`, user: USER, password: PASSWORD },
      files,
      async stop() {
        await server.stop();
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
});

const written = (root: string, name: string, lines: string): string => {
  const file = join(root, name);
  writeFileSync(file, lines);
  return file;
};

export const rclone = light({
  name: 'rclone',
  needs: ['rclone'],
  prepare: (root, port) => [
    'rclone',
    ['serve', 'webdav', join(root, 'files'), '--addr', `${LOOPBACK}:${port}`],
    { RCLONE_USER: USER, RCLONE_PASS: PASSWORD, RCLONE_CONFIG: join(root, 'none.conf') },
  ],
});

export const apache = light({
  name: 'apache',
  needs: ['apache2', '/usr/lib/apache2/modules/mod_dav.so', 'openssl'],
  prepare(root, port) {
    const modules = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav']
      .concat('dav_fs')
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
    const lines = [
      ...modules,
      `ServerRoot ${root}`,
      'ServerName localhost',
      `Listen ${LOOPBACK}:${port}`,
      `PidFile ${root}/pid`,
      `ErrorLog ${root}/errors`,
      'User www-data',
      'Group www-data',
      `DavLockDB ${root}/temp/locks`,
      `DocumentRoot ${root}/files`,
      `<Directory ${root}/files>`,
      'Dav On',
      'AuthType Basic',
      'AuthName store',
      `AuthUserFile ${root}/users`,
      'Require valid-user',
      '</Directory>',
    ];
    return ['apache2', ['-f', written(root, 'apache.conf', `${lines.join('\n')}\n`), '-DFOREGROUND']];
  },
});

export const nginx = light({
  name: 'nginx',
  needs: ['nginx', '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so', 'openssl'],
  prepare(root, port) {
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${root}/temp/${name};`,
    );
    const lines = `
      load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
      daemon off; user www-data; pid ${root}/pid; error_log ${root}/errors;
      events { worker_connections 64; }
      http {
        access_log off; ${temp.join(' ')}
        server {
          listen ${LOOPBACK}:${port};
          root ${root}/files;
          client_max_body_size 20m;
          auth_basic store; auth_basic_user_file ${root}/users;
          location / { dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; }
        }
      }`;
    return ['nginx', ['-c', written(root, 'nginx.conf', lines), '-e', `${root}/errors`]];
  },
});

export const lighttpd = light({
  name: 'lighttpd',
  needs: ['lighttpd', '/usr/lib/lighttpd/mod_webdav.so'],
  prepare(root, port) {
    const lines = `
      server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
      server.bind = "${LOOPBACK}"
      server.port = ${port}
      server.username = "www-data"
      server.groupname = "www-data"
      server.document-root = "${root}/files"
      server.upload-dirs = ("${root}/temp")
      auth.backend = "htpasswd"
      auth.backend.htpasswd.userfile = "${root}/users"
      auth.require = ("/" => ("method" => "basic", "realm" => "store", "require" => "valid-user"))
      webdav.activate = "enable"
      webdav.is-readonly = "disable"
      `;
    return ['lighttpd', ['-D', '-f', written(root, 'lighttpd.conf', lines)]];
  },
});

export const LIGHT: StoreKind[] = [apache, rclone];
export const WEBDAV: StoreKind[] = [apache, nginx, lighttpd, rclone];
