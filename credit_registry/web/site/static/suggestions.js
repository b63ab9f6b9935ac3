// Names to go on with while somebody types. Without this script the form works as it stands.
"use strict";

(() => {
  const box = document.querySelector("input[data-suggestions]");
  const list = box && document.getElementById(box.getAttribute("list"));
  if (!list || !window.fetch) return;

  const shortest = 2;
  const pause = 150;
  let waiting = 0;
  let asked = "";

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map(({ name, code }) => {
        const option = document.createElement("option");
        option.value = name;
        option.label = code ? `${name} ${code}` : name;
        return option;
      }),
    );
  }

  async function ask(text) {
    asked = text;
    const address = `${box.dataset.suggestions}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && asked === text) show((await answer.json()).suggestions);
    } catch {
      // Without an answer there is nothing to suggest; the search itself is not touched.
    }
  }

  box.addEventListener("input", () => {
    window.clearTimeout(waiting);
    const text = box.value.trim();
    if (text.length < shortest || text === asked) return;
    waiting = window.setTimeout(() => ask(text), pause);
  });
})();
