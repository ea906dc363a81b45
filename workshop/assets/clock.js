// The clock of a conversation, or of a round in class. It ticks in the browser, makes no sound, and keeps the screen of a phone from going dark.

const SECOND = 1000;
const SOON = 15; // seconds before the end of a part
const DIFFERENT = 30_000; // milliseconds from which a device's clock is taken to be wrong

let lock;

async function keepAwake(wanted) {
  try {
    if (!wanted) await lock?.release();
    else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen");
  } catch {
    // the phone may refuse, and then its own settings count
  }
}

// How far this device's clock is from the server's, as found out when the talk began.
function difference(started, now, least = DIFFERENT) {
  const name = `talk ${started}`;
  const known = sessionStorage.getItem(name);
  if (known !== null) return Number(known);
  const off = now - Date.now();
  const found = Math.abs(off) > least ? off : 0;
  sessionStorage.setItem(name, found);
  return found;
}

function state(data) {
  const { started, now, closing, end, words } = data;
  if (!started) return { sign: "agreed", text: words.agreed.replace("{minutes}", end), part: 0 };
  const minutes = Math.max(0, (Date.now() + difference(started, now) - started) / 60_000);
  const left = end - minutes;
  const sign = left <= 0 ? "end" : minutes >= closing ? "closing" : "calm";
  const pattern = left > 1 ? words.left : left > 0 ? words.last_minute : left > -1 ? words.up : words.over;
  const text = pattern.replace("{minutes}", left > 0 ? Math.ceil(left) : Math.floor(-left));
  return { sign, text, part: Math.min(1, minutes / end) };
}

// One part of a round after the other, to the second.
function countdown({ started, now, parts, over }) {
  let passed = started ? Math.max(0, (Date.now() + difference(started, now, SECOND) - started) / SECOND) : 0;
  for (const { title, seconds } of parts) {
    if (passed < seconds) {
      const left = Math.ceil(seconds - passed);
      const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      return { sign: left <= SOON ? "closing" : "calm", text, part: passed / seconds, note: title };
    }
    passed -= seconds;
  }
  return { sign: "end", text: "0:00", part: 1, note: over };
}

function show(section, data) {
  const { sign, text, part, note: said } = data.parts ? countdown(data) : state(data);
  const [clock, note] = section.querySelectorAll(".left, .note");
  const look = data.parts ? `round ${sign}` : sign;
  if (section.className !== look) section.className = look;
  if (clock.textContent !== text) clock.textContent = text;
  section.querySelector(".bar i").style.inlineSize = `${(part * 100).toFixed(1)}%`;
  const sentence = said ?? { closing: data.words.closing, end: data.words.end }[sign] ?? "";
  if (note.textContent !== sentence) note.textContent = sentence; // read out politely, once
}

export default function ({ data, parentElement }) {
  const section = parentElement.querySelector("section");
  if (section.here !== data.here) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  section.here = data.here;
  section.stop?.(); // it is called again with other data
  const awake = () => document.hidden || keepAwake(Boolean(data.started));
  const ticking = setInterval(() => show(section, data), SECOND);
  document.addEventListener("visibilitychange", awake);
  section.stop = () => {
    clearInterval(ticking);
    document.removeEventListener("visibilitychange", awake);
  };
  show(section, data);
  awake();
  return () => {
    section.stop();
    keepAwake(false);
  };
}
