// Copies a text, or opens it in the mail program: as it stands in its box at that moment, not as the last run knew it.

const LONGEST = 2000; // characters of a mail link that every mail program takes
const DONE = 8000; // milliseconds until "Copied" goes
const SUBJECT = 100; // characters of a subject beside which the text does not fit
const NAMED = 3; // blanks that are named; of more there is only the count
const NAME = 60; // characters of a blank where it is named

const boxOf = ({ box }) => (box ? document.querySelector(`.st-key-${box} :is(textarea, input)`) : null);
const textOf = part => boxOf(part)?.value ?? part.text;

// As RFC 6068 asks, without halves of letters.
const encoded = text => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "").replace(/\r?\n/g, "\r\n"));

// The blanks that still have to be filled in, each with the part it is in. A match without group 1 only looks like one.
function blanksIn(parts, pattern) {
  const inPart = part => [...textOf(part).matchAll(new RegExp(pattern, "g"))].filter(each => each[1]);
  return pattern ? parts.flatMap(part => inPart(part).map(each => ({ part, text: each[1], at: each.index }))) : [];
}

const brief = letters => letters.slice(0, NAME).join("") + (letters.length > NAME ? "…" : "");

function named(blanks) {
  const names = [...new Set(blanks.map(({ text }) => brief([...text.replace(/\s+/g, " ")])))];
  return names.slice(0, NAMED).join(", ") + (names.length > NAMED ? " …" : "");
}

export default function ({ data, parentElement }) {
  const [copying, mail, status] = ["button", "a", "[role=status]"].map(each => parentElement.querySelector(each));
  const { words, subject, body } = data;

  // What is wrong stands until the text is another one; with a `box` it stands above that too, which may be far away.
  function say(text, { trouble = false, box } = {}) {
    clearTimeout(status.going);
    status.end?.abort();
    status.textContent = text;
    status.classList.toggle("trouble", trouble);
    if (!trouble) status.going = setTimeout(() => (status.textContent = ""), DONE);
    else untilTyped(say, text, box);
  }

  function untilTyped(say, text, box) {
    const end = (status.end = new AbortController());
    for (const each of [subject, body]) boxOf(each)?.addEventListener("input", () => say(""), { signal: end.signal });
    if (!box) return;
    const above = document.createElement("p");
    above.className = "above_box";
    above.setAttribute("aria-hidden", "true"); // the status is read out
    above.textContent = text;
    box.closest("[class*=st-key-]").prepend(above);
    end.signal.addEventListener("abort", () => above.remove());
  }

  // Who is led from the mail link comes here without blanks.
  async function copyAndSay(from, done, failed) {
    const took = await copied(textOf(body));
    from.focus(); // which the second way of copying takes away
    if (!took) return say(failed, { trouble: true });
    const blanks = blanksIn([subject, body], data.blank);
    if (!blanks.length) return say(done);
    const still = blanks.length > 1 ? words.copied_blanks : words.copied_one_blank;
    say(still.replace("{count}", blanks.length).replace("{blanks}", () => named(blanks)), { trouble: true });
  }

  function open(event) {
    const [blank] = blanksIn([subject, body], data.blank);
    if (blank) {
      event.preventDefault();
      const box = boxOf(blank.part);
      say(words.blank.replace("{blank}", () => blank.text), { trouble: true, box });
      if (box) window.workshop?.mark(box, blank.at, blank.at + blank.text.length);
      return;
    }
    const whole = `${data.mail}subject=${encoded(textOf(subject))}&body=${encoded(textOf(body))}`;
    const tooLong = whole.length > LONGEST;
    mail.href = tooLong ? `${data.mail}subject=${encoded(textOf(subject).slice(0, SUBJECT))}` : whole;
    if (tooLong) copyAndSay(mail, words.too_long, words.too_long_not_copied);
    else say("");
  }

  copying.textContent = words.copy;
  copying.onclick = () => copyAndSay(copying, words.copied, words.not_copied);
  mail.hidden = !data.mail;
  if (data.mail) {
    mail.textContent = words.mail;
    mail.href = data.mail;
    mail.onclick = open;
  }
}
