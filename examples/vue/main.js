import '@beside/panel';
import { createApp, h, ref } from 'vue';

const BUYERS = [
  { name: 'Trần Thị Lan', customer: 'tel:0912345678' },
  { name: 'Nguyễn Văn Bình', customer: 'tel:0987654321' },
];

/** In a template: `<beside-panel :customer="buyer.customer" :name="buyer.name" @customer-saved="saved++" />`. */
createApp({
  setup() {
    const at = ref(0);
    const saved = ref(0);
    return () =>
      h('main', [
        h(
          'button',
          {
            id: 'next',
            onClick: () => {
              at.value = (at.value + 1) % BUYERS.length;
            },
          },
          'Khách sau',
        ),
        h('output', `Đã lưu: ${saved.value}`),
        h('beside-panel', {
          ...BUYERS[at.value],
          onCustomerSaved: () => {
            saved.value += 1;
          },
        }),
      ]);
  },
}).mount('#app');
