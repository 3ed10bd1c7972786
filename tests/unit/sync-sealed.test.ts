import { describe, expect, test } from 'vitest';
import { base32, fromBase32, random } from '../../lib/sync/bytes.ts';
import { createCodec } from '../../lib/sync/envelope.ts';
import { openBag, sealBag } from '../../lib/sync/key-bag.ts';
import { type DeviceKeys, makeDeviceKeys, newReplica, verifyingKey } from '../../lib/sync/keys.ts';
import { kitText, newSecret, readKit } from '../../lib/sync/kit.ts';
import { BadObjectError, type Codec, pathOf } from '../../lib/sync/log.ts';
import {
  type Genesis,
  type Member,
  Members,
  recordDigest,
  type SignedRecord,
  signRecord,
} from '../../lib/sync/members.ts';
import { pack, padded, unpack } from '../../lib/sync/pack.ts';
import {
  checkDigits,
  commitTo,
  joinCode,
  keepsCommitment,
  newNonce,
  openInvite,
  readJoinCode,
  sealInvite,
  unwrapEpoch,
  wrapEpoch,
} from '../../lib/sync/packets.ts';

const SPACE = base32(new Uint8Array(16).fill(7));
const PLAIN = { o: [], c: {}, at: 1 };

async function writerWith(
  keys: DeviceKeys,
  readers: DeviceKeys[] = [keys],
  epoch = random(32),
  space = SPACE,
) {
  const known = new Map(
    await Promise.all(
      readers.map(
        async ({ id, ed }) => [base32(fromBase32(id)!.subarray(0, 8)), await verifyingKey(ed)] as const,
      ),
    ),
  );
  return createCodec({
    space,
    epochs: new Map([[1, epoch]]),
    epoch: 1,
    sign: keys.sign,
    writer: async (replica) => known.get(base32(fromBase32(replica)!.subarray(0, 8))) ?? null,
  });
}

const whyNot = async (codec: Codec, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  try {
    await codec.open('segment', path, bytes);
    return 'opened';
  } catch (error) {
    return error instanceof BadObjectError ? error.why : String(error);
  }
};

describe('the envelope', () => {
  test('6, 29: an object opens whole, under its own name, in its own space, and in no other way', async () => {
    const keys = await makeDeviceKeys();
    const epoch = random(32);
    const codec = await writerWith(keys, [keys], epoch);
    const replica = newReplica(keys.id);
    const path = pathOf.segment(SPACE, replica, 1);
    const bytes = await codec.seal('segment', path, { replica, seq: 1, prev: '' }, PLAIN);
    expect(await codec.open('segment', path, bytes)).toEqual({ replica, seq: 1, prev: '', plain: PLAIN });
    expect(bytes.length).toBe(164 + new DataView(bytes.buffer).getUint32(96));
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at]! ^= 4;
      expect(await whyNot(codec, path, changed), `byte ${at}`).not.toBe('opened');
    }
    for (const length of [0, 3, 100, bytes.length >> 1, bytes.length - 1])
      expect(await whyNot(codec, path, bytes.slice(0, length))).toBe('torn');
    expect(await whyNot(codec, pathOf.segment(SPACE, replica, 2), bytes)).toBe('foreign');
    const elsewhere = await writerWith(keys, [keys], epoch, base32(new Uint8Array(16).fill(9)));
    expect(await whyNot(elsewhere, path, bytes)).toBe('foreign');
  });

  test('27: nobody writes into another device’s log, and a stranger nowhere', async () => {
    const [own, other, stranger] = await Promise.all([makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys()]);
    const epoch = random(32);
    const reader = await writerWith(own, [own, other], epoch);
    const replica = newReplica(own.id);
    const path = pathOf.segment(SPACE, replica, 1);
    for (const forger of [other, stranger]) {
      const codec = await writerWith(forger, [own, other, stranger], epoch);
      const forged = await codec.seal('segment', path, { replica, seq: 1, prev: '' }, PLAIN);
      expect(await whyNot(reader, path, forged)).toBe('torn');
      const theirs = newReplica(forger.id);
      const place = pathOf.segment(SPACE, theirs, 1);
      const honest = await codec.seal('segment', place, { replica: theirs, seq: 1, prev: '' }, PLAIN);
      expect(await whyNot(reader, place, honest)).toBe(forger === other ? 'opened' : 'stranger');
      // In their own name, and sealed for somebody else's place, or for another number of their own.
      const mine = await codec.seal('segment', path, { replica: theirs, seq: 1, prev: '' }, PLAIN);
      expect(await whyNot(reader, path, mine)).toBe(forger === other ? 'foreign' : 'stranger');
      const second = await codec.seal('segment', place, { replica: theirs, seq: 2, prev: '' }, PLAIN);
      expect(await whyNot(reader, place, second)).toBe(forger === other ? 'foreign' : 'stranger');
    }
  });

  test('26: a device without the epoch’s key opens nothing of it', async () => {
    const keys = await makeDeviceKeys();
    const codec = await writerWith(keys);
    const replica = newReplica(keys.id);
    const path = pathOf.segment(SPACE, replica, 1);
    const bytes = await codec.seal('segment', path, { replica, seq: 1, prev: '' }, PLAIN);
    expect(await whyNot(await writerWith(keys), path, bytes)).toBe('foreign');
  });

  test('30: what would unpack to more than may be is stopped on the way', async () => {
    const bomb = await pack('a'.repeat(3_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(unpack(bomb, 1_000_000)).rejects.toThrow('large');
    expect(await unpack(bomb)).toHaveLength(3_000_000);
  });

  test('sizes are told to within a few bits', () => {
    for (const length of [2, 100, 1_000, 54_321, 1_000_000]) {
      const size = padded(length);
      expect(size).toBeGreaterThanOrEqual(length);
      expect(size).toBeLessThanOrEqual(length * 1.12 + 1);
      expect(padded(size)).toBe(size);
    }
    expect(new Set(Array.from({ length: 1_000 }, (_, i) => padded(60_000 + i))).size).toBeLessThan(4);
  });
});

describe('22: key bag and recovery kit', () => {
  const content = { space: SPACE, member: 'm', epochs: { 1: 'x' }, recovery: 'r' };

  test('opens with both secrets; what is wrong is told apart', async () => {
    const secret = newSecret();
    const bag = await sealBag(content, 'mật khẩu dài', secret, 1_000);
    expect(await openBag(bag, 'mật khẩu dài', secret, 1_000)).toEqual(content);
    expect(await openBag(bag, 'mật khẩu dài'.normalize('NFD'), secret, 1_000)).toEqual(content);
    expect(await openBag(bag, 'mật khẩu', secret, 1_000)).toBe('passphrase-wrong');
    expect(await openBag(bag, 'mật khẩu dài', newSecret(), 1_000)).toBe('kit-wrong');
    const damaged = bag.slice();
    damaged[damaged.length - 3]! ^= 1;
    expect(await openBag(damaged, 'mật khẩu dài', secret, 1_000)).toBe('damaged');
    expect(await openBag(bag.slice(0, 40), 'mật khẩu dài', secret, 1_000)).toBe('damaged');
    // Weaker than the floor: somebody wants the passphrase guessed.
    expect(await openBag(bag, 'mật khẩu dài', secret)).toBe('damaged');
  });

  test('the kit is letters that forgive how they are typed, and no slip', async () => {
    const secret = newSecret();
    const kit = await kitText(secret);
    expect(kit).toMatch(/^([a-z2-7]{4}-){6}[a-z2-7]{4}$/);
    expect(await readKit(` ${kit.toUpperCase().replaceAll('-', '  ')} `)).toEqual(secret);
    let caught = 0;
    const letters = kit.replaceAll('-', '');
    for (let at = 0; at < letters.length; at++) {
      const slip = letters.slice(0, at) + (letters[at] === 'a' ? 'b' : 'a') + letters.slice(at + 1);
      if ((await readKit(slip)) === null) caught += 1;
    }
    expect(caught).toBeGreaterThanOrEqual(27);
    expect(await readKit('')).toBeNull();
  });
});

describe('invitations', () => {
  test('both sides show the same eight digits, and others when somebody stands between', async () => {
    const [admin, joining, thief] = await Promise.all([makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys()]);
    const [adminNonce, joiningNonce] = [newNonce(), newNonce()];
    const read = (await readJoinCode(await joinCode(joining)))!;
    expect(read).toEqual({ ed: joining.ed, x: joining.x });
    const commitment = await commitTo(admin, joining, joiningNonce);
    expect(await keepsCommitment(commitment, admin, read, joiningNonce)).toBe(true);
    expect(await keepsCommitment(commitment, admin, read, newNonce())).toBe(false);
    const digits = await checkDigits(admin, read, adminNonce, joiningNonce);
    expect(digits).toMatch(/^\d{8}$/);
    expect(await checkDigits(admin, joining, adminNonce, joiningNonce)).toBe(digits);
    expect(await checkDigits(thief, joining, adminNonce, joiningNonce)).not.toBe(digits);
    const code = await joinCode(joining);
    expect(await readJoinCode(code.slice(0, -1) + (code.endsWith('a') ? 'i' : 'a'))).toBeNull();
  });

  test('the packet opens for the invited device alone, and only from that admin', async () => {
    const [admin, joining, other] = await Promise.all([makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys()]);
    const packet = { space: SPACE, place: { secret: 's3' }, epochs: { 1: 'k' }, member: 'm', least: {} };
    const text = await sealInvite(packet, joining, admin);
    expect(await openInvite(text, joining, admin)).toEqual(packet);
    expect(await openInvite(text, other, admin)).toBeNull();
    expect(await openInvite(text, joining, other)).toBeNull();
    expect(await openInvite(text.slice(0, -4), joining, admin)).toBeNull();
  });

  test('an epoch key is for one device, from an admin', async () => {
    const [admin, device, other] = await Promise.all([makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys()]);
    const key = random(32);
    const packet = await wrapEpoch(SPACE, 2, key, device.x, admin);
    expect(await unwrapEpoch(SPACE, 2, packet, device, [admin.ed])).toEqual(key);
    expect(await unwrapEpoch(SPACE, 3, packet, device, [admin.ed])).toBeNull();
    expect(await unwrapEpoch(SPACE, 2, packet, other, [admin.ed])).toBeNull();
    expect(await unwrapEpoch(SPACE, 2, packet, device, [other.ed])).toBeNull();
  });
});

describe('who may do what', () => {
  const member = ({ id, ed, x }: DeviceKeys, role: Member['role']): Member => ({
    device: id,
    ed: ed.toBase64(),
    x: x.toBase64(),
    member: id,
    name: role,
    role,
  });

  async function team() {
    const [founder, recovery, second, third] = await Promise.all([1, 2, 3, 4].map(() => makeDeviceKeys()));
    const genesis: Genesis = {
      v: 1,
      founder: member(founder!, 'admin'),
      recovery: member(recovery!, 'admin'),
      salt: '',
    };
    const say = async (
      by: DeviceKeys,
      n: number,
      prev: string,
      seen: Record<string, number>,
      said: object,
    ) => {
      const record = { space: SPACE, by: by.id, n, prev, at: n, seen, ...said };
      return signRecord(record, by.sign);
    };
    return { founder: founder!, second: second!, third: third!, genesis, say };
  }

  const inEveryOrder = async (genesis: Genesis, records: SignedRecord[]) => {
    const answers = new Set<string>();
    for (let turn = 0; turn < records.length; turn++) {
      const turned = [...records.slice(turn), ...records.slice(0, turn)];
      const members = await Members.of(genesis, SPACE, turned);
      answers.add(
        JSON.stringify(
          members
            .all()
            .map(({ device, role }) => [device, role])
            .sort(),
        ),
      );
    }
    expect(answers.size).toBe(1);
    return Members.of(genesis, SPACE, records);
  };

  test('28: two admins who remove each other are both out, on every device', async () => {
    const { founder, second, third, genesis, say } = await team();
    const one = await say(founder, 1, '', {}, { add: member(second, 'admin') });
    const two = await say(founder, 2, await recordDigest(one.record), {}, { add: member(third, 'member') });
    const seen = { [founder.id]: 2 };
    const theirs = await say(second, 1, '', seen, { remove: { device: founder.id, after: {} } });
    const ours = await say(
      founder,
      3,
      await recordDigest(two.record),
      {},
      { remove: { device: second.id, after: {} } },
    );
    const members = await inEveryOrder(genesis, [one, two, theirs, ours]);
    expect(members.all().map(({ device }) => device)).toContain(third.id);
    for (const { id } of [founder, second]) expect(members.find(id)).toMatchObject({ isRemoved: true });
    // Whoever is out lets nobody in any more.
    const late = await say(second, 2, await recordDigest(theirs.record), seen, {
      add: member(await makeDeviceKeys(), 'admin'),
    });
    expect((await inEveryOrder(genesis, [one, two, theirs, ours, late])).all()).toHaveLength(2);
  });

  test('27: a member makes nobody an admin; a reader has no log', async () => {
    const { founder, second, third, genesis, say } = await team();
    const one = await say(founder, 1, '', {}, { add: member(second, 'member') });
    const two = await say(founder, 2, await recordDigest(one.record), {}, { add: member(third, 'reader') });
    const forged = await say(second, 1, '', {}, { add: member(await makeDeviceKeys(), 'admin') });
    const members = await inEveryOrder(genesis, [one, two, forged]);
    expect(members.all()).toHaveLength(4);
    expect(members.writer(newReplica(third.id), 'segment', 1)).toBeNull();
    expect(members.writer(newReplica(third.id), 'head', 1)).not.toBeNull();
    expect(members.writer(newReplica(second.id), 'segment', 1)).not.toBeNull();
    const changed = { ...one, record: { ...one.record, add: member(second, 'admin') } };
    expect((await Members.of(genesis, SPACE, [changed])).find(second.id)).toBeNull();
  });

  test('25: a removed device counts up to what was read, and no further', async () => {
    const { founder, second, genesis, say } = await team();
    const replica = newReplica(second.id);
    const one = await say(founder, 1, '', {}, { add: member(second, 'member') });
    const two = await say(
      founder,
      2,
      await recordDigest(one.record),
      {},
      { remove: { device: second.id, after: { [replica]: 5 } } },
    );
    const members = await inEveryOrder(genesis, [one, two]);
    expect(members.writer(replica, 'segment', 5)).not.toBeNull();
    expect(members.writer(replica, 'segment', 6)).toBeNull();
    expect(members.writer(replica, 'head', 1)).toBeNull();
    expect(members.writer(newReplica(second.id), 'segment', 1)).toBeNull();
  });
});
