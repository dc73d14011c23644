"""A hand at the desk: turns moves into clicks and typing in a real browser."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect  # noqa: A004  its own, which is no TimeoutError

from pages.parts.desk_drawers_more import REASONS
from pages.parts.duty_forms import FORMS
from simulator.move import Move

IDLE_MS = 60_000
MENU_TRIES, MENU_MS = 3, 5_000
BUSY = '[data-testid="stApp"][data-test-script-state="running"], [data-testid="stSkeleton"], [data-stale="true"]'
"""What shows that a rerun is not over."""

LISTEN = """(() => {
  const talk = window.__mdTalk = {asked: 0}, send = WebSocket.prototype.send, known = new WeakSet();
  WebSocket.prototype.send = function (data) {
    if (!known.has(this)) { known.add(this); this.addEventListener("message", () => { talk.asked = 0; }); }
    talk.asked = performance.now();
    return send.call(this, data);
  };
})();"""
"""Put into a window before anything else: hears when the page has asked the server and when it is answered."""

CALM = """([busy, frames, unheard, settling, pause]) => new Promise(done => {
  const began = performance.now();
  let calm = 0;
  const look = () => {
    const now = performance.now(), talk = window.__mdTalk;
    const waits = talk ? talk.asked && now - talk.asked < unheard : now - began < settling;
    calm = waits || document.querySelector(busy) ? 0 : calm + 1;
    // Frames are asked for only once there may be something to see in them: each costs the machine a drawing.
    if (calm >= frames) done(true); else if (calm) requestAnimationFrame(look); else setTimeout(look, pause);
  };
  look();
})"""
CALM_FRAMES = 4
UNHEARD_MS, SETTLING_MS, PAUSE_MS = 15_000, 120, 20
"""After which nothing is answered any more; after which a click is heard by the server, where nobody listens; between
two looks while something is under way."""


def settle(page: Page) -> None:
    """Wait until the server has answered, the rerun is over, and its elements have come to rest for some frames."""
    page.wait_for_function(CALM, arg=[BUSY, CALM_FRAMES, UNHEARD_MS, SETTLING_MS, PAUSE_MS], timeout=IDLE_MS)


class Hand:
    """Works one desk page; every act waits until the page has taken it in."""

    def __init__(self, page: Page, words: Mapping[str, str], crew: Mapping[str, Sequence[str]] | None = None) -> None:
        self.page = page
        self.words = words
        self.crew = crew or {}

    def settled(self) -> None:
        """Wait until what was done has been taken in."""
        settle(self.page)

    def key(self, name: str) -> Locator:
        """Find a widget by its key."""
        return self.page.locator(f".st-key-{name}")

    def click(self, name: str) -> None:
        """Press the button with a key."""
        self.key(name).get_by_role("button").first.click()
        self.settled()

    def tab(self, number: int) -> None:
        """Open one of the tabs on the right."""
        self.page.get_by_role("tab").nth(number).click()
        self.settled()

    def choose(self, name: str, index: int) -> None:
        """Pick one of several round buttons by its label, as a hand does."""
        self.key(name).get_by_role("radio").nth(index).locator("xpath=ancestor::label").click()
        self.settled()

    def write(self, name: str, text: str) -> None:
        """Fill a field and leave it."""
        box = self.key(name).locator("input, textarea").first
        box.fill(text)
        box.press("Tab")
        self.settled()

    def more(self, name: str) -> None:
        """Choose an entry of the menu behind the last action; one that closed under the hand is opened again."""
        entry = self.key(name).get_by_role("button").first
        for _ in range(MENU_TRIES):
            self.key("b_more").get_by_role("button").first.click()
            self.settled()
            with suppress(TimeoutError):
                entry.wait_for(state="visible", timeout=MENU_MS)
                break
        entry.click()
        self.settled()

    def perform(self, move: Move) -> None:
        """Do a move as a person would."""
        if move.kind in FORMS:
            self.do_own(move)
        else:
            getattr(self, f"do_{move.kind}")(move)

    def do_own(self, move: Move) -> None:
        """Do a move of the handbook's own, from the menu: at once, or through its drawer, blank by blank."""
        self.more(f"b_{move.kind}")
        for blank in FORMS[move.kind].blanks:
            value, key = move.text(blank.name), f"d_{move.kind}_{blank.name}"
            if not value:
                continue
            if blank.choices is not None:
                self.key(key).get_by_text(self.words[f"{move.kind}.{blank.name}.{value}"], exact=True).click()
                self.settled()
            else:
                self.write(key, value)
        if FORMS[move.kind].blanks:
            self.click(f"d_{move.kind}_go")

    def do_say(self, move: Move) -> None:
        box = self.page.locator('[data-testid="stChatInput"] textarea')
        box.fill(move.text("text"))
        box.press("Enter")
        self.settled()
        expect(self.page.get_by_text(move.text("text")[:24]).first).to_be_visible(timeout=IDLE_MS)

    def do_field(self, move: Move) -> None:
        self.tab(0)
        self.write(f"f_{move.text('name')}", move.text("value"))

    def do_priority(self, move: Move) -> None:
        self.tab(0)
        name = self.words[move.text("level")]
        self.key("priority").get_by_role("radio", name=name).or_(
            self.key("priority").get_by_role("button", name=name)
        ).first.click()
        self.settled()

    def do_type(self, move: Move) -> None:
        self.tab(0)
        name = self.words[move.text("value")]
        box = self.key("type").locator("input").first
        box.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        self.settled()

    def do_log(self, move: Move) -> None:
        self.more("b_log")
        self.write("d_log", move.text("text"))
        if move.text("recorded_time"):
            self.write("d_log_at", move.text("recorded_time"))
        self.click("d_log_go")

    def do_assign(self, move: Move) -> None:
        self.more("b_assign")
        to = move.text("to")
        names = ["me", *self.crew.get(to.partition("-")[0].upper(), ())]
        self.choose("d_assign_to", names.index(to))
        self.click("d_assign_go")

    def do_identify(self, _move: Move) -> None:
        self.more("b_identify")

    def do_hold(self, move: Move) -> None:
        self.click("b_hold")
        self._words("hold", move.text("text"))

    def do_resume(self, move: Move) -> None:
        self.click("b_resume")
        self._words("resume", move.text("text"))

    def do_kb_draft(self, move: Move) -> None:
        self.more("b_article")
        for name in ("title", "problem", "applies", "steps", "cautions"):
            self.write(f"d_kb_{name}", move.text(name))
        self.click("d_kb_go")

    def _step(self, menu: str, place: int, kind: str, text: str) -> None:
        """Take one step of a drawer that has several."""
        self._choose_step(menu, place)
        if text:
            self.write(f"d_{kind}", text)
        self.click(f"d_{kind}_go")

    def _choose_step(self, menu: str, place: int) -> None:
        self.key(menu).get_by_role("radio").nth(place).click()
        self.settled()

    def do_complaint_open(self, move: Move) -> None:
        self.more("b_complaint")
        if move.text("urgent") == "yes":
            self.key("d_urgent").locator("label").click()
            self.settled()
        self._step("d_complaint_step", 0, "complaint_open", move.text("text"))

    def do_complaint_contact(self, move: Move) -> None:
        self.more("b_complaint")
        self._step("d_complaint_step", 1, "complaint_contact", move.text("text"))

    def do_analyse(self, move: Move) -> None:
        self.more("b_complaint")
        self._choose_step("d_complaint_step", 2)
        for name, text in move.fields.items():
            self.write(f"d_w_{name}", str(text))
        self.click("d_analyse_go")

    def do_correct(self, move: Move) -> None:
        self.more("b_complaint")
        self._step("d_complaint_step", 3, "correct", move.text("text"))

    def do_feed_back(self, move: Move) -> None:
        self.more("b_complaint")
        self._step("d_complaint_step", 4, "feed_back", move.text("text"))

    def do_follow_up(self, move: Move) -> None:
        self.more("b_complaint")
        self._step("d_complaint_step", 5, "follow_up", move.text("text"))

    def _remote(self, place: int, kind: str, text: str = "") -> None:
        self.click("b_remote")
        self._step("d_remote_step", place, kind, text)

    def do_ask_remote(self, move: Move) -> None:
        self._remote(0, "ask_remote", move.text("text"))

    def do_remote_check(self, move: Move) -> None:
        self._remote(1, "remote_check", move.text("text"))

    def do_remote_start(self, _move: Move) -> None:
        """Take the first tool of the list: the one that the handbook names."""
        self._remote(2, "remote_start")

    def do_remote_end(self, _move: Move) -> None:
        self._remote(3, "remote_end")

    def do_remote_cleanup(self, _move: Move) -> None:
        self._remote(4, "remote_cleanup")

    def do_notify(self, move: Move) -> None:
        """Tell the supervisor, for a reason of the list: it proposes none."""
        self.more("b_supervisor")
        self.settled()
        entry = self.page.get_by_role("option").nth(tuple(REASONS).index(move.text("reason")))
        for _ in range(MENU_TRIES):
            self.key("d_notify_reason").locator("input").first.click()
            with suppress(TimeoutError):
                entry.wait_for(state="visible", timeout=MENU_MS)
                break
        entry.click()
        self.settled()
        self.write("d_notify", move.text("text"))
        self.click("d_notify_go")

    def do_reopen(self, move: Move) -> None:
        self.more("b_reopen")
        self.write("d_reopen", move.text("text"))
        self.click("d_reopen_go")

    def do_kb_cite(self, move: Move) -> None:
        self.tab(2)
        self.click(f"cite_{move.text('article')}")

    def do_explain(self, move: Move) -> None:
        what = move.text("what")
        if what:
            self.tab(1)
            self.click(f"explain_{what}")
        else:
            self.more("b_explain")
        for name in ("steps", "effect", "risk"):
            if move.text(name):
                self.write(f"d_plan_{name}_{what}", move.text(name))
        self.click("d_explain_go")

    def do_kb_search(self, move: Move) -> None:
        self.tab(2)
        self.write("kb_query", move.text("query"))

    def do_kb_open(self, move: Move) -> None:
        self.tab(2)
        self.click(f"kb_{move.text('article')}")

    def do_check(self, move: Move) -> None:
        self.tab(1)
        self.click(f"check_{move.text('check')}")

    def do_act(self, move: Move) -> None:
        self.tab(1)
        self.click(f"act_{move.text('action')}")

    def do_escalate(self, move: Move) -> None:
        self.click("b_escalate")
        self.key("esc_to").get_by_text(self.words[move.text("to")], exact=True).click()
        for name in ("symptom", "done", "ask"):
            self.write(f"esc_{name}", move.text(name))
        self.click("esc_go")

    def do_ask_eta(self, _move: Move) -> None:
        self.more("b_eta")

    def _words(self, kind: str, text: str) -> None:
        self.write(f"words_{kind}", text)
        self.click(f"words_{kind}_go")

    def do_update(self, move: Move) -> None:
        self.click("b_progress")
        self._words("update", move.text("text"))

    def do_verify(self, move: Move) -> None:
        self.click("b_verify")
        self._words("verify", move.text("text"))

    def do_ask_rating(self, move: Move) -> None:
        self.more("b_rating")
        self._words("ask_rating", move.text("text"))

    def do_call_back(self, move: Move) -> None:
        self.more("b_callback")
        self._words("call_back", move.text("text"))

    def do_resolve(self, _move: Move) -> None:
        self.click("b_resolve")

    def do_archive(self, move: Move) -> None:
        self.click("b_close")
        for name in ("description", "steps", "feedback"):
            self.write(f"arc_{name}", move.text(name))
        self.click("arc_go")

    def do_close(self, _move: Move) -> None:
        self.click("b_close")
        self.click("close_go")

    def do_wait(self, move: Move) -> None:
        seconds = int(move.text("seconds"))
        if not seconds:
            self.click("b_skip")
            return
        self.more("b_later")
        self.write("wait_for", str(max(1, seconds // 60)))
        self.click("wait_go")

    def do_finish(self, _move: Move) -> None:
        self.more("b_finish")
        self.click("finish_go")


def attempt_in(url: str) -> str:
    """Read the attempt from an address."""
    found = re.search(r"attempt=([0-9a-f]+)", url)
    assert found, url
    return found.group(1)
