// Tells whoever works at the desk before an unused session ends, and takes shortcuts where they are
// on; everything works without it.
(() => {
  "use strict";
  const warning = document.getElementById("session-warning");
  const { idleMinutes, warningMinutes, address } = warning.dataset;
  const MINUTE = 60000;
  let timer;

  const wait = () => {
    warning.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => { warning.hidden = false; }, (idleMinutes - warningMinutes) * MINUTE);
  };

  warning.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(address, { redirect: "manual" });
    if (answer.ok) { wait(); } else { window.location.reload(); }
  });
  document.addEventListener("keydown", (event) => {
    const open = document.querySelector(".desk-bar details[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  wait();
})();

(() => {
  "use strict";
  const listed = document.getElementById("shortcuts");
  if (!listed) { return; }
  const known = new Map([...listed.children].map((item) => [item.dataset.keys, item]));
  const TYPED_IN = "input, textarea, select, [contenteditable]";
  const WITHIN = 1500;
  let before = "";
  let at = 0;

  const step = (by) => {
    const rows = [...document.querySelectorAll("main tbody tr")]
      .map((row) => row.querySelector("a, button, input"))
      .filter((found) => found && found.offsetParent !== null);
    if (!rows.length) { return; }
    const here = rows.findIndex((found) => found.closest("tr").contains(document.activeElement));
    const first = by > 0 ? 0 : rows.length - 1;
    rows[here < 0 ? first : Math.min(Math.max(here + by, 0), rows.length - 1)].focus();
  };

  const act = (keys) => {
    const field = keys === "/" && document.querySelector("main [role=search] input");
    if (keys === "j" || keys === "k") { step(keys === "j" ? 1 : -1); }
    else if (field) { field.focus(); }
    else { window.location.assign(known.get(keys).querySelector("a").href); }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.target.matches(TYPED_IN) && event.target.type !== "checkbox") { return; }
    const both = event.timeStamp - at < WITHIN ? `${before} ${event.key}` : "";
    const keys = known.has(both) ? both : event.key;
    before = event.key;
    at = event.timeStamp;
    if (known.has(keys)) {
      event.preventDefault();
      before = "";
      act(keys);
    }
  });
})();
