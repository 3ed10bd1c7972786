/** Letters of a made-up shop, Tiệm Mộc, that turns wood into trays, cups and boxes. */

/** @typedef {{ name: string, email: string }} Person */
/** @typedef {{ from: Person, hours: number, lines: string[], quote?: string, collapsed?: boolean }} Letter */
/** @typedef {{ id: string, legacy: string, subject: string, unread: boolean, to: Person[], letters: Letter[] }} Thread */

export const ME = { name: 'Tiệm Mộc', email: 'tiemmoc@example.com' };
const LAN = { name: 'Nguyễn Thị Lan', email: 'lan.nguyen@example.com' };
const BAO = { name: 'Trần Quốc Bảo', email: 'bao.tran@example.com' };
const DUNG = { name: 'Lê Hoàng Dũng', email: 'dung.le@example.com' };
const EMMA = { name: 'Emma Collins', email: 'emma.collins@example.org' };
const PHUONG = { name: 'Mai Phương', email: 'mai.phuong@example.net' };

/** @type {Thread[]} */
export const THREADS = [
  {
    id: 'FMfcgzQdPractLanTrayWalnut00001A',
    legacy: '19a1c0de00000a01',
    subject: 'Đặt thêm 2 khay trà gỗ óc chó',
    unread: true,
    to: [],
    letters: [
      {
        from: LAN,
        hours: 51,
        lines: [
          'Chào tiệm, mình là Lan ở Đà Nẵng. Bộ khay trà hôm trước mẹ mình thích lắm.',
          'Tiệm còn khay gỗ óc chó cỡ 30 cm không? Mình muốn đặt thêm 2 cái làm quà.',
        ],
      },
      {
        from: ME,
        hours: 26,
        lines: [
          'Chào chị Lan, bên em còn 3 khay cỡ 30 cm, giá 480.000đ một khay.',
          'Em giữ cho chị 2 cái tới hết tuần nhé.',
        ],
      },
      {
        from: LAN,
        hours: 1.2,
        lines: [
          'Ok em, chị lấy 2 cái, giao về địa chỉ cũ giúp chị trước thứ Sáu nha.',
          'Nhớ gói quà giúp chị, tấm thiệp ghi “Chúc ba mẹ vui khỏe”.',
        ],
        quote: 'Em giữ cho chị 2 cái tới hết tuần nhé.',
      },
    ],
  },
  {
    id: 'FMfcgzQdPractEmmaMelbourne00002B',
    legacy: '19a1c0de00000a02',
    subject: 'Do you ship the walnut tray to Melbourne?',
    unread: true,
    to: [],
    letters: [
      {
        from: EMMA,
        hours: 2.5,
        lines: [
          'Hello, a friend showed me her walnut tea tray and I would love one.',
          'Do you ship to Melbourne, and how long does it take? My number is +61 491 570 156.',
        ],
      },
    ],
  },
  {
    id: 'FMfcgzQdPractBaoCupsForShop0003C',
    legacy: '19a1c0de00000a03',
    subject: 'Báo giá 40 ly gỗ cho quán',
    unread: false,
    to: [],
    letters: [
      {
        from: BAO,
        hours: 75,
        collapsed: true,
        lines: ['Anh cần 40 ly gỗ có khắc tên quán, em báo giá giúp anh.'],
      },
      {
        from: ME,
        hours: 73,
        lines: [
          'Dạ 40 ly khắc tên là 95.000đ một ly, làm trong 10 ngày. Em gửi anh mẫu khắc trước thứ Tư nhé.',
        ],
      },
      {
        from: BAO,
        hours: 5,
        lines: ['Ok em. Anh chuyển cọc 50% chiều nay, có mẫu khắc thì gửi anh xem.'],
      },
    ],
  },
  {
    id: 'FMfcgzQdPractPhuongPenBox0000004D',
    legacy: '19a1c0de00000a04',
    subject: 'Hỏi khắc tên lên hộp bút',
    unread: false,
    to: [],
    letters: [
      {
        from: PHUONG,
        hours: 22,
        lines: ['Chào tiệm, hộp bút gỗ sồi có khắc được tên 12 chữ không ạ? Em cần 5 hộp trước 20/11.'],
      },
    ],
  },
  {
    id: 'FMfcgzQdPractDeliveryNextWeek005E',
    legacy: '19a1c0de00000a05',
    subject: 'Lịch giao hàng tuần tới',
    unread: false,
    to: [DUNG],
    letters: [
      {
        from: BAO,
        hours: 30,
        lines: ['Em Dũng nhận hàng giúp anh sáng thứ Năm ở quán mới nhé, tiệm giao trước 10 giờ.'],
      },
      { from: DUNG, hours: 29, lines: ['Dạ được, em có mặt từ 9 giờ.'] },
    ],
  },
  {
    id: 'FMfcgzQdPractDungCrackedTray0006F',
    legacy: '19a1c0de00000a06',
    subject: 'Khay bị nứt một góc',
    unread: false,
    to: [],
    letters: [
      {
        from: DUNG,
        hours: 96,
        lines: ['Khay mới nhận bị nứt một góc, tiệm xem đổi giúp mình với. Mình gửi hình bên dưới.'],
      },
      {
        from: ME,
        hours: 95,
        lines: ['Tiệm xin lỗi anh Dũng. Sáng mai em gửi khay khác và nhận lại khay cũ.'],
      },
    ],
  },
];
