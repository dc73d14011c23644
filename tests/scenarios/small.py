"""The smallest scenario that passes every check, so that a test shows only the line it breaks."""

# ruff: noqa: E501  one fact, check or action a line reads best

from collections.abc import Mapping

from policy.problem import Problems

WORLD: Mapping[str, str] = {
    "kiosk.yaml": """\
format: product/1
id: kiosk
name: {zh: "小亭", en: "Kiosk"}
about: {zh: "售票亭", en: "A ticket kiosk"}
functions:
  sell_tickets: {zh: "售票", en: "Sell tickets"}
  print_lists: {zh: "打印名单", en: "Print lists"}
versions: ["1.0", "1.1"]
""",
    "KB-0001.yaml": """\
format: article/1
id: KB-0001
product: kiosk
title: {zh: "亭子没电", en: "No power in the kiosk"}
sections:
  problem: {zh: "屏幕黑", en: "The screen is dark"}
  applies: {zh: "各版本", en: "All versions"}
  steps: {zh: "看插头", en: "Look at the plug"}
  cautions: {zh: "小心触电", en: "Mind the current"}
keywords: [{zh: "黑屏", en: "dark"}]
versions: ["1.1"]
updated: 2026-01-02
advises: ["S900-dark-kiosk/plug_in"]
""",
}

SCENARIO = """\
format: scenario/1
id: S900-dark-kiosk
seed_id: S900
title: {zh: "亭子黑屏", en: "A kiosk is dark"}
kind: outage
handbooks: [STD]
seat: T1
product: kiosk
channels: [phone]
personas:
  - {title: {zh: "售票员", en: "clerk"}, temper: 500, patience_s: 600, jargon_ok: false, verbosity: plain, start_mood: 200}
lives_on: [sell_tickets]
company: {zh: "{name}剧场", en: "{name} Theatre"}
department: [{zh: "票务", en: "Box Office"}]
submitted: ["09:00", "17:00"]
typical: false
time_critical: false
articles: [KB-0001]
draws:
  began_minutes: {low: 10, high: 60}
  kiosks: {low: 3, high: 40}
  play:
    choices: [{zh: "夜航", en: "Night Flight"}, {zh: "海鸥岛", en: "Gull Island"}, {zh: "旧钟", en: "The Old Clock"}]
  weather:
    choices: [{zh: "打雷", en: "thunder"}, {zh: "下雪", en: "snow"}, {zh: "刮风", en: "wind"}]
opening:
  zh: ["您好，亭子黑屏了。"]
  en: ["Hello, the kiosk is dark."]
facts:
  customer_id: {disclosure: on_ask, value: {zh: "{customer_id}", en: "{customer_id}"}, say: {zh: ["{customer_id}"], en: ["{customer_id}"]}}
  contact_name: {disclosure: on_ask, value: {zh: "{contact_name}", en: "{contact_name}"}, say: {zh: ["{contact_name}"], en: ["{contact_name}"]}}
  contact_method: {disclosure: on_ask, value: {zh: "{phone}", en: "{phone}"}, say: {zh: ["{phone}"], en: ["{phone}"]}}
  department: {disclosure: on_ask, value: {zh: "{department}", en: "{department}"}, say: {zh: ["{department}"], en: ["{department}"]}}
  symptom:
    disclosure: open
    value: {zh: "亭子黑屏", en: "kiosk dark"}
    say: {zh: ["黑屏了"], en: ["It is dark"]}
    marks: {zh: [["黑屏"]], en: [["dark"]]}
  trigger: {disclosure: on_ask, value: {zh: "{weather}之后", en: "after {weather}"}, say: {zh: ["{weather}之后"], en: ["after {weather}"]}}
  impact_scope:
    disclosure: on_clarify
    value: {zh: "{kiosks}个亭子都黑", en: "all {kiosks} kiosks dark"}
    vague: {zh: ["就黑了呀"], en: ["It went dark, that is all"]}
    say: {zh: ["有{kiosks}个亭子"], en: ["{kiosks} kiosks"]}
    marks: {zh: [["{kiosks}"], ["亭"]], en: [["{kiosks}"], ["kiosk", "kiosks"]]}
  product_version: {disclosure: on_ask, value: {zh: "小亭1.1", en: "Kiosk 1.1"}, say: {zh: ["小亭1.1"], en: ["Kiosk 1.1"]}}
  since_when: {disclosure: on_ask, value: {zh: "{began_said}", en: "{began_said}"}, say: {zh: ["{began_said}"], en: ["{began_said}"]}}
  workaround: {disclosure: on_ask, value: {zh: "没有，今晚演{play}", en: "none, tonight is {play}"}, say: {zh: ["没有，今晚演{play}"], en: ["none, tonight is {play}"]}}
impacts:
  - {function: sell_tickets, total: kiosks, stopped: kiosks, hindered: 0, alternative: false}
  - {function: print_lists, total: 4, stopped: 1, hindered: 2, alternative: true, after_s: 600, news: {zh: ["名单也打不出了"], en: ["Now lists fail too"]}}
fault_model:
  healthy: {plug: in, fuse: whole, lamp: good, records: kept}
  works: [{plug: in, fuse: whole, lamp: good}, {plug: extension, fuse: whole, lamp: good}]
  cured: [{plug: in, fuse: whole, lamp: good}]
  lost: [{records: gone}]
  causes:
    unplugged: {title: {zh: "插头脱落", en: "Plug pulled out"}, sets: {plug: out}}
    fuse_blown: {title: {zh: "保险丝烧断", en: "Fuse blown"}, sets: {fuse: blown}}
    lamp_dead: {title: {zh: "灯管老化", en: "Lamp worn out"}, sets: {lamp: dead}}
  checks:
    look_at_plug:
      {title: {zh: "看插头", en: "Look at the plug"}, via: ask, cost_s: 30, tier: T1, results: {out: {when: [{plug: out}], text: {zh: "松的", en: "Loose"}}, fine: {text: {zh: "紧的", en: "Tight"}}}}
    look_at_fuse:
      {title: {zh: "看保险", en: "Look at the fuse"}, via: ask, cost_s: 30, tier: T1, results: {black: {when: [{fuse: blown}], text: {zh: "黑的", en: "Black"}}, clear: {text: {zh: "亮的", en: "Clear"}}}}
    listen:
      {title: {zh: "听声音", en: "Listen"}, via: ask, cost_s: 20, tier: T1, results: {hum: {when: [{lamp: dead}], text: {zh: "有声", en: "It hums"}}, silence: {text: {zh: "无声", en: "Silence"}}}}
    measure_current:
      {title: {zh: "量电流", en: "Measure the current"}, via: test, cost_s: 60, tier: T2, results: {some: {when: [{lamp: dead}], text: {zh: "有电", en: "Some"}}, none: {text: {zh: "没电", en: "None"}}}}
  actions:
    plug_in: {title: {zh: "插好插头", en: "push the plug in"}, hand: customer, repair: guidance, cost_s: 30, effects: [{when: [{plug: out}, {plug: extension}], sets: {plug: in}}]}
    use_extension: {title: {zh: "接插线板", en: "use an extension"}, hand: customer, repair: guidance, cost_s: 60, effects: [{when: [{plug: out}], sets: {plug: extension}}]}
    swap_fuse: {title: {zh: "换保险", en: "swap the fuse"}, hand: desk, repair: bug_fix, cost_s: 300, effects: [{when: [{fuse: blown}], sets: {fuse: whole}}]}
    swap_lamp: {title: {zh: "换灯", en: "swap the lamp"}, hand: desk, repair: bug_fix, cost_s: 300, effects: [{when: [{lamp: dead}], sets: {lamp: good}}]}
    wipe_screen: {title: {zh: "擦屏幕", en: "wipe the screen"}, hand: customer, repair: guidance, cost_s: 30}
    reset: {title: {zh: "恢复出厂", en: "reset to factory"}, hand: desk, repair: configuration, cost_s: 90, effects: [{sets: {records: gone}}]}
  relapses:
    - {when: [{plug: extension}], after_s: 900, sets: {plug: out}}
true_causes: [unplugged]
"""


def broken(old: str, new: str, text: str = SCENARIO) -> str:
    """Give the small scenario with one place changed; a place that does not stand exactly once is a mistake."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


def told(problems: Problems, text: str) -> list[tuple[str, str]]:
    """Give each problem as its code and the text of the line it points to, without the margin."""
    lines = text.splitlines()
    return [(one.code, lines[one.line - 1].strip() if one.line else "") for one in problems]
