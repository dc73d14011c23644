// Names the language and the scroll regions, and says Streamlit's own words in the language of the page.
(() => {
  window.__mdPage = CONFIG;
  const SAID = ["aria-label", "title", "placeholder", "alt"];
  // Where Streamlit writes words of its own: lists to choose from, its status, dialogs, the link past the head, files.
  const OWN = '[role="listbox"], [role="dialog"], [data-testid="stStatusWidget"], [data-testid="stSkipToContent"], [data-live-announcer], [data-testid="stFileUploader"]';
  const COUNT = /^(\d+) options? available\.$/;
  const ours = (text) => {
    const { words, beginnings, patterns, count } = window.__mdPage;
    const counted = COUNT.exec(text);
    if (counted) return count.replace("{n}", counted[1]);
    if (words[text] !== undefined) return words[text];
    for (const [own, said] of Object.entries(beginnings)) if (text.startsWith(own)) return said + text.slice(own.length);
    for (const [own, said] of Object.entries(patterns)) if (new RegExp(own).test(text)) return said;
    return text;
  };
  const dress = () => {
    const { lang, regions } = window.__mdPage;
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
    for (const [key, [role, name]] of Object.entries(regions)) {
      const element = document.querySelector(`.st-key-${key}`);
      if (!element || element.getAttribute("aria-label") === name) continue;
      element.tabIndex = 0;
      element.setAttribute("role", role);
      element.setAttribute("aria-label", name);
    }
    for (const name of SAID) for (const element of document.querySelectorAll(`[${name}]`)) {
      const text = element.getAttribute(name), said = ours(text);
      if (said !== text) element.setAttribute(name, said);
    }
    // A field for files has a name, so it cannot be said to be there for the looks alone.
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) zone.setAttribute("role", "group");
    for (const part of document.querySelectorAll(OWN)) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) if (ours(node.data) !== node.data) node.data = ours(node.data);
    }
  };
  if (!window.__mdPageWatch) {
    // Before the next frame is painted, so that nobody sees the other words flash by.
    let planned = false;
    window.__mdPageWatch = new MutationObserver(() => {
      if (!planned) { planned = true; requestAnimationFrame(() => { planned = false; window.__mdPageDress(); }); }
    });
    document.addEventListener("keydown", (event) => {
      document.querySelector('[data-testid="stMain"]')?.toggleAttribute("data-md-tabbed", event.key === "Tab");
    }, true);
    window.__mdPageWatch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: SAID });
  }
  window.__mdPageDress = dress;
  dress();
})();
