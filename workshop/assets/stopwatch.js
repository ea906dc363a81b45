// A stop-watch for rounds of some minutes, after each of which people swap roles. It makes no sound.
// What it shows stays in this tab, so that a page that is loaded anew goes on.

const KEPT = "stopwatch";
const FRESH = { minutes: 3, round: 1, left: 3 * 60_000, until: null };

function read() {
  try {
    return { ...FRESH, ...JSON.parse(sessionStorage.getItem(KEPT)) };
  } catch {
    return { ...FRESH };
  }
}

function asTime(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export default function ({ data: { words }, parentElement }) {
  const section = parentElement.querySelector("section");
  const [round, left, swap, label, go, reset] = section.querySelectorAll(".round, .left, .swap, label span, .go, .reset");
  const minutes = section.querySelector("input");
  let watch = read();

  const rest = () => Math.max(0, watch.until ? watch.until - Date.now() : watch.left);

  function keep(change) {
    watch = { ...watch, ...change };
    sessionStorage.setItem(KEPT, JSON.stringify(watch));
    show();
  }

  function show() {
    const over = rest() === 0;
    section.classList.toggle("over", over);
    put(round, words.round.replace("{number}", watch.round));
    put(left, asTime(rest()));
    put(swap, over ? words.swap : "");
    put(label, words.minutes);
    put(go, over ? words.again : watch.until ? words.pause : words.start);
    put(reset, words.reset);
  }

  go.onclick = () => {
    if (rest() === 0) keep({ round: watch.round + 1, until: Date.now() + watch.minutes * 60_000 });
    else if (watch.until) keep({ left: rest(), until: null });
    else keep({ until: Date.now() + watch.left });
  };
  const afresh = () => keep({ round: 1, left: watch.minutes * 60_000, until: null });
  reset.onclick = afresh;
  minutes.onchange = () => {
    watch.minutes = Math.min(60, Math.max(1, Math.round(Number(minutes.value)) || FRESH.minutes));
    minutes.value = watch.minutes;
    afresh();
  };
  minutes.value = watch.minutes;
  clearInterval(section.ticking); // it is called again when the page runs
  section.ticking = setInterval(show, 200);
  show();
  return () => clearInterval(section.ticking);
}
