// Puts what stands behind the # of the address into the form, and takes it out of the address.
// It never goes to the server by itself: the visitor presses the button.
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

takeOver();
addEventListener("hashchange", takeOver);
