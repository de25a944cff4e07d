// A list of thousands of rows of which only those in sight are in the document, routed by the hash.
import { composer, createChat, others, sideBar } from './chat.js';

const ROW = 24;
const ROWS = 4_000;
const view = document.createElement('div');
Object.assign(view.style, { height: '400px', overflow: 'auto', position: 'relative' });
const inner = document.createElement('div');
Object.assign(inner.style, { height: `${ROW * ROWS}px` });
view.append(inner);
let messages = [];

function draw() {
  const first = Math.floor(view.scrollTop / ROW);
  inner.replaceChildren(
    ...Array.from({ length: 20 }, (_, offset) => {
      const at = first + offset;
      const row = document.createElement('p');
      Object.assign(row.style, { position: 'absolute', top: `${at * ROW}px`, margin: '0' });
      row.textContent = messages.length > 0 ? messages[at % messages.length].text.slice(0, 60) : '';
      return row;
    }),
  );
}
view.addEventListener('scroll', draw);
const chat = createChat({ cached: true, prefetch: true }, (state) => {
  ({ messages } = state);
  view.scrollTop = ROW * ROWS;
  draw();
});
document.body.append(sideBar(chat, others), view, composer(chat));
