// On a shared computer: after a while without a touch, the page is covered and asks who is there. Nothing is forgotten by
// itself: who has no way back yet would lose the plan.

const QUIET = 20 * 60_000; // milliseconds
const LOOK = 3000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove"];
const NAME = "last_touch"; // shared by all tabs

const last = () => Number(localStorage.getItem(NAME)) || 0;
const touched = () => localStorage.setItem(NAME, Date.now());

export default function ({ data, parentElement }) {
  const dialog = parentElement.querySelector("dialog");
  const [title, text, here, finish] = dialog.querySelectorAll("h2, p, button, a");
  title.textContent = data.title;
  text.textContent = data.text;
  here.textContent = data.here;
  finish.textContent = data.finish;
  if (dialog.looking) return;

  const noticed = () => dialog.open || touched();
  const look = () => {
    if (Date.now() - last() < QUIET) dialog.close();
    else if (!dialog.open) dialog.showModal();
  };
  here.onclick = () => {
    touched();
    dialog.close();
  };
  dialog.addEventListener("cancel", event => event.preventDefault());
  for (const touch of TOUCHES) document.addEventListener(touch, noticed, { capture: true, passive: true });
  if (!last()) touched();
  dialog.looking = setInterval(look, LOOK);
  look();
  return () => {
    clearInterval(dialog.looking);
    for (const touch of TOUCHES) document.removeEventListener(touch, noticed, { capture: true });
  };
}
