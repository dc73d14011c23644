// Names who speaks, keeps what is typed in this tab, presses actions and tabs by keys, keeps the focus with the hand.
(() => {
  window.__mdDesk = CONFIG;
  const SAY = '[data-testid="stChatInput"] textarea';
  const LAYER = '[role="dialog"]', MENU = '[data-testid="stPopoverBody"]', GO = '[data-testid="stBaseButton-primary"]';
  const CAN_FOCUS = 'button, textarea, input:not([type="hidden"]), [role="radio"], [role="tab"], [tabindex="0"]';
  const FIELD = 'textarea, input:not([type="hidden"]), [role="radio"]';
  const STEPS = ".st-key-d_complaint_step, .st-key-d_remote_step";
  const WRITTEN_IN = 'textarea, input[type="text"], input[type="number"]';
  const LOST_MS = 500, LOOK_MS = 80, SILENT_MS = 4000;
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  const place = () => `md-say-${window.__mdDesk.attempt}`;
  const usable = (node) => node.isConnected && !node.disabled && node.checkVisibility() && !node.closest("[inert]");
  const first = (selector, within = document) => [...within.querySelectorAll(selector)].find(usable);
  const shown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
  const homeless = () => !document.activeElement || document.activeElement === document.body;
  const button = (number) => document.querySelector(`.st-key-${window.__mdDesk.keys[number - 1]} button`);
  const tabs = () => document.querySelectorAll('.st-key-tabs [role="tab"]');

  const name = () => {
    // Streamlit calls a bubble by its side; a reader of the screen needs to hear who speaks.
    for (const bubble of document.querySelectorAll('.st-key-talk [data-testid="stChatMessageContent"]')) {
      const who = bubble.querySelector(".md-who");
      if (who && bubble.getAttribute("aria-label") !== who.textContent) bubble.setAttribute("aria-label", who.textContent);
    }
    window.__mdDesk.keys.forEach((_, index) => button(index + 1)?.setAttribute("aria-keyshortcuts", `Alt+${index + 1}`));
    const far = document.querySelector(".st-key-skip_far"), skip = document.querySelector(".st-key-b_skip button");
    if (far) { far.id = "md-skip-far"; skip?.setAttribute("aria-describedby", far.id); }
    tabs().forEach((tab, index) => tab.setAttribute("aria-keyshortcuts", `Alt+Shift+${index + 1}`));
  };

  // What is typed is kept until the server says, under a new mark, that it was taken; what was not comes back.
  const write = (box, text) => { setter.call(box, text); box.dispatchEvent(new Event("input", { bubbles: true })); };
  const store = (text) => {
    window.__mdWords = { place: place(), text };
    try { sessionStorage.setItem(place(), text); } catch { sessionStorage.removeItem(place()); } // more than it can hold
  };
  const stored = () => (window.__mdWords?.place === place() ? window.__mdWords.text : sessionStorage.getItem(place())) || "";
  const running = () => document.querySelector('[data-testid="stApp"][data-test-script-state="running"]');
  const answer = (box) => {
    const { mark, back, kept, said } = window.__mdDesk.sent;
    if (window.__mdSent === mark) return;
    window.__mdSent = mark;
    const words = back || (kept ? stored() : "");
    if (mark ? !words : said && stored().trim() === said.trim()) { window.__mdWords = null; sessionStorage.removeItem(place()); }
    if (words && !box.value.includes(words)) write(box, box.value ? `${words}\n${box.value}` : words);
  };
  // A message that left the input and of which the server says nothing is lost on the way: it comes back.
  let emptyAt = 0, asking = 0;
  const ask = () => {
    asking = 0;
    const box = document.querySelector(SAY);
    if (!box || box.value || !stored() || running()) { emptyAt = 0; return; }
    emptyAt ||= performance.now();
    if (performance.now() - emptyAt > SILENT_MS) write(box, stored());
    else asking = setTimeout(ask, LOST_MS);
  };
  const keep = () => {
    const box = document.querySelector(SAY);
    if (!box) return;
    answer(box);
    if (box.dataset.mdAttempt !== window.__mdDesk.attempt) {
      box.dataset.mdAttempt = window.__mdDesk.attempt;
      box.addEventListener("input", () => store(box.value));
      const kept = stored();
      if (kept && !box.value) write(box, kept);
      if (homeless()) box.focus({ preventScroll: true });
    }
    if (box.value) { if (box.value !== stored()) store(box.value); }
    else if (stored() && !asking) asking = setTimeout(ask, LOST_MS);
  };

  // What opens takes the focus: a menu on its first entry, a drawer on its first field.
  const firstField = (layer) => {
    const field = [...layer.querySelectorAll(FIELD)].find((one) => usable(one) && !one.closest(STEPS));
    const group = field?.closest('[role="radiogroup"]');
    return (group && first('[aria-checked="true"], input:checked', group)) || field || first(GO, layer);
  };
  const enter = () => {
    for (const layer of document.querySelectorAll(LAYER)) {
      if (layer.dataset.mdSeen || layer.querySelector('[data-testid="stSkeleton"]')) continue;
      const isMenu = layer.matches(MENU);
      // The main button is drawn last: with it the drawer is whole.
      const target = isMenu ? first(CAN_FOCUS, layer) : first(GO, layer) && firstField(layer);
      if (!target) continue;
      layer.dataset.mdSeen = "yes";
      const at = document.activeElement;
      if (!layer.contains(at) || at === layer || at === layer.querySelector("button")) target.focus();
      if (target.tagName === "TEXTAREA") target.setSelectionRange(target.value.length, target.value.length);
    }
  };

  // Where the focus is, and where it was before it came into a menu or a drawer.
  let last = null, lostAt = 0, looking = 0;
  const remember = (node) => {
    const layer = node.closest(LAYER), keys = [];
    for (let up = node.closest('[class*="st-key-"]'); up; up = up.parentElement.closest('[class*="st-key-"]')) {
      keys.push([...up.classList].find((one) => one.startsWith("st-key-")));
    }
    const holder = node.closest('[class*="st-key-"]');
    const index = holder ? [...holder.querySelectorAll(CAN_FOCUS)].indexOf(node) : -1;
    const outside = layer && (last?.layer === layer ? last.outside : last);
    last = { node, layer, keys, index, outside };
    lostAt = 0;
  };
  const inView = (node) => {
    const box = node.getBoundingClientRect(), pane = node.closest('[class*="st-key-tabbody_"]')?.getBoundingClientRect();
    return !pane || (box.top >= pane.top && box.bottom <= pane.bottom);
  };
  const sameAgain = ({ node, keys, index }) => {
    if (usable(node)) return node;
    for (const key of keys) {
      const holder = document.getElementsByClassName(key)[0];
      if (!holder) continue;
      const isWhole = !running() && usable(holder);
      if (key.startsWith("st-key-tabbody_")) return isWhole ? holder : null;
      const isOwn = key.split("__")[0] === keys[0].split("__")[0];
      if (!isOwn && !key.startsWith("st-key-card_")) continue;
      const there = [...holder.querySelectorAll(CAN_FOCUS)][isOwn ? index : 0];
      const found = there && usable(there) ? there : first(CAN_FOCUS, holder);
      if (found && (isOwn || inView(found))) return found;
      if (!isOwn && isWhole) return holder; // a card whose last button is gone, or stands below the fold
    }
    return null;
  };
  const lastResort = () => first(SAY) || first(".st-key-to_result button") || document.querySelector('[data-testid="stMain"]');
  const mend = () => {
    looking = 0;
    if (!last || !homeless() || usable(last.node)) { lostAt = 0; return; }
    lostAt ||= performance.now();
    let target = null;
    for (let was = last; was && !target; was = was.outside) target = sameAgain(was);
    if (!target && !running() && performance.now() - lostAt > LOST_MS) target = lastResort();
    if (target && !target.hasAttribute("tabindex") && !target.matches(CAN_FOCUS)) target.tabIndex = -1;
    target?.focus({ preventScroll: true });
    if (homeless()) looking = setTimeout(mend, LOOK_MS);
  };

  // What was done leads the focus on as soon as no drawer holds it, and again after the drawer has given it back.
  const WANTED = { say: SAY, banner: ".st-key-to_result button, .st-key-card_next button" };
  const land = () => {
    const at = window.__mdWanted, lead = () => first(WANTED[at])?.focus();
    if (!at || !first(WANTED[at]) || shown(LAYER)) return;
    window.__mdWanted = "";
    lead();
    if (at === "say") takeOver();
    setTimeout(lead, LOOK_MS);
  };
  // What is typed behind the words of a drawer while they are under way begins the next message.
  const underWay = (field) => { window.__mdUnderWay = field.closest(LAYER) && field.matches("textarea") ? { field, words: field.value } : null; };
  const takeOver = () => {
    const box = first(SAY), { field, words } = window.__mdUnderWay ?? {};
    window.__mdUnderWay = null;
    if (field?.value.startsWith(words) && field.value !== words) write(box, box.value + field.value.slice(words.length));
  };

  const dress = () => { name(); keep(); enter(); land(); if (!looking) mend(); };

  // Streamlit hears Ctrl and Enter from fields that are written in; from other choices they are heard here.
  const send = (event) => {
    const go = first(`${LAYER} ${GO}`), at = document.activeElement;
    underWay(at);
    if (go && at.closest(LAYER) && at !== go && !(at.matches(WRITTEN_IN) && at.getAttribute("role") !== "combobox")) {
      go.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shortcut = (event) => {
    if (event.ctrlKey && event.key === "Enter" && !event.repeat) send(event);
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[0-9]$/.test(event.code)) return;
    const number = Number(event.code.slice(5));
    const found = event.shiftKey ? tabs()[number - 1] : number === 0 ? document.querySelector(SAY) : button(number);
    if (!found) return;
    event.preventDefault();
    // A move that cannot be taken back must not be made unseen, behind a drawer; a menu lies over nothing.
    if (shown(`${LAYER}:not(${MENU})`)) return;
    // What opens something gives the focus back to its button; a move leaves it where it is.
    if (event.shiftKey || !window.__mdDesk.moves.includes(window.__mdDesk.keys[number - 1])) found.focus();
    if (number !== 0) found.click();
  };

  if (!window.__mdDeskWatch) {
    let planned = 0;
    window.__mdDeskWatch = new MutationObserver(() => { if (!planned) planned = requestAnimationFrame(() => { planned = 0; dress(); }); });
    window.__mdDeskWatch.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("keydown", shortcut, true);
    document.addEventListener("focusin", (event) => remember(event.target));
    // Somebody who clicks on empty ground has laid the focus down.
    document.addEventListener("pointerdown", (event) => { if (!event.target.closest(`${CAN_FOCUS}, a, label`)) last = null; }, true);
  }
  dress();
})();
