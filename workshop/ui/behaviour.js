// What Streamlit does not do by itself. Installed once in the page; called again on each run with where the reader is.

const PAUSE = 700; // milliseconds without a key before a long text is saved

function saveAfterAPause(box) {
  clearTimeout(box.pause);
  box.pause = setTimeout(() => {
    // Streamlit saves a text area on Ctrl+Enter and leaves the cursor where it is.
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  }, PAUSE);
}

function install() {
  document.addEventListener("input", event => {
    if (event.target.matches("[data-testid=stTextArea] textarea")) saveAfterAPause(event.target);
  });
}

function closeTheMenuOnAPhone() {
  const button = document.querySelector("[data-testid=stSidebarCollapseButton] button");
  if (window.innerWidth < 768 && button) button.click();
}

export default function ({ data }) {
  const before = window.workshop;
  window.workshop = data;
  if (!before) {
    install();
    closeTheMenuOnAPhone();
  } else if (before.page !== data.page) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    closeTheMenuOnAPhone();
  } else if (data.read && !before.read) {
    document.querySelector(".st-key-worksheet")?.scrollIntoView();
  }
}
