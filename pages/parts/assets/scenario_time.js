// How scenario time goes on in the browser, and how a span of it is written; put before whatever ticks.
function span(seconds, words) {
  const whole = Math.max(0, Math.floor(seconds));
  const h = Math.floor(whole / 3600), m = Math.floor((whole % 3600) / 60), s = whole % 60;
  const two = (n) => String(n).padStart(2, "0");
  if (h >= 48) return words.days.replace("{d}", Math.floor(h / 24)).replace("{h}", h % 24);
  if (h >= 1) return words.hours.replace("{h}", h).replace("{m}", two(m));
  return `${two(m)}:${two(s)}`;
}

function scenarioNow(data, wallMs) {
  const quiet = (wallMs - data.wall_ms) / 1000;
  if (!data.live || quiet >= data.absence_s) return data.now_ms;
  return data.now_ms + Math.max(0, quiet - data.grace_s) * 1000;
}

