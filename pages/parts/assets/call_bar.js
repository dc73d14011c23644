// Lets the time of a call tick, and reads the customer's words aloud where somebody has asked for it.
const KEPT = "md-read-aloud";
const voice = () => window.speechSynthesis;
const wanted = () => sessionStorage.getItem(KEPT) === "yes";

function aloud(root, data) {
  const last = data.said.at(-1);
  const heard = root.__heard ?? last?.id ?? -1;
  root.__heard = last?.id ?? heard;
  if (!wanted() || !voice()) return;
  for (const one of data.said.filter((said) => said.id > heard)) {
    const words = new SpeechSynthesisUtterance(one.text);
    words.lang = data.lang;
    words.rate = data.rate;
    voice().speak(words);
  }
}

function draw(root, data) {
  const nowMs = scenarioNow(data, Date.now() - root.__skew);
  const put = (name, fromMs) => {
    const field = root.querySelector(`.${name}`), text = fromMs === null ? "" : data.words[name].replace("{t}", span((nowMs - fromMs) / 1000, data.words));
    if (field.textContent !== text) field.textContent = text;
  };
  put("call", data.call_ms);
  put("held", data.held_ms);
  put("silent", data.held_ms === null ? data.silent_ms : null);
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".call-bar");
  root.__skew = Math.min(window.__mdSkew ?? Infinity, Date.now() - data.server_ms);
  window.__mdSkew = root.__skew;
  const button = root.querySelector("button");
  const show = () => {
    button.setAttribute("aria-pressed", String(wanted()));
    button.textContent = wanted() ? data.words.hush : data.words.aloud;
    button.title = voice() ? data.words.help : data.words.no_voice;
    button.disabled = !voice();
  };
  button.onclick = () => {
    sessionStorage.setItem(KEPT, wanted() ? "no" : "yes");
    if (!wanted()) voice()?.cancel();
    show();
  };
  root.setAttribute("aria-label", data.words.name);
  show();
  draw(root, data);
  aloud(root, data);
  clearInterval(root.__timer);
  root.__timer = setInterval(() => (root.isConnected ? draw(root, data) : clearInterval(root.__timer)), 250);
  return () => clearInterval(root.__timer);
}
