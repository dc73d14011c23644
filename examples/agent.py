"""A program that takes drills: it asks what the form wants, looks where it may, and passes on what it cannot mend.

Run `python examples/agent.py --handbook STD --lang en --seeds 5`. It understands nothing of what it is told and knows
nothing of any case; it is there to show how a better agent would be plugged in, and what such a one is worth here.
"""

import argparse
from collections.abc import Mapping
from typing import Any

from mysterydesk.environment import Environment

Seen = Mapping[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "hello": "Hello, this is Robin from the support desk. I am sorry for the trouble; I will note everything "
        "down first and then look into it.",
        "ask": "Could you tell me this, please: {title}?",
        "passed": "I have passed your case on to our specialists and stay your contact.",
        "works": "Could you try once more, please: does it work for you now?",
        "rate": "Thank you. How satisfied are you with the way this was handled?",
        "bye": "Thank you for your patience. Goodbye!",
    },
    "zh": {
        "hello": "您好，这里是技术支持，我是小罗。给您添麻烦了，我先把情况记全，再马上处理。",
        "ask": "请问{title}是什么？",
        "passed": "已经转给专门的同事处理，后续仍由我跟您联系。",
        "works": "麻烦您再试一次，现在可以正常用了吗？",
        "rate": "谢谢。您对这次服务满意吗，请打个分。",
        "bye": "感谢您的耐心，再见！",
    },
}


def told(seen: Seen) -> str:
    """Join what the customer said in answer to the last step."""
    return " ".join(str(one["text"]) for one in seen["news"] if one["kind"] == "customer.msg")


def ask_and_note(desk: Environment, words: Mapping[str, str], seen: Seen) -> Seen:
    """Ask for every field that the form requires, and note the answer in the customer's own words."""
    for field in [one for one in seen["form"]["fields"] if one["required"]]:
        seen = desk.step("say", text=words["ask"].format(title=field["title"]))
        if answer := told(seen):
            seen = desk.step("field", name=field["name"], value=answer)
    return seen


def look_everywhere(desk: Environment, seen: Seen) -> Seen:
    """Run every check that is this seat's and needs nothing first."""
    for check in [one for one in seen["checks"] if one["may"] and not one["needs"]]:
        seen = desk.step("check", check=check["id"])
    return seen


def pass_on(desk: Environment, words: Mapping[str, str], seen: Seen) -> Seen:
    """Hand over to the next line with what is known, and wait until something was mended."""
    symptom = str(seen["lines"][0].get("text", "")) or "-"
    shown = "; ".join(str(one["text"]) for one in seen["lines"] if one["kind"] == "check.run") or "-"
    seen = desk.step(
        "escalate", to=seen["form"]["tiers"][1]["code"], symptom=symptom, done=shown, ask=words["passed"]
    )
    seen = desk.step("say", text=words["passed"])
    for _ in range(12):
        if any(one["kind"] == "fix.provided" for one in seen["lines"]) or seen["over"]:
            break
        seen = desk.step("wait", seconds=1200)
    return seen


def take(desk: Environment, lang: str, seed: int) -> Mapping[str, Any]:
    """Take one drill from the first word to the last."""
    words, seen = WORDS[lang], desk.reset(seed)
    if "answer_call" in seen["moves"]:
        desk.step("answer_call")
    desk.step("say", text=words["hello"])
    seen = desk.step("assign", to="me")
    seen = ask_and_note(desk, words, seen)
    if seen["form"]["priorities"]:
        seen = desk.step("priority", level=seen["form"]["priorities"][1]["code"])
    pass_on(desk, words, look_everywhere(desk, seen))
    desk.step("verify", text=words["works"])
    desk.step("ask_rating", text=words["rate"])
    desk.step("resolve")
    desk.step("say", text=words["bye"])
    desk.step("finish")
    return desk.scorecard()


def main() -> None:
    """Take drills and print what each was worth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--handbook", default="STD")
    parser.add_argument("--lang", choices=sorted(WORDS), default="en")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    desk = Environment(options.handbook, options.lang)
    for seed in range(1, options.seeds + 1):
        card = take(desk, options.lang, seed)
        low, high = card["total"]
        unmet = sum(one["verdict"] == "not_met" for one in card["findings"])
        print(f"{card['id']:<40} {card['verdict']:<7} {low:>5.1f} .. {high:>5.1f}  not met: {unmet}")


if __name__ == "__main__":
    main()
