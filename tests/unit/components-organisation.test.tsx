// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import type { PageState } from '../../lib/domain/page-state.ts';
import { settings } from '../gallery/host.ts';
import {
  colleaguePage,
  firmPage,
  LONG,
  mailbox,
  newcomer,
  withFirm,
} from '../gallery/organisation-states.ts';
import { page } from '../gallery/pages.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
afterEach(async () => {
  await stage.end();
  location.hash = '';
});

const last = () => stage.store.commands.at(-1);

describe('beside the message', () => {
  const show = async (what: PageState) => {
    stage = new Stage();
    withFirm(stage.store);
    await stage.panel(what);
  };

  it('the card of a contact person has a quiet line that opens the organisation', async () => {
    await show(page());
    const opened: string[] = [];
    stage.host.openDashboard = (path = '') => opened.push(path);
    const [first] = stage.parts('employer');
    expect(first?.textContent).toContain(LONG);
    expect(first?.textContent).toContain('kế toán trưởng');
    first?.querySelector('button')?.click();
    expect(opened).toEqual(['customers/c8']);
    expect(stage.part('employer-offer')).toBeNull();
  });

  it('the card of an organisation has its people, who left last of all', async () => {
    await show(firmPage);
    expect(stage.parts('contact-person').map((one) => one.textContent)).toEqual([
      'Nguyễn Thị Ngọc Lankế toán trưởng',
      'Phan Thị Thanh Hươnggiám đốc, người đại diện pháp luật',
    ]);
    expect(stage.button('open-ties').textContent).toBe('Và 1 người nữa');
  });

  it('a stranger of its domain is asked about with the reason; one key saves and ties, one undo takes both back', async () => {
    await show(newcomer);
    expect(stage.text('employer-offer')).toContain('Cùng tên miền với info@gotoanviet.example');
    await stage.press('y');
    expect(stage.store.commands).toEqual([
      {
        name: 'customer.save',
        args: {
          set: { name: 'Nguyễn Văn Minh' },
          keys: ['email:minh.nv@gotoanviet.example'],
          link: { by: 'page', from: 'gmail' },
          organisation: 'c8',
        },
      },
    ]);
    expect(stage.text('employer')).toContain(LONG);
    await stage.press('z');
    expect(stage.part('unknown')).not.toBeNull();
    expect(stage.part('employer-offer')).not.toBeNull();
  });

  it('a no is remembered, and undo brings the question back', async () => {
    await show(newcomer);
    await stage.click('employer-no');
    expect(last()).toEqual({
      name: 'membership.refuse',
      args: { organisation: 'c8', key: 'email:minh.nv@gotoanviet.example', on: true },
    });
    expect(stage.part('employer-offer')).toBeNull();
    await stage.press('z');
    expect(stage.part('employer-offer')).not.toBeNull();
  });

  it('a shared mailbox goes to the organisation, and saved alone it is a business', async () => {
    await show(mailbox);
    expect(stage.has('save-colleague')).toBe(false);
    await stage.click('employer-yes');
    expect(last()).toMatchObject({
      name: 'identity.link',
      args: { customer: 'c8', key: 'email:sales@gotoanviet.example' },
    });
    expect(stage.part('card')?.dataset.customer).toBe('c8');
    await stage.end();
    await show(mailbox);
    await stage.press('s');
    expect(last()).toMatchObject({ name: 'customer.save', args: { set: { kind: 'business' } } });
  });

  it('a shared mailbox links none of its people', async () => {
    await show(mailbox);
    await stage.press('/');
    await stage.type('[role="combobox"]', 'Thanh Hương');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(stage.part('card')?.dataset.customer).toBe('c9');
    expect(stage.store.commands.filter(({ name }) => name !== 'customer.save')).toEqual([]);
    expect(stage.store.book.customers.find(({ id }) => id === 'c9')?.keys).toEqual([
      'email:huong@gotoanviet.example',
    ]);
  });

  it('a colleague waits for nobody, has no stage, and is logged only as one', async () => {
    await show(colleaguePage);
    expect(stage.part('contact-age')?.dataset.level).toBe('in');
    expect(stage.has('stage')).toBe(false);
    expect(stage.button('log').textContent).toContain('Ghi dù là đồng nghiệp');
    await stage.click('log');
    expect(last()).toMatchObject({ name: 'interaction.log', args: { customers: ['c10'] } });
  });

  it('beside a buyer a colleague is not logged, and nobody is said to have written', async () => {
    stage = new Stage();
    withFirm(stage.store);
    const both = page();
    const [buyer] = both.sighting!.counterparts;
    const ours = { name: 'Tú', identities: ['email:tu.kho@example.com'], strength: 'strong' as const };
    await stage.panel({ ...both, sighting: { ...both.sighting!, counterparts: [ours, buyer!] } });
    await stage.press('l');
    expect(last()).toMatchObject({
      name: 'interaction.log',
      args: { customers: ['c1'], direction: 'unknown' },
    });
  });

  it('one act makes a colleague, and undo a buyer again', async () => {
    await show(page());
    await stage.press('m');
    await stage.click('colleague');
    expect(last()).toEqual({ name: 'customer.save', args: { id: 'c1', set: { kind: 'internal' } } });
    expect(stage.text('toast')).toContain('là đồng nghiệp');
    expect(stage.has('stage')).toBe(false);
    await stage.press('z');
    expect(stage.has('stage')).toBe(true);
  });
});

describe('on the dashboard', () => {
  beforeEach(() => {
    stage = new Stage('dashboard');
    withFirm(stage.store);
  });
  const open = async (path: string) => {
    location.hash = `#/${path}`;
    const all = settings({ language: 'vi' });
    await stage.draw(<Dashboard key={path} host={stage.host} settings={all} sites={[]} snapshot={null} />);
  };

  it('the invoice is copied whole by one click', async () => {
    const copied: string[] = [];
    stage.host.copy = async (text) => void copied.push(text);
    await open('customers/c8');
    await stage.click('copy-invoice');
    expect(copied).toEqual([
      [
        `Tên đơn vị: ${LONG}`,
        'Mã số thuế: 0300588569-001',
        'Địa chỉ: Lô 12, đường số 7, Khu công nghiệp Hoà Khánh, phường Liên Chiểu, thành phố Đà Nẵng',
        'Email nhận hóa đơn: hoadon@gotoanviet.example',
      ].join('\n'),
    ]);
    expect(stage.text('toast')).toContain('Đã chép');
  });

  it('a tax code with a wrong digit is kept, and said to be doubtful', async () => {
    await open('customers/c8');
    expect(stage.part('tax-doubt')).toBeNull();
    await stage.click('edit-taxCode');
    const field = stage.part('taxCode-field') as HTMLInputElement;
    field.value = '0300588560';
    await stage.press('Enter', {}, field);
    expect(last()).toMatchObject({ args: { set: { taxCode: '0300588560' } } });
    expect(stage.text('tax-doubt')).toContain('Số kiểm tra không khớp');
  });

  it('people are added by search and keyboard, edited, and taken away with undo', async () => {
    await open('customers/c8');
    await stage.click('add-person');
    await stage.type('[role="combobox"]', 'Minh Khoa');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(last()).toEqual({ name: 'membership.save', args: { person: 'c2', organisation: 'c8' } });
    const people = () => stage.parts('tie').map((one) => one.dataset.customer);
    expect(people()).toContain('c2');
    const row = () => stage.parts('tie').find((one) => one.dataset.customer === 'c2')!;
    row().querySelector<HTMLButtonElement>('[data-act="edit-tie"]')?.click();
    await stage.settle();
    const roles = stage.part('tie-roles') as HTMLInputElement;
    roles.value = 'mua hàng,  thủ kho ,mua hàng';
    await stage.submit('save-tie');
    expect(last()).toEqual({
      name: 'membership.save',
      args: {
        person: 'c2',
        organisation: 'c8',
        roles: ['mua hàng', 'thủ kho'],
        primary: false,
        from: '',
        until: '',
      },
    });
    row().querySelector<HTMLButtonElement>('[data-act="remove-tie"]')?.click();
    await stage.settle();
    expect(people()).not.toContain('c2');
    await stage.press('z');
    expect(people()).toContain('c2');
  });

  it('an organisation is no contact person', async () => {
    await open('customers/c8');
    await stage.click('add-person');
    await stage.type('[role="combobox"]', 'Quà Tặng Sen');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(stage.store.commands).toEqual([]);
    expect(stage.text('toast')).toContain('không gắn vào đây được');
  });

  it('a person who is not in the book yet is made and tied, and one undo takes both back', async () => {
    await open('customers/c8');
    await stage.click('add-person');
    await stage.type('[role="combobox"]', 'Người Mới Tinh');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(stage.ran).toEqual(['customer.save', 'membership.save']);
    expect(stage.text('firm-people')).toContain('Người Mới Tinh');
    await stage.press('z');
    expect(stage.text('firm-people')).not.toContain('Người Mới Tinh');
    expect(stage.store.book.customers.some(({ name }) => name === 'Người Mới Tinh')).toBe(false);
  });

  it('orders of all of them stand together, each with who bought', async () => {
    await open('customers/c8');
    expect(stage.text('team-money')).toContain('12.850.000');
    expect(stage.text('team-money')).toContain('Nguyễn Thị Ngọc Lan · ');
  });

  it('colleagues have a list of their own and are no customers', async () => {
    await open('colleagues');
    expect(stage.text('colleague')).toContain('Em Tú kho');
    expect(stage.button('go-customers').textContent).toContain('8');
    await stage.click('no-colleague');
    expect(last()).toEqual({ name: 'customer.save', args: { id: 'c10', set: { kind: 'individual' } } });
    expect(stage.part('colleagues-none')).not.toBeNull();
  });
});
