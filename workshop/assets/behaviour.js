// What Streamlit does not do by itself. Installed once in the page; called again on each run with where the reader is.
//
// Texts are saved while they are typed. A text counts as saved only once the server says so: Streamlit is told after a
// pause, and what it has not acknowledged a moment later goes to /draft. So it does when the page is hidden or left.

const PAUSE = 700; // milliseconds without a key before a text is saved
const PATIENCE = 1600; // milliseconds without a key until a text that is not known to be saved goes to /draft
const STEP = 25; // milliseconds between two looks at whether Streamlit has sent a text
const STEPS = 10; // looks after which it has nothing to send; on a slow computer they take longer, as Streamlit does
const TRAIL = 60; // texts that a box held one after the other which are remembered
const AT_ONCE = 500; // milliseconds in which a page that is left is hidden too
const LONGEST_LOAD = 15_000; // milliseconds in which a page that is loaded anew becomes as high as it was
const DRAWN = 2500; // milliseconds after which a page that was loaded anew, and is high enough, stays so
const LONG = 2000; // characters; longer texts go by themselves from a page that is being left, where all must be small
const LARGE = 60_000; // bytes; more than that cannot be sent from a page that is being left

// By address: the text, what stood there before, what the box held in between, when it was typed, what was said against it.
const unsaved = new Map();
const exchanged = []; // the same, with the address, of boxes in which another text was put before theirs was saved
let page = {}; // what the last run said
let rows = []; // the ids of the people in the table
let line; // where it says what is saved
let savedAt = 0;
let refused = ""; // what to say while the last change was not saved
let offline = false;
let sending = false;
let owed; // as long as Streamlit has a text to send

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = (byte >>> 1) ^ (byte & 1 ? 0xedb88320 : 0);
  return byte;
});

function checksum(text) {
  let crc = ~0; // CRC-32, as zlib makes it
  for (const byte of new TextEncoder().encode(text)) crc = (crc >>> 8) ^ CRC[(crc ^ byte) & 255];
  return ~crc >>> 0;
}

function addressOf(box) {
  const start = `st-key-${page.mark}-`;
  const holder = box.closest?.(`[class*="${start}"]`);
  const name = holder && [...holder.classList].find(each => each.startsWith(start));
  return name?.slice(start.length).replaceAll("-", ".");
}

// The open cell of a table. Its editor lies outside the table; React knows which cell it belongs to.
function openCell() {
  const box = document.querySelector("#portal [id^=gdg-overlay] textarea.gdg-input");
  let editor;
  for (let node = box?.[Object.keys(box).find(key => key.startsWith("__reactFiber$"))]; node; node = node.return) {
    const props = node.memoizedProps;
    if (!editor && props?.cell && props.onFinishEditing) editor = props;
    if (editor && props?.onCellEdited && props.getCellContent && props.columns) {
      const [column, row] = editor.cell;
      const sorted = props.columns.some(each => /^[↑↓] /.test(each.title));
      const name = props.columns[column].id.replace(/^_column-(.*)-\d+$/, "$1");
      return {
        box,
        address: !sorted && rows[row] ? `people.${rows[row]}.${name}` : undefined,
        base: editor.content.data ?? "",
        commit: () => props.onCellEdited(editor.cell, { ...editor.content, data: box.value, displayData: box.value }),
      };
    }
  }
}

// Streamlit saves a line by itself, but not while a word is composed in it, nor at once when it is left.
function commit(box, { line = false } = {}) {
  if (box.matches("#portal textarea")) {
    openCell()?.commit();
  } else if (box.matches("textarea") || (line && box.matches("[data-testid=stTextInput] input") && !box.closest("form, [data-testid=stForm]"))) {
    // Streamlit saves a text area on Ctrl+Enter, a line on Enter, and leaves the cursor where it is.
    const ctrlKey = box.matches("textarea");
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey, bubbles: true, cancelable: true }));
  } else {
    return;
  }
  box.given = box.value;
  owe();
}

function remember(box) {
  const address = addressOf(box);
  const entry = unsaved.get(address);
  if (entry && entry.text !== box.value) {
    exchanged.push([address, entry]);
    unsaved.delete(address);
  }
}

function typed(box, composing) {
  const cell = box.matches("#portal textarea") ? openCell() : undefined;
  const address = cell ? cell.address : addressOf(box);
  if (!address && !cell) return;
  if (address) {
    const last = unsaved.get(address);
    const base = last?.base ?? cell?.base ?? box.defaultValue; // where React keeps what the box showed until now
    const trail = last ? [...last.trail, last.text].slice(-TRAIL) : [];
    unsaved.set(address, { base, trail, text: box.value, at: Date.now() });
  }
  clearTimeout(box.pause);
  box.pause = setTimeout(() => commit(box, { line: composing }), PAUSE);
  say();
}

function waiting(age) {
  return [...exchanged, ...unsaved].filter(([, each]) => Date.now() - each.at >= age && !each.trouble);
}

function asMessage(entries) {
  const texts = entries.map(([address, { base, trail, text }]) => ({ address, base, text, trail: trail.map(checksum) }));
  return new Blob([JSON.stringify({ mark: page.mark, session: page.session, texts })], { type: "application/json" });
}

async function send(entries) {
  if (sending || !entries.length) return;
  sending = true;
  for (const entry of entries) await sendOne(entry); // one by one: what is refused keeps nothing else back
  sending = false;
  say();
}

async function sendOne(entry) {
  const body = asMessage([entry]);
  try {
    const signal = AbortSignal.timeout(8000);
    const answer = await fetch("/draft", { method: "POST", cache: "no-store", body, keepalive: body.size < LARGE, signal });
    const said = answer.status < 500 && answer.status !== 429 ? await answer.json() : {};
    offline = !(answer.ok || said.trouble); // its database is away, or it is busy: tried again like a lost connection
    if (!offline) answered(...entry, said);
  } catch {
    offline = true;
  }
}

function answered(address, sent, { at, trouble }) {
  const place = exchanged.findIndex(([, each]) => each === sent);
  const now = place < 0 ? unsaved.get(address) : sent;
  if (at) savedAt = Math.max(savedAt, at);
  if (trouble && now) now.trouble = trouble;
  else if (place >= 0) exchanged.splice(place, 1);
  else if (now?.text === sent.text) unsaved.delete(address);
  else if (now) now.base = sent.text;
}

function sendBeforeLeaving() {
  if (document.activeElement) typedInOpenCell();
  const left = waiting(0).filter(([, each]) => Date.now() - (each.left ?? 0) > AT_ONCE);
  for (const [, each] of left) each.left = Date.now();
  const [long, short] = [true, false].map(is => left.filter(([, { text }]) => text.length > LONG === is));
  const sent = short.length > 1 && navigator.sendBeacon("/draft", asMessage(short)); // one request, unless it is too large
  for (const entry of sent ? long : left) navigator.sendBeacon("/draft", asMessage([entry]));
}

function typedInOpenCell() {
  const cell = openCell(); // its first letter makes no "input"
  if (cell?.address && cell.box.value !== cell.base) typed(cell.box);
}

// What the server says is saved, in the page or in one part of it.
function saved({ mark, at, texts, rows: people, refused: said }) {
  if (mark !== page.mark) return;
  refused = said;
  if (people.length) rows = people;
  if (at) savedAt = Math.max(savedAt, at);
  for (const [address, sum] of Object.entries(texts)) {
    const entry = unsaved.get(address);
    if (!entry) continue;
    if (checksum(entry.text) === sum) unsaved.delete(address);
    else entry.base = entry.trail.find(text => checksum(text) === sum) ?? entry.base;
  }
  say();
}

function say() {
  if (!line?.isConnected) return;
  const trouble = [...exchanged, ...unsaved].find(([, each]) => each.trouble)?.[1].trouble;
  const time = new Date(savedAt).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  const { words } = page;
  const rest = savedAt ? words.saved.replace("{time}", time) : words.nothing;
  const text = trouble ?? (unsaved.size + exchanged.length ? (offline ? words.offline : words.saving) : refused || rest);
  const [seen, heard] = line.children;
  seen.classList.toggle("trouble", Boolean(trouble) || [refused, words.offline].includes(text));
  if (seen.textContent !== text) seen.textContent = text;
  if (text !== words.saving && heard.textContent !== text) heard.textContent = text; // heard only when it matters
}

function install() {
  const isBox = target => target.matches?.("textarea, input[type=text]");
  document.addEventListener("beforeinput", ({ target }) => isBox(target) && remember(target), true);
  document.addEventListener("input", ({ target, isComposing }) => isBox(target) && typed(target, isComposing), true);
  document.addEventListener("focusin", ({ target }) => target.matches?.("#portal textarea") && typedInOpenCell());
  // A tap on a link right after typing: save first, or Streamlit's save on leaving the box swallows the tap.
  document.addEventListener("pointerdown", ({ target }) => leaving(target), true);
  document.addEventListener("focusout", ({ target }) => left(target), true);
  const sendToServer = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    sendToServer.call(this, message);
    owed = undefined;
  };
  document.addEventListener("click", afterSaving, true);
  document.addEventListener("click", ({ target }) => showWords(target.closest?.("button.quote")));
  document.addEventListener("click", ({ target }) => target.closest?.(".whose button") && isShared());
  document.addEventListener("click", ({ target }) => target.closest?.(".whose :is(a, button)") && rememberPlace());
  document.addEventListener("click", goInside);
  document.addEventListener("visibilitychange", () => document.hidden && sendBeforeLeaving());
  window.addEventListener("pagehide", sendBeforeLeaving);
  window.addEventListener("popstate", sendBeforeLeaving, true);
  window.addEventListener("online", () => send(waiting(0)));
  window.addEventListener("beforeunload", event => offline && unsaved.size + exchanged.length && event.preventDefault());
  setInterval(() => send(waiting(PATIENCE)), 500);
  // Another tab of this browser that now has another plan: this one may no longer show the old plan.
  const tabs = new BroadcastChannel("workshop");
  tabs.onmessage = ({ data }) => data !== page.mark && location.reload();
  tabs.postMessage(page.mark);
  closeTheMenuOnAPhone();
  backToPlace();
}

function leaving(target) {
  const box = document.activeElement;
  if (!box || box === target || !(unsaved.has(addressOf(box)) || box.matches("#portal textarea"))) return;
  const cell = openCell();
  if (cell) {
    typedInOpenCell();
    send(waiting(0));
  }
  clearTimeout(box.pause);
  commit(box, { line: true });
}

function left(box) {
  if (unsaved.has(addressOf(box)) && box.given !== box.value) owe(); // by key: Streamlit itself saves it
}

// Streamlit sends what was saved a moment late. A page asked for before that would be run over by it, and a button
// pressed meanwhile would be sent as part of it and be lost. So a click waits until the text is sent.
function afterSaving(event) {
  const target = event.target.closest?.("a, button, label, input");
  if (!event.isTrusted || !target || !owed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  clickOnceSent(target);
}

function owe() {
  const mine = (owed = {});
  after(STEPS, () => owed === mine && (owed = undefined)); // not what is owed since then
}

function clickOnceSent(target) {
  if (owed) setTimeout(clickOnceSent, STEP, target);
  else target.click();
}

// After some steps, each of which comes after what the page still has to do.
function after(steps, call) {
  if (steps) setTimeout(after, STEP, steps - 1, call);
  else call();
}

// The words a remark is about, marked in the box they stand in. The box may have changed since the remark was made.
function showWords(quote) {
  const { box: address, from, length } = quote?.dataset ?? {};
  const box = address && document.querySelector(`.st-key-${page.mark}-${address.replaceAll(".", "-")} :is(textarea, input)`);
  if (!box) return;
  const letters = [...box.value]; // characters as Python counts them
  mark(box, ...[+from, +from + +length].map(at => letters.slice(0, at).join("").length));
}

// Part of the text in a box is marked, and its line comes to where it is seen above the keyboard of a phone.
function mark(box, start, end) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, end);
  const { top } = box.getBoundingClientRect();
  const main = box.closest("[data-testid=stMain]");
  main?.scrollBy(0, top + heightUpTo(box, end) - main.getBoundingClientRect().top - main.clientHeight / 3);
}

// How far below the top of a box its text has come at a character.
function heightUpTo(box, at) {
  const twin = box.cloneNode();
  twin.value = box.value.slice(0, at);
  twin.style.cssText = `position: absolute; visibility: hidden; height: 0; min-height: 0; width: ${box.offsetWidth}px`;
  box.after(twin);
  const { scrollHeight } = twin;
  twin.remove();
  return scrollHeight;
}

// A link in a text to a page of ours stays in this tab and this session, where the person who was chosen stays so.
function goInside(event) {
  const link = event.target.closest?.("[data-testid=stMarkdownContainer] a[href^='/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const inside = document.querySelector(`[data-testid=stSidebarNavLink][href$="${link.getAttribute("href")}"]`);
  if (inside) inside.click();
  else location.assign(link.href);
}

// The visitor says that others use this device too: every page then offers to finish.
async function isShared() {
  const { ok } = await fetch("/device", { method: "POST", cache: "no-store" }).catch(() => ({}));
  if (ok) location.reload();
  else location.assign("/device");
}

// Who says whose device it is comes back to the page anew, and goes on where they were.
function rememberPlace() {
  const { scrollTop } = document.querySelector("[data-testid=stMain]");
  sessionStorage.setItem("place", JSON.stringify({ path: location.pathname, scrollTop }));
}

function backToPlace() {
  const { path, scrollTop } = JSON.parse(sessionStorage.getItem("place")) ?? {};
  sessionStorage.removeItem("place");
  if (path !== location.pathname || !scrollTop) return;
  const until = Date.now() + LONGEST_LOAD;
  let reached;
  const touched = new AbortController(); // from then on the visitor scrolls
  for (const type of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(type, () => touched.abort(), { once: true, signal: touched.signal });
  }
  const tryAgain = () => {
    const main = document.querySelector("[data-testid=stMain]");
    if (touched.signal.aborted) return;
    main?.scrollTo(0, scrollTop);
    reached = main && Math.abs(main.scrollTop - scrollTop) < 2 ? (reached ?? Date.now()) : undefined;
    if (Date.now() < Math.min(until, (reached ?? until) + DRAWN)) setTimeout(tryAgain, STEP);
    else touched.abort();
  };
  tryAgain();
}

function closeTheMenuOnAPhone() {
  const button = document.querySelector("[data-testid=stSidebarCollapseButton] button");
  if (window.innerWidth < 768 && button) button.click();
}

export default function ({ data, parentElement }) {
  const last = page;
  page = data;
  line = parentElement.querySelector("p");
  saved(data);
  if (!window.workshop) {
    window.workshop = { saved, mark };
    install();
  } else if (last.page !== data.page) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    closeTheMenuOnAPhone();
  } else if (data.read && !last.read) {
    document.getElementById("worksheet")?.scrollIntoView();
  }
}
