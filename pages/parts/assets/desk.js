// Names the scroll regions, keeps what is typed in this tab, presses the actions by Alt and a digit.
(() => {
  window.__mdDesk = CONFIG;
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  const place = () => `md-say-${window.__mdDesk.attempt}`;
  const region = (element, role, name) => {
    if (!element || element.getAttribute("aria-label") === name) return;
    element.tabIndex = 0;
    element.setAttribute("role", role);
    element.setAttribute("aria-label", name);
  };
  const dress = () => {
    const config = window.__mdDesk;
    region(document.querySelector(".st-key-talk"), "log", config.talk);
    for (const [key, name] of Object.entries(config.regions)) region(document.querySelector(`.st-key-tabbody_${key}`), "region", name);
    const box = document.querySelector('.st-key-say textarea, [data-testid="stChatInput"] textarea');
    if (!box) return;
    if (box.dataset.mdAttempt !== config.attempt) {
      box.dataset.mdAttempt = config.attempt;
      const kept = sessionStorage.getItem(place());
      if (kept && !box.value) { setter.call(box, kept); box.dispatchEvent(new Event("input", { bubbles: true })); }
      box.addEventListener("input", () => sessionStorage.setItem(place(), box.value));
    } else if (!box.value) {
      sessionStorage.removeItem(place());
    }
  };
  if (!window.__mdDeskWatch) {
    let planned = 0;
    window.__mdDeskWatch = new MutationObserver(() => { if (!planned) planned = setTimeout(() => { planned = 0; dress(); }, 150); });
    window.__mdDeskWatch.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[0-9]$/.test(event.code)) return;
      const number = Number(event.code.slice(5));
      const found = number === 0 ? document.querySelector('[data-testid="stChatInput"] textarea') : document.querySelector(`.st-key-${window.__mdDesk.keys[number - 1]} button`);
      if (!found) return;
      event.preventDefault();
      number === 0 ? found.focus() : found.click();
    });
  }
  dress();
})();
