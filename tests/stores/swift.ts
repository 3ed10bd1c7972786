import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  folderOf,
  freePort,
  makeBucket,
  PATH,
  type RunningStore,
  Server,
  type StoreKind,
} from './servers.ts';

/** OpenStack Swift with its S3 door: one of each server, one disk, one user. It refuses conditions with 501. */

const KINDS = ['account', 'container', 'object'] as const;
const LOOPBACK = '127.0.0.1';

function ring(root: string, kind: string, port: number): void {
  const builder = join(root, `${kind}.builder`);
  const steps = [
    ['create', '6', '1', '0'],
    ['add', '--region', '1', '--zone', '1', '--ip', LOOPBACK, '--port', String(port)].concat([
      '--device',
      'd1',
      '--weight',
      '1',
    ]),
    ['rebalance'],
  ];
  for (const step of steps)
    spawnSync('swift-ring-builder', [builder, ...step], { env: { ...process.env, PATH } });
}

const common = (root: string, port: number) => `[DEFAULT]
bind_ip = ${LOOPBACK}
bind_port = ${port}
workers = 0
user = root
swift_dir = ${root}
devices = ${root}/disks
mount_check = false
log_level = ERROR
`;

const proxy = (root: string, port: number, memory: number) => `${common(root, port)}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = ${LOOPBACK}:${memory}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_shop_seller = secret .admin
${['catch_errors', 'gatekeeper', 'healthcheck', 'listing_formats', 'copy', 'slo', 'dlo']
  .map((name) => `[filter:${name}]\nuse = egg:swift#${name}\n`)
  .join('')}`;

export const swift: StoreKind = {
  name: 'swift',
  needs: [
    'swift-proxy-server',
    'swift-object-server',
    'swift-container-server',
    'swift-account-server',
    'memcached',
  ],
  async start(): Promise<RunningStore> {
    const root = folderOf('swift');
    mkdirSync(join(root, 'disks', 'd1'), { recursive: true });
    const [front, memory] = [await freePort(), await freePort()];
    const servers = [new Server('memcached', ['-u', 'root', '-l', LOOPBACK, '-p', String(memory)])];
    for (const kind of KINDS) {
      const port = await freePort();
      ring(root, kind, port);
      const file = join(root, `${kind}.conf`);
      const lines = `[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`;
      writeFileSync(file, common(root, port) + lines);
      const server = new Server(`swift-${kind}-server`, [file]);
      servers.push(server);
      await server.answers(`http://${LOOPBACK}:${port}/`);
    }
    const file = join(root, 'proxy.conf');
    writeFileSync(file, proxy(root, front, memory));
    const server = new Server('swift-proxy-server', [file]);
    servers.push(server);
    const endpoint = `http://${LOOPBACK}:${front}`;
    await server.answers(`${endpoint}/healthcheck`);
    const place = {
      kind: 's3' as const,
      endpoint,
      region: 'us-east-1',
      bucket: 'book',
      prefix: 'shop/',
      accessKeyId: 'shop:seller',
      secretAccessKey: 'secret',
    };
    await makeBucket(place);
    return {
      name: 'swift',
      place,
      files: null,
      async stop() {
        for (const one of servers.reverse()) await one.stop();
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
};
