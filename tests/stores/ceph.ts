import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../harness/until.ts';
import {
  folderOf,
  freePort,
  makeBucket,
  PATH,
  type RunningStore,
  Server,
  type StoreKind,
} from './servers.ts';

/**
 * A small Ceph with its S3 door: one monitor, one manager, two disks that hold the same, one gateway. The reference: it
 * keeps every promise of S3, also while one of its disks is dead.
 */

export interface RunningCeph extends RunningStore {
  /** Kills a disk's server, as a power cut does. @param disk 0 or 1. */
  killDisk(disk: number): Promise<void>;
  /** Starts it again, and waits until it takes part. */
  startDisk(disk: number): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const CLASSES = ['/usr/lib/x86_64-linux-gnu/rados-classes', '/usr/lib/aarch64-linux-gnu/rados-classes'];
const KEYS = { access: 'besidekey', secret: 'besidesecret' };

const settings = (root: string, fsid: string, monitor: number, gateway: number) => `[global]
fsid = ${fsid}
mon host = v1:${LOOPBACK}:${monitor}
mon initial members = a
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${root}/keyring
osd pool default size = 2
osd pool default min size = 1
osd pool default pg num = 8
osd crush chooseleaf type = 0
run dir = ${root}/run
admin socket = ${root}/run/$name.asok
log file = ${root}/run/$name.log
pid file = ${root}/run/$name.pid
osd class dir = ${CLASSES.find((folder) => existsSync(folder)) ?? CLASSES[0]}
osd objectstore = bluestore
bluestore block size = 4294967296
bluestore block create = true
mon data avail crit = 1
mon data avail warn = 1
public addr = ${LOOPBACK}
cluster addr = ${LOOPBACK}
osd heartbeat grace = 6
mon osd min down reporters = 1
[mon.a]
mon data = ${root}/mon
mon addr = ${LOOPBACK}:${monitor}
[mgr.x]
mgr data = ${root}/mgr
[osd.0]
osd data = ${root}/osd0
[osd.1]
osd data = ${root}/osd1
[client.rgw]
rgw frontends = beast endpoint=${LOOPBACK}:${gateway} tcp_nodelay=1
rgw data = ${root}/rgw
`;

const RIGHTS: Record<string, string[]> = {
  'mon.': ['--cap', 'mon', 'allow *'],
  'client.admin': ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *'],
  'osd.0': [
    '--cap',
    'mon',
    'allow profile osd',
    '--cap',
    'osd',
    'allow *',
    '--cap',
    'mgr',
    'allow profile osd',
  ],
  'osd.1': [
    '--cap',
    'mon',
    'allow profile osd',
    '--cap',
    'osd',
    'allow *',
    '--cap',
    'mgr',
    'allow profile osd',
  ],
  'mgr.x': ['--cap', 'mon', 'allow profile mgr', '--cap', 'osd', 'allow *'],
  'client.rgw': ['--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx'],
};

export const ceph: StoreKind & { start(): Promise<RunningCeph> } = {
  name: 'ceph',
  needs: ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'ceph-mgr'],
  async start() {
    const root = folderOf('ceph');
    for (const name of ['mon', 'mgr', 'osd0', 'osd1', 'rgw', 'run']) mkdirSync(join(root, name));
    const [fsid, monitor, gateway] = [randomUUID(), await freePort(), await freePort()];
    const file = join(root, 'ceph.conf');
    writeFileSync(file, settings(root, fsid, monitor, gateway));
    const run = (program: string, ...args: string[]) => {
      const env = { ...process.env, PATH, CEPH_CONF: file };
      const done = spawnSync(program, args, { env, cwd: root, encoding: 'utf8', timeout: 60_000 });
      if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
      return done.stdout;
    };
    const foreground = (program: string, ...args: string[]) =>
      new Server(program, ['-c', file, ...args, '-f']);
    for (const [index, [name, rights]] of Object.entries(RIGHTS).entries())
      run(
        'ceph-authtool',
        'keyring',
        ...(index === 0 ? ['--create-keyring'] : []),
        '--gen-key',
        '-n',
        name,
        ...rights,
      );
    run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', `[v1:${LOOPBACK}:${monitor}]`, 'monmap');
    run('ceph-mon', '-c', file, '--mkfs', '-i', 'a', '--monmap', 'monmap', '--keyring', 'keyring');
    const servers = [foreground('ceph-mon', '-i', 'a')];
    await until(() => run('ceph', '--connect-timeout', '10', 'mon', 'stat').includes('quorum'), {
      what: 'the monitor',
      timeout: 60_000,
      every: 300,
    });
    servers.push(foreground('ceph-mgr', '-i', 'x'));
    const disks: Server[] = [];
    for (const disk of [0, 1]) {
      const id = randomUUID();
      run('ceph', 'osd', 'new', id, String(disk));
      run('ceph-osd', '-c', file, '-i', String(disk), '--mkfs', '--osd-uuid', id);
      disks[disk] = foreground('ceph-osd', '-i', String(disk));
    }
    const areUp = async (count: number) =>
      until(() => JSON.parse(run('ceph', 'osd', 'stat', '-f', 'json')).num_up_osds === count, {
        what: `${count} disks`,
        timeout: 90_000,
        every: 300,
      });
    await areUp(2);
    const door = foreground('radosgw', '-n', 'client.rgw');
    servers.push(door);
    const endpoint = `http://${LOOPBACK}:${gateway}`;
    await door.answers(endpoint, 120_000);
    const user = [
      '--uid',
      'shop',
      '--display-name',
      'shop',
      '--access-key',
      KEYS.access,
      '--secret-key',
      KEYS.secret,
    ];
    run('radosgw-admin', '-c', file, 'user', 'create', ...user);
    const place = {
      kind: 's3' as const,
      endpoint,
      region: 'us-east-1',
      bucket: 'book',
      prefix: 'shop/',
      accessKeyId: KEYS.access,
      secretAccessKey: KEYS.secret,
    };
    await makeBucket(place);
    return {
      name: 'ceph',
      place,
      files: null,
      async killDisk(disk) {
        await disks[disk]?.stop('SIGKILL');
      },
      async startDisk(disk) {
        disks[disk] = foreground('ceph-osd', '-i', String(disk));
        await areUp(2);
      },
      async stop() {
        for (const one of [...servers.reverse(), ...disks]) await one.stop('SIGKILL');
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
};
