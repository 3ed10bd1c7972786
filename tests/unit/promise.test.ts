import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPromises } from '../../lib/domain/promise/find.ts';
import { promisesIn } from '../../lib/domain/promise/in-talk.ts';
import { isLearned, LEARNED_MOST, learn, SIGNATURE_MAX } from '../../lib/domain/promise/learned.ts';
import { selfOf } from '../../lib/domain/promise/self.ts';

/** Wednesday 25 November 2026, 10:20 in Ho Chi Minh City. */
const NOW = Date.UTC(2026, 10, 25, 3, 20);
const OPTIONS = { now: NOW, zone: 'Asia/Ho_Chi_Minh', language: 'vi' as const };
const find = (text: string) => findPromises(text, OPTIONS);
const said = (text: string) =>
  find(text).map(({ title, due, sure }) => `${sure ? '' : '?'}${due.wall} ${title}`);

describe('what was promised, and when', () => {
  it.each([
    ['mai em gửi mẫu', '2026-11-26T09:00 gửi mẫu'],
    ['chiều chị báo lại nhé', '?2026-11-25T15:00 báo lại'],
    ['có hàng em nhắn', '?2026-11-26T09:00 có hàng em nhắn'],
    ["I'll confirm Friday", '2026-11-27T09:00 confirm'],
    ['will send the quote tomorrow', '2026-11-26T09:00 send the quote'],
    ['Dạ bên em sẽ hoàn tiền trong 2 ngày ạ', '2026-11-27T09:00 hoàn tiền'],
    ['Em giữ cho chị cái màu be tới thứ 7 nha', '2026-11-28T09:00 giữ cho chị cái màu be'],
    ['Dạ 30 phút em gửi báo giá cho anh nha', '2026-11-25T10:50 gửi báo giá cho anh'],
    ['Để em hỏi kho rồi báo chị ngay ạ', '?2026-11-25T11:20 hỏi kho rồi báo chị'],
    ['rằm này em gửi xôi cho cô', '2026-12-23T09:00 gửi xôi cho cô'],
    ["I'll ask my manager and come back to you", '?2026-11-26T09:00 ask my manager and come back to you'],
    ['Will ship at 5 p.m. tomorrow.', '2026-11-26T17:00 ship'],
  ])('%s', (text, meant) => {
    expect(said(text)).toEqual([meant]);
  });

  it('one sentence is one promise, where its time is said; two times are two', () => {
    expect(said('I owe you a call, will ring tomorrow.')).toEqual(['2026-11-26T09:00 ring']);
    expect(said('Chiều nay em gửi giá, thứ 6 em giao hàng')).toEqual([
      '2026-11-25T15:00 gửi giá',
      '2026-11-27T09:00 giao hàng',
    ]);
  });

  it('a question about one thing does not undo the promise of another', () => {
    expect(said('Mai em gửi mẫu cho chị nha. Chị cần mấy cái ạ?')).toEqual([
      '2026-11-26T09:00 gửi mẫu cho chị',
    ]);
    expect(said('Mai em gửi mẫu, được không chị?')).toEqual([]);
  });
});

describe('what others wrote', () => {
  it.each([
    ['> mai mình gửi tiền nhé\nDạ em cảm ơn'],
    ['Chị viết "mai em gửi mẫu" là sao ạ'],
    ['OK\n\nOn Mon, 23 Nov 2026 at 10:00, Lan <lan@example.com> wrote:\nI will send the money tomorrow'],
    ['Dạ em cảm ơn\nVào Th 2, 23 thg 11, 2026 lúc 10:00 Lan đã viết:\nmai em gửi tiền'],
  ])('%s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('who speaks', () => {
  const talk = (...lines: string[]) =>
    lines.map((line) => ({
      direction: line.startsWith('<') ? ('in' as const) : ('out' as const),
      text: line.slice(1),
    }));

  it('is known by how the buyer calls the seller, and the other way round', () => {
    expect(selfOf(talk('<em ơi còn hàng không', '>dạ còn chị ơi'))).toBe('em');
    expect(selfOf(talk('<chị ơi còn hàng không', '>còn nha em ơi'))).toBe('chi');
    expect(selfOf(talk('<còn hàng không', '>còn ạ'))).toBeNull();
  });

  it('decides whose promise it is', () => {
    const line = 'Mai anh gửi mẫu cho em nhé';
    const younger = talk('<em ơi', '>dạ anh ơi');
    const elder = talk('<anh ơi mẫu tới đâu rồi', '>anh bận quá');
    expect(promisesIn(line, younger, [], OPTIONS)).toEqual([]);
    expect(promisesIn(line, elder, [], OPTIONS)).toHaveLength(1);
    expect(promisesIn('Mai em gửi tiền cho anh nha', elder, [], OPTIONS)).toEqual([]);
  });
});

describe('what is no promise', () => {
  it('is known again at another time, with other numbers, in nearly the same words', () => {
    const [first] = find('Mai em gửi 2 mẫu vải lụa cho chị xem nha');
    const learned = learn([], first?.signature ?? '');
    expect(promisesIn('Thứ 6 em gửi 3 mẫu vải lụa cho chị xem nha', [], learned, OPTIONS)).toEqual([]);
    expect(promisesIn('Mai em gửi 2 mẫu vải lụa cho chị coi nha', [], learned, OPTIONS)).toEqual([]);
    expect(promisesIn('Mai em gửi báo giá cho anh nha', [], learned, OPTIONS)).toHaveLength(1);
  });

  it('of few words is known by all of them', () => {
    expect(isLearned('em gui mau', ['em gui hang'])).toBe(false);
    expect(isLearned('em gui hang', ['em gui hang'])).toBe(true);
  });

  it('stays small', () => {
    let learned: string[] = [];
    for (let i = 0; i < LEARNED_MOST + 50; i++)
      learned = learn(learned, `câu thứ ${'x'.repeat(i)}`.slice(0, 60));
    expect(learned.length).toBeLessThanOrEqual(LEARNED_MOST);
    expect(
      find(`mai em gửi ${'mẫu rất đẹp '.repeat(60)}`).every((one) => one.signature.length <= SIGNATURE_MAX),
    ).toBe(true);
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'em chị mai gửi sẽ rồi không ngày tối , . ? " > I’ll will send you tomorrow let me 20/11 mùng 5 để xong'.split(
      ' ',
    ),
  );
  it('gives at most three promises, each with a title of one line and a time', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
        ),
        (text) => {
          const found = find(text);
          expect(found.length).toBeLessThanOrEqual(3);
          for (const { title, due, words: shown } of found) {
            expect(title.trim()).not.toBe('');
            expect(title.length).toBeLessThanOrEqual(120);
            expect(title).not.toMatch(/\n/);
            expect(shown.length).toBeLessThanOrEqual(200);
            expect(Number.isFinite(due.at)).toBe(true);
          }
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  it('of a hostile page ends: words that could be read in many ways, over and over', () => {
    for (const bad of [
      'ngày mai tối nay lát nữa ',
      'em sẽ cho đi qua ',
      'em ',
      'let me ',
      "i'll also just then ",
      'gửi, ',
      '> ',
      '"',
    ]) {
      expect(find(bad.repeat(4000)).length).toBeLessThanOrEqual(3);
    }
  });
});
