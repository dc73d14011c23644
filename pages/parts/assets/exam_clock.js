// Counts down to the moment that the server names, asks the page again when the paper has to be covered or time is
// up, and tells for how long the window was not in front. Nothing is decided here.
const WARN = [10, 5, 1];
const two = (n) => String(n).padStart(2, "0");

function words(ms) {
  const all = Math.max(0, Math.ceil(ms / 1000)), hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".exam-clock");
  const skew = Math.min(root.__skew ?? Infinity, Date.now() - data.server_ms);
  root.__skew = skew;
  const now = () => Date.now() - skew;
  const draw = () => {
    const left = data.due_ms - now(), minutes = Math.ceil(left / 60000);
    root.querySelector(".left").textContent = data.words.left.replace("{t}", words(left));
    root.classList.toggle("soon", minutes <= 10 && minutes > 5);
    root.classList.toggle("last", minutes <= 5);
    const warn = WARN.find((one) => minutes <= one && minutes > one - 1);
    if (warn && root.__warned !== warn) {
      root.__warned = warn;
      root.querySelector(".said").textContent = data.words.warn.replace("{n}", warn);
    }
    const next = left <= 0 ? data.due_ms : !data.covered && now() >= data.cover_ms ? data.cover_ms : 0;
    if (next && root.__asked !== next) {
      root.__asked = next;
      setTriggerValue("turn", next);
    }
  };
  const gone = () => { root.__gone ??= Date.now(); };
  const back = () => {
    if (root.__gone === undefined || document.hidden || !document.hasFocus()) return;
    const seconds = Math.round((Date.now() - root.__gone) / 1000);
    root.__gone = undefined;
    if (seconds >= 1) setTriggerValue("lost", seconds);
  };
  const seen = () => (document.hidden ? gone() : back());
  window.addEventListener("blur", gone);
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", seen);
  draw();
  const timer = setInterval(draw, 500);
  return () => {
    clearInterval(timer);
    window.removeEventListener("blur", gone);
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", seen);
  };
}
