/** Chats of the same made-up shop. */

/** @typedef {{ out?: boolean, who?: string, hours: number, text: string }} Bubble */
/** @typedef {{ peer: string, name: string, username?: string, status: string, bubbles: Bubble[] }} Chat */

/** @type {Chat[]} */
export const CHATS = [
  {
    peer: '5512003344',
    name: 'Phạm Minh Châu',
    status: 'hoạt động gần đây',
    bubbles: [
      { hours: 30, text: 'Em ơi bộ 6 ly gỗ tần bì còn không?' },
      { hours: 29.8, out: true, text: 'Dạ còn chị, 6 ly là 540.000đ, freeship nội thành ạ.' },
      { hours: 29.5, text: 'Chốt cho chị 1 bộ nha, giao về quận 3.' },
      {
        hours: 29.4,
        out: true,
        text: 'Dạ em gói hôm nay, mai chị nhận ạ. Chị cho em xin số điện thoại nhận hàng.',
      },
      { hours: 3, text: 'Ly đẹp lắm em, chị muốn đặt thêm 2 bộ tặng đối tác.' },
      { hours: 0.6, text: 'Chiều nay em báo giá giúp chị nhé.' },
    ],
  },
  {
    peer: '5513377001',
    name: 'Vũ Thu Hà',
    username: 'thuha',
    status: 'trực tuyến',
    bubbles: [
      { hours: 52, text: 'Shop ơi hộp trang sức khắc hoa sen bao lâu có ạ?' },
      { hours: 51.5, out: true, text: 'Dạ khoảng 7 ngày chị ạ, em gửi mẫu khắc cho chị chọn nhé.' },
      { hours: 51, text: 'Ừ gửi chị xem trước.' },
    ],
  },
  {
    peer: '5519990002',
    name: 'Khánh Vy',
    status: 'truy cập hôm qua',
    bubbles: [{ hours: 7, text: 'Tiệm có nhận làm bảng tên gỗ để bàn không ạ?' }],
  },
  {
    peer: '-1002233445566',
    name: 'Hội thủ công Sài Gòn',
    status: '128 thành viên',
    bubbles: [
      { hours: 12, who: 'Anh Tú', text: 'Cuối tuần này ai đi hội chợ ở quận 7 không?' },
      { hours: 11, out: true, text: 'Tiệm Mộc có một gian nhỏ, mọi người ghé chơi nhé.' },
    ],
  },
];
