'use strict';

// A click on a column's head sorts its table: numbers by value, other texts as words, absent values last.
const absent = (text) => text === '' || text === '-';
const number = (text) => (/^[<>]?\s*[-+]?(\d|\.\d|inf)/.test(text) ? parseFloat(text.replace(/^[<>]\s*/, '').replace(/^([-+]?)inf.*/, '$1Infinity')) : NaN);

function compareCells(a, b) {
  const [x, y] = [number(a), number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a.localeCompare(b, 'en', { numeric: true });
}

function sortBy(table, column, head) {
  const descending = head.getAttribute('aria-sort') === 'ascending';
  for (const other of table.tHead.rows[0].cells) {
    other.removeAttribute('aria-sort');
    other.querySelector('.arrow').textContent = ' \u2195';
  }
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  head.querySelector('.arrow').textContent = descending ? ' \u2193' : ' \u2191';
  const text = (row) => row.cells[column].textContent.trim();
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => {
    if (absent(text(a)) || absent(text(b))) return absent(text(a)) - absent(text(b));
    return descending ? compareCells(text(b), text(a)) : compareCells(text(a), text(b));
  });
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll('table.sortable')) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    const arrow = document.createElement('span');
    arrow.className = 'arrow';
    arrow.ariaHidden = 'true';
    arrow.textContent = ' \u2195';
    button.append(head.textContent, arrow);
    head.replaceChildren(button);
    button.addEventListener('click', () => sortBy(table, column, head));
  });
}

// A film's sheets hold all frames, row by row; the slider moves all of them together.
function setUpFilm(film) {
  const columns = Number(film.dataset.columns);
  const rows = Number(film.dataset.rows);
  const epochs = film.dataset.epochs.split(' ');
  const slider = film.querySelector('input');
  const output = film.querySelector('output');
  const images = [...film.querySelectorAll('.frame img')];
  const names = images.map((image) => image.alt);
  for (const image of images) {
    image.style.width = `${100 * columns}%`;
    image.style.height = `${100 * rows}%`;
    image.style.objectFit = 'fill';
  }
  const show = (frame) => {
    images.forEach((image, i) => {
      image.style.left = `${-100 * (frame % columns)}%`;
      image.style.top = `${-100 * Math.floor(frame / columns)}%`;
      image.alt = epochs.length > 1 ? `${names[i]} at epoch ${epochs[frame]}` : names[i];
    });
    if (output) output.textContent = epochs[frame];
    if (slider) slider.setAttribute('aria-valuetext', `epoch ${epochs[frame]}`);
  };
  show(Number(film.dataset.frames) - 1);
  if (!slider) return;
  slider.addEventListener('input', () => show(Number(slider.value)));
  const play = film.querySelector('.play');
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = 'Play';
  };
  const step = () => {
    if (slider.value === slider.max) return stop();
    slider.value = Number(slider.value) + 1;
    show(Number(slider.value));
  };
  play.hidden = false;
  play.addEventListener('click', () => {
    if (timer !== null) return stop();
    if (slider.value === slider.max) slider.value = 0;
    show(Number(slider.value));
    play.textContent = 'Stop';
    timer = setInterval(step, 200);
  });
}
document.querySelectorAll('.film').forEach(setUpFilm);

// On paper everything that is folded is shown.
window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((folded) => { folded.open = true; }));
