// Copies a text, or opens it in the mail program: as it stands in its box at that moment, not as the last run knew it.

const LONGEST = 2000; // characters of a mail link that every mail program takes
const DONE = 8000; // milliseconds until "Copied" goes

const boxOf = ({ box }) => box && document.querySelector(`.st-key-${box} :is(textarea, input)`);
const textOf = part => boxOf(part)?.value ?? part.text;
const SUBJECT = 100; // characters of a subject beside which the text does not fit

// As RFC 6068 asks, without halves of letters.
const encoded = text => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "").replace(/\r?\n/g, "\r\n"));

// A blank that still has to be filled in, with the part it is in. A match without group 1 only looks like one.
function blankIn(parts, pattern) {
  for (const part of parts) {
    const found = [...textOf(part).matchAll(new RegExp(pattern, "g"))].find(each => each[1]);
    if (found) return { part, text: found[1], at: found.index };
  }
}

function showBlank({ part, text, at }) {
  const box = boxOf(part);
  box?.focus();
  box?.setSelectionRange(at, at + text.length);
}

export default function ({ data, parentElement }) {
  const [copying, mail, status] = ["button", "a", "[role=status]"].map(each => parentElement.querySelector(each));
  const { words, subject, body } = data;

  function say(text, { trouble = false } = {}) {
    clearTimeout(status.going);
    status.textContent = text;
    status.classList.toggle("trouble", trouble);
    if (!trouble) status.going = setTimeout(() => (status.textContent = ""), DONE);
  }

  async function copyAndSay(from, done) {
    const took = await copied(textOf(body));
    from.focus(); // which the second way of copying takes away
    say(took ? done : words.not_copied, { trouble: !took });
  }

  function open(event) {
    const blank = blankIn([subject, body], data.blank);
    if (blank) {
      event.preventDefault();
      say(words.blank.replace("{blank}", blank.text), { trouble: true });
      showBlank(blank);
      return;
    }
    const whole = `${data.mail}subject=${encoded(textOf(subject))}&body=${encoded(textOf(body))}`;
    const tooLong = whole.length > LONGEST;
    mail.href = tooLong ? `${data.mail}subject=${encoded(textOf(subject).slice(0, SUBJECT))}` : whole;
    if (tooLong) copyAndSay(mail, words.too_long);
    else say("");
  }

  copying.textContent = words.copy;
  copying.onclick = () => copyAndSay(copying, words.copied);
  mail.hidden = !data.mail;
  if (data.mail) {
    mail.textContent = words.mail;
    mail.href = data.mail;
    mail.onclick = open;
  }
}
