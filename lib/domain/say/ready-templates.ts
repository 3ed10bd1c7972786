import type { Trade } from '../trade.ts';
import type { Template } from './rows.ts';

export type ReadyTemplate = Pick<Template, 'name' | 'word' | 'text' | 'trade' | 'language'>;

type Line = [word: string, name: string, text: string];

/** Written for `em` and `chị`, which stand for whatever pair the buyer has; see template.ts. */
const VIETNAMESE: Record<Trade | '', Line[]> = {
  '': [
    ['chao', 'Chào khách', '{dạ} {em} chào {khách} {ạ}. {shop} có thể giúp gì cho {chị} {ạ}?'],
    ['gia', 'Báo giá', '{dạ} {sản phẩm} bên {em} giá {giá} {ạ}. {chị} lấy bao nhiêu để {em} lên đơn {ạ}?'],
    ['con', 'Còn hàng', '{dạ} {sản phẩm} bên {em} còn hàng {ạ}. {chị} cần thì {em} giữ cho {chị} {nhé}.'],
    [
      'het',
      'Tạm hết hàng',
      '{dạ} {sản phẩm} bên {em} đang tạm hết, {chị} thông cảm giúp {em} {nhé}. Khi hàng về {em} báo {chị} liền {ạ}.',
    ],
    [
      'dc',
      'Xin địa chỉ',
      '{dạ} {chị} cho {em} xin tên, số điện thoại và địa chỉ nhận hàng để {em} lên đơn {nhé}.',
    ],
    [
      'chot',
      'Chốt đơn',
      '{dạ} {em} xác nhận đơn {mã đơn}: {món}. Tổng {tổng đơn}. {chị} kiểm tra giúp {em} thông tin đã đúng chưa {ạ}?',
    ],
    [
      'ck',
      'Mời chuyển khoản',
      '{dạ} tổng đơn của {chị} là {tổng đơn} {ạ}. {chị} chuyển khoản xong nhắn {em} một tiếng để {em} gửi hàng ngay {nhé}.',
    ],
    [
      'nhan',
      'Đã nhận tiền',
      '{dạ} {em} đã nhận được chuyển khoản của {chị}, {em} cảm ơn {chị} nhiều {ạ}. {em} gói hàng và báo mã vận đơn cho {chị} trong hôm nay {nhé}.',
    ],
    [
      'gui',
      'Đã gửi hàng',
      '{dạ} {em} đã gửi đơn {mã đơn} cho {chị} hôm nay ({hôm nay}) {ạ}. {chị} để ý điện thoại giúp {em} khi bên giao hàng gọi {nhé}.',
    ],
    [
      'cod',
      'Nhắc nhận hàng',
      '{dạ} hôm nay bên giao hàng phát đơn {mã đơn}, tổng thu {tổng đơn} {ạ}. {chị} nhận hàng giúp {em} {nhé}, nếu bận {chị} nhắn {em} để hẹn lại giờ giao {ạ}.',
    ],
    [
      'hoi',
      'Hỏi sau khi giao',
      '{dạ} {em} chào {khách}, {chị} đã nhận được hàng chưa {ạ}? Có gì chưa ưng {chị} nhắn {em} ngay để {em} xử lý {nhé}.',
    ],
    [
      'camon',
      'Cảm ơn',
      '{dạ} {em} cảm ơn {khách} đã ủng hộ {shop} {ạ}. Lần sau {chị} cần gì cứ nhắn {em} {nhé}.',
    ],
    [
      'cham',
      'Xin lỗi trả lời chậm',
      '{dạ} {em} xin lỗi vì trả lời {chị} hơi chậm {ạ}. {em} kiểm tra rồi báo {chị} ngay {nhé}.',
    ],
    [
      'tre',
      'Đơn giao trễ',
      '{dạ} đơn {mã đơn} của {chị} đang đi chậm hơn dự kiến, {em} xin lỗi {chị} {ạ}. {em} đang giục bên vận chuyển và sẽ báo {chị} trong {buổi} nay {ạ}.',
    ],
    [
      'doi',
      'Đổi hàng',
      '{dạ} {em} xin lỗi vì hàng chưa đúng ý {chị}. {chị} chụp giúp {em} tấm hình, {em} lo đổi hàng cho {chị} {ạ}.',
    ],
    [
      'nhac',
      'Hỏi lại khách im lặng',
      '{dạ} {em} chào {khách}, hôm trước {chị} có hỏi {sản phẩm} bên {em}. {chị} còn cần {em} tư vấn thêm gì không {ạ}?',
    ],
  ],
  clothes: [
    ['size', 'Hỏi cỡ', '{dạ} {chị} cho {em} xin chiều cao, cân nặng để {em} tư vấn size cho vừa {nhé}.'],
    [
      'mau',
      'Hỏi màu',
      '{dạ} mẫu {sản phẩm} hiện còn đủ màu {ạ}. {chị} thích màu nào để {em} gửi hình thật cho {chị} xem {nhé}.',
    ],
    [
      'doisize',
      'Đổi cỡ',
      '{dạ} {chị} mặc chưa vừa thì {em} đổi size cho {chị} {ạ}. {chị} giữ nguyên tem mác và nhắn {em} size cần đổi {nhé}.',
    ],
    [
      'hangve',
      'Hàng đã về',
      '{dạ} {em} chào {khách}, {sản phẩm} {chị} hỏi hôm trước đã về lại rồi {ạ}. {chị} có muốn {em} giữ cho {chị} một chiếc không {ạ}?',
    ],
  ],
  cosmetics: [
    [
      'da',
      'Hỏi loại da',
      '{dạ} da {chị} thuộc loại dầu, khô hay hỗn hợp {ạ}? {chị} có đang dùng sản phẩm đặc trị nào không để {em} tư vấn cho đúng {ạ}?',
    ],
    [
      'dung',
      'Cách dùng',
      '{dạ} {sản phẩm} {chị} dùng buổi tối, sau khi rửa mặt, mỗi lần một lượng nhỏ {ạ}. Mấy ngày đầu {chị} dùng cách ngày để da quen dần {nhé}.',
    ],
    [
      'saphet',
      'Sắp dùng hết',
      '{dạ} {em} chào {khách}, tính ra {sản phẩm} của {chị} cũng sắp hết rồi {ạ}. {chị} có cần {em} gửi thêm không {ạ}?',
    ],
    [
      'kichung',
      'Da bị kích ứng',
      '{dạ} nếu da {chị} bị đỏ hay ngứa thì {chị} ngưng dùng và chụp giúp {em} tấm hình {nhé}. {em} xem rồi tư vấn lại cho {chị} ngay {ạ}.',
    ],
  ],
  food: [
    [
      'dat',
      'Nhận đặt món',
      '{dạ} {em} nhận đặt {sản phẩm}, giá {giá} {ạ}. {chị} muốn giao ngày nào, lúc mấy giờ để {em} chuẩn bị cho kịp {ạ}?',
    ],
    [
      'baoquan',
      'Cách bảo quản',
      '{dạ} {sản phẩm} {chị} để ngăn mát dùng trong ba ngày, ngăn đông được một tháng {ạ}. Khi ăn {chị} hâm lại cho ngon {nhé}.',
    ],
    [
      'menu',
      'Thực đơn hôm nay',
      '{dạ} {em} gửi {chị} thực đơn hôm nay ({hôm nay}) của {shop} {ạ}. {chị} đặt trước mười giờ thì trưa {em} giao tận nơi {nhé}.',
    ],
    [
      'diung',
      'Hỏi dị ứng',
      '{dạ} {chị} có kiêng hay dị ứng món gì không {ạ}? {chị} nói trước để {em} làm riêng cho {chị} {nhé}.',
    ],
  ],
  handmade: [
    [
      'lam',
      'Thời gian làm',
      '{dạ} {sản phẩm} là hàng làm tay nên {em} cần khoảng bảy ngày để hoàn thành {ạ}. {chị} cần gấp thì nhắn {em} để {em} xếp lịch sớm {nhé}.',
    ],
    [
      'khac',
      'Khắc tên',
      '{dạ} {chị} muốn khắc tên hay lời nhắn gì thì viết giúp {em} đúng từng chữ, kể cả dấu {nhé}. {em} gửi bản mẫu cho {chị} duyệt trước khi làm {ạ}.',
    ],
    [
      'coc',
      'Xin đặt cọc',
      '{dạ} hàng đặt riêng {em} xin nhận cọc trước một nửa {ạ}. Tổng đơn là {tổng đơn}, {chị} cọc xong {em} bắt tay vào làm ngay {ạ}.',
    ],
    [
      'tiendo',
      'Gửi hình đang làm',
      '{dạ} {em} gửi {khách} hình {sản phẩm} đang làm {ạ}. {chị} xem có cần chỉnh gì không để {em} sửa luôn {nhé}.',
    ],
  ],
  services: [
    [
      'lich',
      'Lịch trống',
      '{dạ} {em} còn lịch trống vào ngày mai ({ngày mai}) {ạ}. {chị} rảnh giờ nào để {em} giữ chỗ cho {chị} {ạ}?',
    ],
    [
      'hen',
      'Nhắc lịch hẹn',
      '{dạ} {em} nhắc {khách} lịch hẹn ngày mai ({ngày mai}) tại {shop} {ạ}. Nếu bận {chị} báo {em} sớm để {em} đổi giờ {nhé}.',
    ],
    [
      'sau',
      'Hỏi thăm sau buổi làm',
      '{dạ} {em} chào {khách}, sau buổi làm hôm trước {chị} thấy thế nào {ạ}? Có gì chưa ổn {chị} nói {em} để {em} chỉnh lại miễn phí {nhé}.',
    ],
    [
      'goi',
      'Giá gói dịch vụ',
      '{dạ} {sản phẩm} bên {em} giá {giá}, đã gồm mọi chi phí {ạ}. {chị} cho {em} biết nhu cầu cụ thể để {em} tư vấn gói phù hợp {nhé}.',
    ],
  ],
  b2b: [
    [
      'si',
      'Giá sỉ',
      '{dạ} {em} gửi {khách} giá sỉ {sản phẩm}: {giá} {ạ}. {chị} cho {em} biết số lượng để {em} tính mức tốt nhất {ạ}.',
    ],
    [
      'hoadon',
      'Xin thông tin hóa đơn',
      '{dạ} {chị} cho {em} xin tên đơn vị, mã số thuế, địa chỉ và email nhận hóa đơn để {em} xuất hóa đơn cho đơn {mã đơn} {ạ}.',
    ],
    [
      'congno',
      'Nhắc công nợ',
      '{dạ} {em} nhắc {chị} đơn {mã đơn} còn {tổng đơn} đến hạn thanh toán {ạ}. {chị} sắp xếp giúp {em} trong tuần này {nhé}.',
    ],
    [
      'hopdong',
      'Đã gửi hợp đồng',
      '{dạ} {em} đã gửi hợp đồng vào email cho {khách} {ạ}. {chị} xem giúp {em}, có điểm nào cần sửa {chị} nhắn {em} trước ngày mai ({ngày mai}) {nhé}.',
    ],
  ],
};

const ENGLISH: Record<Trade | '', Line[]> = {
  '': [
    ['hello', 'Hello', 'Hi {name}, this is {shop}. How can I help you today?'],
    ['price', 'Price', 'Hi {name}, {product} is {price}. How many would you like?'],
    ['stock', 'In stock', 'Hi {name}, yes, {product} is in stock. Shall I keep one for you?'],
    [
      'out',
      'Out of stock',
      'Hi {name}, {product} is sold out at the moment. I will write to you as soon as it is back.',
    ],
    ['address', 'Ask for the address', 'Could you send me the name, phone number and address for delivery?'],
    ['confirm', 'Confirm an order', 'Your order {order}: {items}. Total {total}. Is everything right?'],
    ['sent', 'Sent', 'Hi {name}, your order {order} was sent today ({today}).'],
    [
      'ask',
      'Ask after delivery',
      'Hi {name}, did everything arrive well? If not, tell me and I will put it right.',
    ],
    ['thanks', 'Thank you', 'Thank you, {name}. It was a pleasure. {shop}'],
    [
      'late',
      'Delayed',
      'Hi {name}, order {order} is late, and I am sorry. I am on it and will write again tomorrow.',
    ],
  ],
  clothes: [['size', 'Ask for the size', 'What is your height and usual size? I will suggest what fits.']],
  cosmetics: [
    ['skin', 'Ask for the skin type', 'Is your skin dry, oily or mixed? Then I can suggest what suits it.'],
  ],
  food: [['allergy', 'Ask for allergies', 'Is there anything you cannot eat? We can make it without.']],
  handmade: [
    ['made', 'Making time', '{product} is made by hand and takes about seven days. Is that in time for you?'],
  ],
  services: [['slot', 'Free slots', 'I have time tomorrow ({tomorrow}). What hour would suit you?']],
  b2b: [
    [
      'quote',
      'Trade price',
      'Dear {name}, our trade price for {product} is {price}. What quantity do you need?',
    ],
  ],
};

/** Ready templates of a language: those for everybody first, then by trade. */
export function readyTemplates(language: 'vi' | 'en'): ReadyTemplate[] {
  const sets = language === 'vi' ? VIETNAMESE : ENGLISH;
  return (Object.entries(sets) as [Trade | '', Line[]][]).flatMap(([trade, lines]) =>
    lines.map(([word, name, text]) => ({ word, name, text, trade, language })),
  );
}
