// The page beside the panel: takes the seller's words into its own box, and says what it heard.
const panel = document.querySelector('beside-panel');
const reply = document.querySelector('#reply');
const heard = document.querySelector('#heard');

panel.addEventListener('draft', (event) => {
  // Prevented: the page has taken the words. Nothing is sent; a person presses send.
  event.preventDefault();
  reply.value = event.detail.text;
  reply.focus();
});

for (const name of ['customer-saved', 'interaction-logged', 'reminder-set', 'reminder-due', 'error'])
  panel.addEventListener(name, (event) => {
    heard.textContent = `${name} ${event.detail.code ?? event.detail.title ?? ''}`.trim();
  });
