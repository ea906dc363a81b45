// The time that is left of an activity, by the server's clock; after its end, how long it is over.

const DIFFERENT = 1500; // milliseconds from which this device's clock is taken to be wrong

function asTime(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function show(line, { ends, words }, off) {
  const left = ends - Date.now() - off;
  const over = left <= 0;
  const [time, word] = [over ? `+${asTime(-left)}` : asTime(left + 999), over ? words.over : words.left];
  line.classList.toggle("over", over);
  if (line.children[0].textContent !== time) line.children[0].textContent = time;
  if (line.children[1].textContent !== word) line.children[1].textContent = word;
}

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("p");
  const off = data.now - Date.now();
  const wrong = Math.abs(off) > DIFFERENT ? off : 0;
  clearInterval(line.ticking); // it is called again with other data
  line.ticking = setInterval(() => show(line, data, wrong), 250);
  show(line, data, wrong);
  return () => clearInterval(line.ticking);
}
