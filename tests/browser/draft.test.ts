import type { Frame } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHAT, cardOf, type Inbox, MAIL, openInbox, visit } from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { pressUntil, send } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** A reply is written in the panel and put into the box of the site, through everything that lies between. */
const FIELD = '[data-part="draft-field"]';
const LINES = ['Dạ chị Lan ơi,', 'khay óc chó còn 3 cái ạ 👍', 'em giữ cho chị nhé.'];
const TEXT = LINES.join('\n');
const GMAIL_BOX = '[g_editable="true"]';
const CHAT_BOX = '.input-message-input';

let inbox: Inbox;
let panel: Frame;

beforeAll(async () => {
  inbox = await openInbox();
});
afterAll(() => inbox?.chromium.close());

interface Recorded {
  heard: string[];
}
/** The page writes down whatever happens to it that a hand would do. */
async function record(): Promise<void> {
  await inbox.page.evaluate(() => {
    const heard: string[] = [];
    const names = 'keydown keypress keyup click mousedown mouseup pointerdown submit focusin scroll paste';
    for (const name of names.split(' ')) {
      addEventListener(
        name,
        (event) => {
          const { className = '', nodeName } = event.target as Element;
          const key = event instanceof KeyboardEvent ? `${event.key} ` : '';
          heard.push(`${event.type} ${key}${nodeName}.${className}`);
        },
        true,
      );
    }
    Object.assign(globalThis, { recorded: { heard } });
  });
}
const recorded = () =>
  inbox.page.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded.heard);

/** All that a script of the page finds in its document, its fields and by asking the browser. */
const pageSees = (words: string) =>
  inbox.page.evaluate((wanted) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
      ({ value }) => value,
    );
    const found = (window as unknown as { find(text: string): boolean }).find(wanted);
    getSelection()?.removeAllRanges();
    return found || [document.documentElement.textContent, ...fields].join('\n').includes(wanted);
  }, words);

/** The lines of a box, as they stand there. */
const boxSays = (selector: string) =>
  inbox.page.$eval(selector, (box) =>
    (box as HTMLElement).innerText
      .replace(/\u00a0/g, ' ')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  );

/** Opens a thread afresh, and the panel's fold for a reply, with this text in it. */
async function compose(url: string, name: string, text = TEXT): Promise<void> {
  await inbox.page.goto('about:blank');
  panel = await visit(inbox.page, url);
  await says(panel, name, '[data-part="name"]');
  await record();
  await pressUntil(inbox.page, panel, 'w', FIELD);
  // A draft that is left over from before stands there first.
  await panel.$eval(FIELD, (field) => (field as HTMLTextAreaElement).select());
  await panel.type(FIELD, text);
}

/**
 * Acts, and again only where the frame refused because it was not seen for half a second yet: a second click that comes
 * after the form is gone would hit whatever stands there then.
 */
async function actUntilAnswered(act: () => Promise<void>): Promise<void> {
  await until(
    async () => {
      await act();
      const said = await until(
        async () =>
          (await panel.$('[data-part="draft-stuck"]')) !== null ||
          (await panel.$eval('[data-part="toast"]', (one) => one.textContent).catch(() => null)),
        { what: 'an answer' },
      );
      if (typeof said !== 'string' || !said.includes('Bạn bấm lại')) return true;
      await (await panel.$('[data-act="close-toast"]'))?.click();
      return until(async () => (await panel.$('[data-part="toast"]')) === null).then(() => false);
    },
    { what: 'the draft to be put there', timeout: 30_000 },
  );
}

/** Clicks, and waits for what the panel says became of it. */
async function put(said: string | RegExp): Promise<string> {
  await actUntilAnswered(async () => {
    await (await panel.$('[data-act="put-draft"]:not([disabled])'))?.click();
  });
  return says(panel, said, '[data-part="toast"]');
}

/** Pasted into a field of another page: asking for the clipboard's text would need a permission. */
async function clipboard(): Promise<string> {
  const { page } = inbox.door;
  await page.bringToFront();
  await page.evaluate(() => document.body.replaceChildren(document.createElement('textarea')));
  await page.focus('textarea');
  await page.keyboard.press('v', { commands: ['Paste'] });
  const text = await page.$eval('textarea', ({ value }) => value);
  await inbox.page.bringToFront();
  return text;
}

describe('a draft in the practice inbox', () => {
  test('goes into the mail’s reply box as it was written; the page knows nothing of it before, and no key is pressed', async () => {
    await compose(MAIL.lan, 'Nguyễn Thị Lan');
    for (const line of LINES) expect(await pageSees(line)).toBe(false);
    const before = await recorded();
    await put('Đã chèn vào ô trả lời');
    expect(await boxSays(GMAIL_BOX)).toEqual(LINES);
    const after = (await recorded()).slice(before.length);
    expect(after.filter((one) => !/^(focusin|paste) DIV\.Am Al editable$/.test(one))).toEqual([]);
    expect(await inbox.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
    expect(await panel.$(FIELD)).toBeNull();
  });

  test('goes into a chat’s box, beside what stands there', async () => {
    await compose(CHAT.chau, 'Châu', 'Dạ còn ạ');
    await inbox.page.$eval(CHAT_BOX, (box) => box.replaceChildren('Chào chị.'));
    await put('Đã chèn vào ô trả lời');
    expect(await boxSays(CHAT_BOX)).toEqual(['Chào chị. Dạ còn ạ']);
  });

  test('for somebody who is not in the book too', async () => {
    await compose(MAIL.phuong, 'Mai Phương', 'Dạ em báo giá ngay ạ');
    expect(await panel.$('[data-part="unknown"]')).not.toBeNull();
    await put('Đã chèn vào ô trả lời');
    expect(await boxSays(GMAIL_BOX)).toEqual(['Dạ em báo giá ngay ạ']);
  });

  test('by Ctrl+Enter: the page hears no key, though it has the focus in the end', async () => {
    await compose(MAIL.lan, 'Nguyễn Thị Lan', 'Dạ vâng');
    await actUntilAnswered(async () => {
      await (await panel.$(FIELD))?.focus();
      await inbox.page.keyboard.down('Control');
      await inbox.page.keyboard.down('Enter');
      await inbox.page.keyboard.down('Enter');
      expect(await boxSays(GMAIL_BOX)).toEqual([]);
      await inbox.page.keyboard.up('Enter');
      await inbox.page.keyboard.up('Control');
    });
    expect(await boxSays(GMAIL_BOX)).toEqual(['Dạ vâng']);
    // Whoever lets Control go last does so in the page: that key alone does nothing there.
    const heard = (await recorded()).filter((one) => /key|click|submit/.test(one));
    expect(heard.filter((one) => !one.startsWith('keyup Control'))).toEqual([]);
  });
});

describe('a page that goes on meanwhile', () => {
  test('as the box gets the focus: nothing is written, it is said, and the draft waits for its own thread', async () => {
    await compose(MAIL.lan, 'Nguyễn Thị Lan', 'Dạ chị Lan, em gửi rồi ạ');
    await inbox.page.evaluate(
      (hash) => {
        addEventListener('focusin', () => location.replace(hash), { once: true });
      },
      MAIL.bao.slice(MAIL.bao.indexOf('#')),
    );
    await put('chưa chèn gì');
    await cardOf(panel, 'Trần Quốc Bảo');
    expect(await pageSees('em gửi rồi')).toBe(false);
    expect(await panel.$(FIELD)).toBeNull();
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    expect(await panel.$eval(FIELD, (field) => (field as HTMLTextAreaElement).value)).toBe(
      'Dạ chị Lan, em gửi rồi ạ',
    );
  });

  test('before our own page asks: an order for a thread that was left is told to nobody', async () => {
    await compose(MAIL.lan, 'Nguyễn Thị Lan');
    const tab = (await inbox.door.page.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { tabs: { query(what: object): Promise<{ id: number }[]> } };
      };
      return (await chrome.tabs.query({ url: 'https://mail.google.com/*' }))[0]?.id;
    })) as number;
    const draft = { tab, reading: 'made-up', thread: '18c2f00000000a01', text: 'em gửi rồi' };
    expect(await send(inbox.door.page, 'draft.insert', draft)).toBe('moved-on');
    expect(await pageSees('em gửi rồi')).toBe(false);
  });
});

describe('a box that does not take it', () => {
  test('is not there: the draft is copied, and one sentence says so', async () => {
    await compose(MAIL.bao, 'Trần Quốc Bảo');
    await inbox.page.$eval(GMAIL_BOX, (box) => box.remove());
    await put('chưa mở ô trả lời nên đã sao chép');
    expect(await clipboard()).toBe(TEXT);
    expect(await panel.$eval(FIELD, (field) => (field as HTMLTextAreaElement).value)).toBe(TEXT);
  });

  const dropPastes = () =>
    inbox.page.$eval(GMAIL_BOX, (box) => box.addEventListener('paste', (event) => event.preventDefault()));

  test('drops what is pasted: it is copied, and one sentence says so', async () => {
    await compose(MAIL.bao, 'Trần Quốc Bảo', 'Dạ em báo lại ngay');
    await dropPastes();
    await put('không nhận chữ nên đã sao chép');
    expect(await boxSays(GMAIL_BOX)).toEqual([]);
    expect(await clipboard()).toBe('Dạ em báo lại ngay');
  });

  test('and a browser that copies in a click alone: there is a button to click', async () => {
    await compose(MAIL.bao, 'Trần Quốc Bảo', 'Dạ em gọi lại ngay');
    await dropPastes();
    await panel.evaluate(() => {
      document.execCommand = () => false;
    });
    await actUntilAnswered(async () => {
      await (await panel.$('[data-act="put-draft"]'))?.click();
    });
    expect(await panel.$('[data-act="copy-draft"]')).not.toBeNull();
    expect(await panel.$eval('[data-part="draft-stuck"]', (one) => one.textContent)).toContain(
      'không nhận chữ',
    );
    await panel.evaluate(() => Reflect.deleteProperty(document, 'execCommand'));
    await (await shown(panel, '[data-act="copy-draft"]')).click();
    await says(panel, 'Đã sao chép', '[data-part="toast"]');
    expect(await clipboard()).toBe('Dạ em gọi lại ngay');
  });
});

describe('a page that means ill', () => {
  beforeEach(() => compose(MAIL.dung, 'Lê Hoàng Dũng', 'Dạ mật khẩu kho là 1234'));
  afterEach(async () => {
    expect(await pageSees('mật khẩu kho')).toBe(false);
  });

  const TRICKS: Record<string, (box: HTMLElement) => void> = {
    'makes the box tiny': (box) => {
      box.style.cssText = 'width: 2px; height: 2px; min-height: 0; overflow: hidden; padding: 0';
    },
    'makes the box see-through': (box) => {
      (box.parentElement as HTMLElement).style.opacity = '0';
    },
    'hides the box': (box) => {
      box.style.visibility = 'hidden';
    },
    'moves the box out of the window': (box) => {
      box.style.cssText = 'position: fixed; left: -5000px';
    },
    'swaps the box for a field of its own': (box) => {
      const trap = document.createElement('input');
      trap.className = 'Am Al editable';
      trap.setAttribute('role', 'textbox');
      trap.type = 'password';
      box.replaceWith(trap);
    },
    'has a letter to somebody else open, and no reply': (box) => {
      const letter = document.createElement('div');
      letter.append(box);
      document.body.append(letter);
    },
    'swaps the box as it gets the focus': (box) => {
      box.addEventListener('focus', () => box.replaceWith(box.cloneNode(true)));
    },
    'gives the focus to a field of its own': (box) => {
      const trap = document.createElement('textarea');
      document.body.append(trap);
      box.addEventListener('focus', () => trap.focus());
    },
    'gives the focus to a field of its own a moment later': (box) => {
      const trap = document.createElement('textarea');
      document.body.append(trap);
      box.addEventListener('focus', () => setTimeout(() => trap.focus()));
    },
  };
  test.each(Object.keys(TRICKS))('%s: nothing is written anywhere', async (what) => {
    await inbox.page.$eval(GMAIL_BOX, TRICKS[what] as (box: Element) => void);
    await until(
      async () => {
        const text = await panel.$eval('body', (body) => body.innerText);
        if (/đã sao chép|Bấm Sao chép/.test(text)) return true;
        await (await panel.$('[data-act="put-draft"]'))?.click();
        return until(
          async () => /đã sao chép|Bấm Sao chép/.test(await panel.$eval('body', (body) => body.innerText)),
          {
            timeout: 3000,
          },
        ).catch(() => false);
      },
      { what: 'the panel to say that it was not taken' },
    );
  });
});

test('nothing was asked of any other address', () => {
  expect(inbox.served.strays).toEqual([]);
});
