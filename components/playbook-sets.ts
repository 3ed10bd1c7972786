import type { CommandInput } from '../lib/domain/command.ts';
import type { Phase, Step, Trigger } from '../lib/domain/playbook.ts';
import type { Language } from '../lib/domain/text.ts';
import type { Trade } from '../lib/domain/trade.ts';

export type PlaybookSteps = NonNullable<CommandInput<'playbook.save'>['steps']>;
export interface ReadyPlaybook {
  name: string;
  steps: PlaybookSteps;
}

/** Phase, trigger, days; title and words in English, then in Vietnamese. */
type Line = [phase: Phase, trigger: Trigger, days: number, en: [string, string], vi: [string, string]];

/** How shops of a trade care for a buyer before, during and after the sale. */
const SETS: Record<Trade, { en: string; vi: string; lines: Line[] }> = {
  clothes: {
    en: 'Clothes: from the first message to the next order',
    vi: 'Quần áo: từ tin đầu đến đơn sau',
    lines: [
      [
        'before',
        'message',
        0,
        [
          'Ask for height, weight and usual size',
          'May I have your height, weight and the size you usually wear? I will pick the right one for you.',
        ],
        [
          'Hỏi chiều cao, cân nặng, size hay mặc',
          'Dạ mình cho shop xin chiều cao, cân nặng và size hay mặc để shop chọn cho vừa ạ.',
        ],
      ],
      [
        'before',
        'step',
        1,
        [
          'Remind gently if nothing was chosen',
          'The pieces you liked are still here. Shall I keep your size until tomorrow?',
        ],
        ['Nhắc nhẹ nếu chưa chốt', 'Dạ mẫu mình thích shop vẫn còn ạ, shop giữ size cho mình đến mai nhé?'],
      ],
      [
        'during',
        'order',
        0,
        ['Confirm size, colour and address', 'Let me confirm your size, colour and address before I pack.'],
        ['Xác nhận size, màu, địa chỉ', 'Dạ shop xác nhận lại size, màu và địa chỉ trước khi gói hàng ạ.'],
      ],
      [
        'after',
        'delivered',
        2,
        ['Ask how it fits', 'Does it fit well? If not, I will exchange it for you.'],
        ['Hỏi mặc có vừa không', 'Dạ mình mặc có vừa không ạ? Chưa vừa thì shop đổi size cho mình.'],
      ],
      [
        'after',
        'delivered',
        14,
        [
          'Ask for a photo, offer what goes with it',
          'If you like it, a photo would make my day. I also have something that goes well with it.',
        ],
        [
          'Xin ảnh mặc thật, gợi ý phối đồ',
          'Dạ mình ưng thì cho shop xin tấm ảnh nhé. Shop có mẫu phối rất hợp với món mình đã lấy ạ.',
        ],
      ],
      [
        'after',
        'quiet',
        0,
        ['Show the new collection', 'We have new pieces in your size. Shall I send you photos?'],
        ['Báo hàng mới đúng size', 'Dạ shop mới về mẫu đúng size của mình, mình xem ảnh nhé?'],
      ],
    ],
  },
  cosmetics: {
    en: 'Cosmetics: advice, first use, refill',
    vi: 'Mỹ phẩm: tư vấn, dùng thử, mua lại',
    lines: [
      [
        'before',
        'message',
        0,
        [
          'Ask for skin type and allergies',
          'What is your skin like, and is there anything it does not tolerate?',
        ],
        ['Hỏi loại da và dị ứng', 'Dạ da mình thuộc loại nào, có kích ứng với thành phần nào không ạ?'],
      ],
      [
        'during',
        'order',
        0,
        ['Send how to use it', 'Here is how to use it, morning and evening.'],
        ['Gửi cách dùng', 'Dạ shop gửi mình cách dùng sáng và tối ạ.'],
      ],
      [
        'after',
        'delivered',
        3,
        ['Ask about irritation', 'How does your skin feel after the first days? Any redness or itching?'],
        ['Hỏi có kích ứng không', 'Dạ mấy hôm đầu dùng da mình có đỏ hay ngứa gì không ạ?'],
      ],
      [
        'after',
        'delivered',
        14,
        ['Ask what has changed', 'Two weeks on: do you see a difference?'],
        ['Hỏi kết quả sau 2 tuần', 'Dạ dùng được hai tuần rồi, mình thấy da thế nào ạ?'],
      ],
      [
        'after',
        'delivered',
        45,
        ['Offer a refill', 'It should be nearly empty by now. Shall I send another one?'],
        ['Nhắc mua lại khi gần hết', 'Dạ chắc sản phẩm sắp hết rồi, shop gửi thêm cho mình nhé?'],
      ],
      [
        'after',
        'birthday',
        -7,
        ['Prepare a birthday gift', 'Happy birthday! There is a small gift for you in your next parcel.'],
        ['Chuẩn bị quà sinh nhật', 'Chúc mừng sinh nhật mình ạ! Shop có món quà nhỏ gửi kèm đơn tới.'],
      ],
    ],
  },
  food: {
    en: 'Food: fresh, on time, again',
    vi: 'Đồ ăn: tươi, đúng giờ, đặt lại',
    lines: [
      [
        'before',
        'message',
        0,
        [
          'Send today’s menu, ask about allergies',
          'Here is what we have today. Is there anything you do not eat?',
        ],
        ['Gửi thực đơn hôm nay, hỏi kiêng gì', 'Dạ shop gửi thực đơn hôm nay, mình có kiêng món gì không ạ?'],
      ],
      [
        'during',
        'order',
        0,
        ['Confirm the hour of delivery', 'What time suits you, and who will receive it?'],
        ['Chốt giờ giao, người nhận', 'Dạ mình tiện nhận lúc mấy giờ, ai nhận giúp ạ?'],
      ],
      [
        'after',
        'delivered',
        1,
        ['Ask how it tasted', 'Was it to your taste? Tell me what I should change.'],
        [
          'Hỏi có hợp khẩu vị không',
          'Dạ món có hợp khẩu vị nhà mình không ạ? Cần chỉnh gì mình cứ nói shop nhé.',
        ],
      ],
      [
        'after',
        'delivered',
        7,
        ['Invite to order again', 'This week we have it fresh again. Shall I put some aside for you?'],
        ['Mời đặt lại tuần này', 'Dạ tuần này shop lại có hàng tươi, shop để phần cho mình nhé?'],
      ],
      [
        'after',
        'quiet',
        0,
        ['Ask whether something was wrong', 'It has been a while. Was anything not right last time?'],
        ['Hỏi thăm khách lâu chưa đặt', 'Dạ lâu rồi shop chưa gặp mình, lần trước có gì chưa vừa ý không ạ?'],
      ],
    ],
  },
  handmade: {
    en: 'Handmade: agree, make, deliver',
    vi: 'Đồ thủ công: chốt mẫu, làm, giao',
    lines: [
      [
        'before',
        'message',
        0,
        ['Ask what it is for and by when', 'What is the occasion, and by which day do you need it?'],
        ['Hỏi tặng dịp gì, cần ngày nào', 'Dạ mình làm tặng dịp gì, cần trước ngày nào ạ?'],
      ],
      [
        'before',
        'step',
        2,
        ['Send a sketch or a sample', 'Here is a sketch. Tell me what you would change.'],
        ['Gửi mẫu vẽ hoặc ảnh mẫu', 'Dạ shop gửi mẫu, mình xem muốn chỉnh chỗ nào ạ.'],
      ],
      [
        'during',
        'order',
        0,
        [
          'Confirm design, deposit and date',
          'Let me confirm the design, the deposit and the day it will be ready.',
        ],
        ['Chốt mẫu, cọc, ngày xong', 'Dạ shop chốt lại mẫu, tiền cọc và ngày xong ạ.'],
      ],
      [
        'during',
        'order',
        3,
        ['Show how the work goes', 'A photo from the workshop: this is how far yours has come.'],
        ['Gửi ảnh đang làm', 'Dạ shop gửi ảnh món của mình đang làm đến đâu ạ.'],
      ],
      [
        'after',
        'delivered',
        2,
        ['Ask whether it arrived whole', 'Did it arrive whole, and do you like it?'],
        ['Hỏi hàng tới có nguyên vẹn không', 'Dạ hàng tới có nguyên vẹn không, mình có ưng không ạ?'],
      ],
      [
        'after',
        'birthday',
        -14,
        ['Suggest a gift in time', 'A birthday is near. Shall I make something for it?'],
        ['Gợi ý quà trước dịp', 'Dạ sắp sinh nhật rồi, shop làm món quà cho kịp nhé?'],
      ],
    ],
  },
  services: {
    en: 'Services: book, serve, come again',
    vi: 'Dịch vụ: hẹn, làm, hẹn lại',
    lines: [
      [
        'before',
        'message',
        0,
        ['Ask what is needed and offer two times', 'What do you need? I have time on two days this week.'],
        ['Hỏi nhu cầu, đưa hai giờ hẹn', 'Dạ mình cần làm gì ạ? Tuần này em còn hai khung giờ.'],
      ],
      [
        'before',
        'step',
        2,
        ['Ask again if no time was chosen', 'Which time suits you? I can keep one until this evening.'],
        ['Hỏi lại nếu chưa chốt giờ', 'Dạ mình chọn giờ nào ạ? Em giữ chỗ giúp đến tối nay.'],
      ],
      [
        'during',
        'order',
        0,
        ['Confirm time, place and what to bring', 'Let me confirm time, place and what to bring.'],
        [
          'Xác nhận giờ, địa chỉ, cần chuẩn bị gì',
          'Dạ em xác nhận lại giờ, địa chỉ và những gì cần chuẩn bị ạ.',
        ],
      ],
      [
        'after',
        'delivered',
        1,
        ['Ask whether all was well', 'Are you content with the work?'],
        ['Hỏi có hài lòng không', 'Dạ mình có hài lòng không, chỗ nào cần em làm lại ạ?'],
      ],
      [
        'after',
        'delivered',
        30,
        ['Offer the next appointment', 'It is time for the next one. Shall I book you in?'],
        ['Mời hẹn lần tới', 'Dạ đến kỳ rồi, em đặt lịch lần tới cho mình nhé?'],
      ],
      [
        'after',
        'quiet',
        0,
        ['Write to who has not come for long', 'It has been a while. Can I do something for you?'],
        ['Hỏi thăm khách lâu chưa tới', 'Dạ lâu rồi mình chưa ghé, em giúp được gì không ạ?'],
      ],
    ],
  },
  b2b: {
    en: 'Business: quote, deliver, keep',
    vi: 'Bán sỉ, doanh nghiệp: báo giá, giao, giữ',
    lines: [
      [
        'before',
        'message',
        0,
        ['Send price list and terms', 'Here are our price list and terms. Which quantities do you need?'],
        ['Gửi bảng giá và điều kiện', 'Dạ em gửi bảng giá và điều kiện, bên mình cần số lượng bao nhiêu ạ?'],
      ],
      [
        'before',
        'step',
        3,
        ['Ask about the quote', 'Have you had time to look at the quote? What is still open?'],
        ['Hỏi lại về báo giá', 'Dạ báo giá bên mình xem đến đâu rồi, còn vướng điểm nào ạ?'],
      ],
      ['before', 'step', 7, ['Call whoever decides', ''], ['Gọi người quyết định', '']],
      [
        'during',
        'order',
        0,
        [
          'Confirm contract, deposit and invoice',
          'Let me confirm the contract, the deposit and the details of the invoice.',
        ],
        [
          'Xác nhận hợp đồng, cọc, thông tin hóa đơn',
          'Dạ em xác nhận hợp đồng, tiền cọc và thông tin xuất hóa đơn ạ.',
        ],
      ],
      [
        'after',
        'delivered',
        2,
        ['Check quantity and papers', 'Is everything there, and are the papers right?'],
        ['Kiểm số lượng, giấy tờ', 'Dạ hàng đủ chưa, giấy tờ có đúng không ạ?'],
      ],
      [
        'after',
        'delivered',
        25,
        ['Ask about stock and the next order', 'How is your stock? I can prepare the next delivery.'],
        ['Hỏi tồn kho, đơn kế tiếp', 'Dạ tồn kho bên mình thế nào, em chuẩn bị lô tới nhé?'],
      ],
      ['after', 'quiet', 7, ['Visit or call: what has changed', ''], ['Ghé hoặc gọi: có gì thay đổi', '']],
    ],
  },
};

/** Ready playbooks of a trade, to be switched on as they are or changed first. */
export function readyPlaybooks(trade: Trade, language: Language): ReadyPlaybook[] {
  const set = SETS[trade];
  const steps = set.lines.map(([phase, trigger, days, en, vi], index) => {
    const [title, text] = language === 'vi' ? vi : en;
    const step: Omit<Step, 'order' | 'since'> = {
      ...{ id: `${trade}-${index + 1}`, phase, trigger, days, title, text, channel: '' },
    };
    return step;
  });
  return [{ name: language === 'vi' ? set.vi : set.en, steps }];
}
