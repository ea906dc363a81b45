// The one script of the small pages. Without it they work too, with a click more here and there.

// What stands behind the # of the address goes into the form, and out of the address. It never goes to the server by
// itself: the visitor presses the button.
const box = document.querySelector("[data-from-address]");

function takeOver() {
  const secret = location.hash.slice(1);
  if (secret) {
    box.value = secret;
    history.replaceState(null, "", location.pathname);
  }
  for (const part of document.querySelectorAll("[data-with-secret]")) part.hidden = !box.value;
  for (const part of document.querySelectorAll("[data-without-secret]")) part.hidden = !!box.value;
}

if (box) {
  takeOver();
  addEventListener("hashchange", takeOver);
}

// A second click would call off what the first one asked for: a file would be lost, and the plan forgotten all the same.
const AGAIN = 5000; // milliseconds
for (const form of document.forms) {
  let sent = 0;
  form.addEventListener("submit", event => {
    if (Date.now() - sent < AGAIN) event.preventDefault();
    else sent = Date.now();
  });
}

// Finishing: every other tab of this browser looks anew, and so does a page that the Back button brings up again.
const CHECK = 200; // milliseconds
const MOMENT = 1000; // milliseconds
const tabs = new BroadcastChannel("workshop");
const isPrivate = document.querySelector("[data-private]");

function lookAnew() {
  document.querySelector("main").remove();
  location.replace("/finish");
}

function tellAll() {
  localStorage.clear();
  sessionStorage.clear();
  tabs.postMessage("");
}

if (isPrivate) {
  tabs.onmessage = ({ data }) => data === "" && lookAnew();
  addEventListener("pageshow", ({ persisted }) => persisted && lookAnew());
}
if (document.querySelector("[data-finished]")) tellAll();

// The plan file arrives together with a cookie. Only then, and a moment later, does the page say that it is done: going to
// another page any earlier would call the file off.
const done = document.querySelector("template[data-done]");
const download = done && [...document.forms].find(form => form.elements.mark);
download?.addEventListener("submit", event => {
  if (event.defaultPrevented) return;
  const mark = String(Date.now());
  download.elements.mark.value = mark;
  const asking = setInterval(() => {
    if (!document.cookie.includes(`finished=${mark}`)) return;
    clearInterval(asking);
    setTimeout(sayDone, MOMENT);
  }, CHECK);
});

function sayDone() {
  const heading = document.createElement("h1");
  heading.textContent = document.title = done.dataset.done;
  document.querySelector("main").replaceChildren(heading, done.content);
  tellAll();
}

// The mail program opens by itself, once: who comes back to the page, or loads it anew, does not want it again.
const mail = document.querySelector("[data-mail]");
const [arrival] = performance.getEntriesByType("navigation");
if (mail && arrival.type === "navigate") location.href = mail.href;

// A copy button says "Copied" only if it was; else it opens and marks the text, to be copied by hand.
const SAID = 3000; // milliseconds
for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const took = await copied(text.textContent);
    button.textContent = took ? button.dataset.done : button.dataset.failed;
    if (took) setTimeout(() => (button.textContent = label), SAID);
    else mark(text);
  });
}

function mark(text) {
  text.closest("details")?.setAttribute("open", "");
  getSelection().selectAllChildren(text);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
