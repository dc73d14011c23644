// A text with numbered lines, some of them marked. What is typed is handed over after a pause and on leaving; it is
// put back only when the server says that something else has changed the text.
const PAUSE_MS = 700;

function number(gutter, text, marks, here) {
  const count = text.split("\n").length;
  const drawn = JSON.stringify([count, marks, here]);
  if (gutter.dataset.drawn === drawn) return;
  gutter.dataset.drawn = drawn;
  const told = new Map(marks);
  gutter.replaceChildren(...Array.from({ length: count }, (_, at) => {
    const line = document.createElement("span");
    line.textContent = at + 1;
    if (told.has(at + 1)) { line.className = "bad"; line.title = told.get(at + 1); }
    else if (here === at + 1) line.className = "here";
    return line;
  }));
}

function show(area, line, toCursor) {
  const top = (line - 1) * 20, away = top < area.scrollTop || top > area.scrollTop + area.clientHeight - 60;
  if (toCursor) {
    const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = area.value.indexOf("\n", before);
    area.setSelectionRange(before, end < 0 ? area.value.length : end);
    area.focus({ preventScroll: true });
  }
  // Twice: the browser brings the end of a text that was put in just now into view by itself.
  const scroll = () => { if (away) area.scrollTop = Math.max(0, top - 100); };
  scroll();
  requestAnimationFrame(scroll);
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const area = parentElement.querySelector("textarea"), gutter = parentElement.querySelector(".gutter");
  const now = `${data.pack}|${data.file}|${data.rev}`;
  area.__data = data;
  area.__send = () => {
    clearTimeout(area.__timer);
    const { pack, file, rev } = area.__data;
    if (area.readOnly || area.value === area.__sent) return;
    area.__sent = area.value;
    setStateValue("edit", { pack, file, rev, text: area.value });
  };
  if (area.__now !== now) {
    const same = area.__now && area.__now.split("|").slice(0, 2).join("|") === `${data.pack}|${data.file}`;
    const top = area.scrollTop, left = area.scrollLeft, at = area.selectionStart;
    clearTimeout(area.__timer);
    area.__now = now;
    area.value = data.text;
    area.__sent = data.text;
    if (same) { area.setSelectionRange(at, at); area.scrollTop = top; area.scrollLeft = left; } else area.scrollTop = 0;
  }
  area.readOnly = data.fixed;
  area.parentElement.classList.toggle("fixed", data.fixed);
  area.setAttribute("aria-label", data.label);
  if (data.goto && area.__goto !== data.goto[0]) { area.__goto = data.goto[0]; area.__here = data.goto[1]; show(area, data.goto[1], data.goto[2]); }
  number(gutter, area.value, data.marks, area.__here);
  gutter.scrollTop = area.scrollTop;
  if (!area.__listens) {
    area.__listens = true;
    area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
    area.addEventListener("input", () => {
      number(gutter, area.value, area.__data.marks, area.__here);
      clearTimeout(area.__timer);
      area.__timer = setTimeout(() => area.__send(), PAUSE_MS);
    });
    area.addEventListener("blur", () => area.__send());
  }
  return () => clearTimeout(area.__timer);
}
