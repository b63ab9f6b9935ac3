// Tells whoever works at the desk before an unused session ends; everything works without it.
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
