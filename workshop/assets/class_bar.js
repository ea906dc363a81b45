// The line of a class. It asks the server every few seconds what stands on the board, and counts the minutes down. Who is
// out of the class may come in again by another tab: it goes on asking, seldom and only where it is seen.

const EVERY = 4000; // milliseconds
const SELDOM = 15; // times as long
const SECOND = 1000;

// What the server said last: place in the class, nickname, revision, board, how far its clock is from this one's.
let known = {};
let gone = false; // the class has ended, or this student is out of it
let waited = 0;

function take({ member, nickname, revision, board, now }) {
  if (member !== known.member) known = { member }; // another class, whose board begins to count anew
  known.nickname = nickname;
  if (now) known.ahead = now - Date.now();
  if (board && revision >= (known.revision ?? 0)) Object.assign(known, { revision, board });
}

async function ask() {
  try {
    const asked = new URLSearchParams({ member: known.member, since: known.revision });
    const answer = await fetch(`/class-now?${asked}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.ok) take(await answer.json());
    if (answer.ok || answer.status === 410) gone = !answer.ok;
  } catch {
    // no connection: it says so itself at the foot of the page
  }
}

function isTime() {
  return !gone || (!document.hidden && ++waited % SELDOM === 0);
}

function left({ began, minutes }, words) {
  if (!began || !minutes) return "";
  const rest = minutes - (Date.now() + known.ahead - Date.parse(began)) / 60_000;
  if (rest <= 0) return words.over;
  return rest <= 1 ? words.last : words.left.replace("{minutes}", Math.ceil(rest));
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
}

function write(line, text) {
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

function link(to, text) {
  const found = document.createElement("a");
  found.href = `/${to === "home" ? "" : to}`;
  found.textContent = text;
  found.addEventListener("click", event => {
    const inside = document.querySelector(`[data-testid=stSidebarNavLink][href$="/${to === "home" ? "" : to}"]`);
    if (!inside) return; // the menu is closed away: the browser follows the address
    event.preventDefault();
    inside.click();
  });
  return found;
}

function show(section, data) {
  const [now, said, ways] = section.children;
  const { words } = data;
  section.classList.toggle("gone", gone);
  if (gone) {
    write(now, "");
    write(said, words.ended);
    ways.hidden = true;
    return;
  }
  const board = known.board ?? {};
  const title = board.title || (board.page && data.pages[board.page]);
  const of = fill(words.of, { name: board.name || words.a_class, nickname: known.nickname });
  const helping = data.helping && known.member === data.member && words.helping;
  const parts = [of, title && fill(words.now, { title }), left(board, words), helping];
  write(now, parts.filter(Boolean).join(" · "));
  write(said, board.said ? fill(words.says, { said: board.said }) : "");
  const here = location.pathname.replaceAll("/", "") || "home";
  const asked = board.page && board.page !== here ? board.page : "";
  const wanted = `${asked} ${here}`;
  if (ways.dataset.wanted === wanted) return;
  ways.dataset.wanted = wanted;
  const links = here === "my_class" ? [] : [link("my_class", words.mine)];
  if (asked) links.unshift(link(asked, fill(words.go, { page: data.pages[asked] })));
  ways.replaceChildren(...links);
  ways.hidden = !links.length;
}

export default function ({ data, parentElement }) {
  const section = parentElement.querySelector("section");
  section.stop?.(); // it is called again with other data
  gone = false;
  take(data);
  const draw = () => show(section, data);
  const askNow = () => ask().then(draw);
  const asking = setInterval(() => isTime() && askNow(), EVERY);
  const ticking = setInterval(draw, SECOND);
  const end = new AbortController();
  const back = () => gone && !document.hidden && askNow();
  window.addEventListener("focus", back, { signal: end.signal });
  document.addEventListener("visibilitychange", back, { signal: end.signal });
  section.stop = () => {
    clearInterval(asking);
    clearInterval(ticking);
    end.abort();
  };
  draw();
  return section.stop;
}
