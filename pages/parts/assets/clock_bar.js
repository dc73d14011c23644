// Draws the clocks and lets them tick while scenario time does. The engine rules on a breach, never this file.
const SHAPES = {
  running: (share) => `<circle cx="13" cy="13" r="10" fill="none" stroke="var(--line)" stroke-width="3"/><circle cx="13" cy="13" r="10" fill="none" stroke="var(--run)" stroke-width="3" stroke-dasharray="${(62.83 * share).toFixed(1)} 63" transform="rotate(-90 13 13)"/>`,
  last: () => `<path d="M13 3 24 23H2Z" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"/><path d="M13 10v6" stroke="currentColor" stroke-width="2.4"/><circle cx="13" cy="19.2" r="1.4" fill="currentColor"/>`,
  breached: () => `<path d="M9 3h8l6 6v8l-6 6H9l-6-6V9Z" fill="var(--red-line)"/><path d="m9.5 9.5 7 7m0-7-7 7" stroke="var(--card)" stroke-width="2.4"/>`,
  met: () => `<circle cx="13" cy="13" r="10" fill="none" stroke="var(--green-line)" stroke-width="2.4"/><path d="m8.5 13.2 3.2 3.2 6-6.6" fill="none" stroke="var(--green-line)" stroke-width="2.4"/>`,
  paused: () => `<path d="M9 6v14M17 6v14" stroke="currentColor" stroke-width="3.4"/>`,
  shut: () => `<path d="M9 6v14M17 6v14" stroke="currentColor" stroke-width="3.4"/>`,
  not_started: () => `<circle cx="13" cy="13" r="10" fill="none" stroke="var(--muted)" stroke-width="2.2" stroke-dasharray="3 4"/>`,
};

// What of a stretch lies within the open hours; without hours of its own a clock counts every second.
const counted = (clock, fromMs, toMs) => (clock.open_ms ?? [[fromMs, toMs]]).reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, toMs) - Math.max(opens, fromMs)), 0) / 1000;

// When the hours begin again, as the desk's wall shows it, with the day where it is another one; empty while they run.
function opensAt(clock, nowMs, offsetMs) {
  if (!clock.open_ms || clock.open_ms.some(([opens, closes]) => opens <= nowMs && nowMs < closes)) return "";
  const next = clock.open_ms.find(([opens]) => opens > nowMs);
  if (!next) return "";
  const wall = (ms) => new Date(ms + offsetMs).toISOString(), at = wall(next[0]);
  return at.slice(0, 10) === wall(nowMs).slice(0, 10) ? at.slice(11, 16) : `${at.slice(5, 10)} ${at.slice(11, 16)}`;
}

function look(clock, nowMs, words, offsetMs) {
  if (clock.state === "met") return { state: "met", text: words.met.replace("{t}", "\u0000" + span(clock.elapsed_s, words) + "\u0001"), share: 0 };
  if (clock.state === "not_started") return { state: "not_started", text: words.not_started, share: 0 };
  if (clock.state === "paused") return { state: "paused", text: words.paused.replace("{t}", span(clock.left_s, words)), share: clock.left_s / clock.total_s };
  const due = clock.due_ms >= nowMs ? counted(clock, nowMs, clock.due_ms) : -counted(clock, clock.due_ms, nowMs);
  const left = clock.state === "breached" && clock.stopped ? -clock.over_s : due;
  const until = clock.due_ms > nowMs ? opensAt(clock, nowMs, offsetMs) : "";
  if (until) return { state: "shut", text: words.shut.replace("{t}", span(left, words)).replace("{until}", until), share: Math.min(1, left / clock.total_s) };
  if (left < 0 || clock.due_ms < nowMs) return { state: "breached", text: words.breached.replace("{t}", "\u0000" + span(-left, words) + "\u0001"), share: 0 };
  const state = left <= clock.total_s / 4 ? "last" : "running";
  return { state, text: words[state].replace("{t}", "\u0000" + span(left, words) + "\u0001"), share: Math.min(1, left / clock.total_s) };
}

function draw(root, data) {
  const nowMs = scenarioNow(data, Date.now() - root.__skew);
  const changed = [];
  for (const clock of data.clocks) {
    const tile = root.querySelector(`[data-id="${clock.id}"]`);
    if (!tile) continue;
    const seen = look(clock, nowMs, data.words, data.offset_ms);
    if (tile.dataset.state !== seen.state) {
      if (tile.dataset.state) changed.push(`${clock.name}: ${seen.text.replace(/[\u0000\u0001]/g, "")}`);
      tile.dataset.state = seen.state;
      tile.className = `tile ${seen.state}`;
    }
    const shape = SHAPES[seen.state](seen.share);
    const svg = tile.querySelector("svg");
    if (svg.dataset.shape !== shape) { svg.innerHTML = shape; svg.dataset.shape = shape; }
    const words = tile.querySelector(".words");
    const [before, rest] = seen.text.includes("\u0000") ? seen.text.split("\u0000") : [seen.text, ""];
    const [number, afterwards] = rest ? rest.split("\u0001") : ["", ""];
    if (words.dataset.text !== seen.text) {
      words.replaceChildren(before);
      if (number) { const b = document.createElement("b"); b.textContent = number; words.append(b, afterwards || ""); }
      words.dataset.text = seen.text;
    }
    tile.querySelector(".line").style.width = `${(seen.share * 100).toFixed(1)}%`;
  }
  const clock = root.querySelector(".now");
  if (clock) clock.textContent = new Date(nowMs + data.offset_ms).toISOString().slice(11, 19);
  if (changed.length) root.querySelector(".sr").textContent = changed.join("; ");
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".bar");
  root.__skew = Math.min(window.__mdSkew ?? Infinity, Date.now() - data.server_ms);
  window.__mdSkew = root.__skew;
  const ids = data.clocks.map((clock) => clock.id).join("|");
  if (root.dataset.ids !== ids) {
    root.dataset.ids = ids;
    root.replaceChildren(...data.clocks.map((clock) => {
      const tile = document.createElement("div");
      tile.className = "tile";
      tile.dataset.id = clock.id;
      tile.setAttribute("role", "timer");
      tile.setAttribute("aria-live", "off");
      tile.innerHTML = `<svg viewBox="0 0 26 26" aria-hidden="true"></svg><div class="text"><div class="name"></div><div class="words"></div></div><div class="line"></div>`;
      return tile;
    }));
    const live = document.createElement("div");
    live.className = "sr";
    live.setAttribute("aria-live", "polite");
    const more = document.createElement("div");
    more.className = "more";
    root.append(more, live);
  }
  for (const clock of data.clocks) root.querySelector(`[data-id="${clock.id}"] .name`).textContent = clock.title;
  root.querySelector(".more").textContent = data.more || "";
  clearInterval(root.__timer);
  draw(root, data);
  root.__timer = setInterval(() => (root.isConnected ? draw(root, data) : clearInterval(root.__timer)), 250);
  return () => clearInterval(root.__timer);
}
