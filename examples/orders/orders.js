export const ORDERS = [
  {
    number: '1042',
    buyer: 'Trần Thị Lan',
    phone: '0912 345 678',
    email: 'lan@example.com',
    total: 450_000,
    status: 'processing',
    goods: 'Áo dài lụa, size M',
  },
  {
    number: '1043',
    buyer: 'Nguyễn Văn Bình',
    phone: '0987 654 321',
    total: 1_250_000,
    status: 'completed',
    goods: 'Máy pha cà phê',
  },
];
