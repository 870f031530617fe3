// The article: words light their records and records their words; all of it goes by keyboard.
const article = document.querySelector("article").dataset.article;
const cards = [...document.querySelectorAll(".card")];
const status = document.querySelector("#status");
const search = document.querySelector("#search");
const help = document.querySelector("#help");
const words = new Map();
for (const run of document.querySelectorAll(".text [data-r]")) {
  for (const id of run.dataset.r.split(" ")) {
    if (!words.has(id)) words.set(id, []);
    words.get(id).push(run);
  }
}
let current = null;

function light(id, name, on) {
  for (const run of words.get(id) ?? []) run.classList.toggle(name, on);
  document.getElementById(id)?.classList.toggle(name === "lit" ? "current" : name, on);
}

function choose(id, { scroll = true, focus = true } = {}) {
  if (current) light(current, "lit", false);
  current = id;
  light(id, "lit", true);
  const card = document.getElementById(id);
  card.closest("details")?.setAttribute("open", "");
  if (scroll) words.get(id)?.[0]?.scrollIntoView({ block: "center" });
  card.scrollIntoView({ block: "nearest" });
  if (focus) card.querySelector(".to").focus({ preventScroll: true });
  history.replaceState(null, "", `#${id}`);
}

function step(by) {
  const shown = cards.filter((c) => !c.hidden && (!c.closest("details") || c.closest("details").open));
  if (!shown.length) return;
  const at = shown.findIndex((c) => c.id === current);
  choose(shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + by))].id);
}

async function judge(verdict) {
  if (!current) return;
  const body = new URLSearchParams({ record: `${article}/${current}`, verdict });
  const answer = await fetch("/verdict", { method: "POST", body, headers: { accept: "application/json" } });
  const said = await answer.json();
  if (!answer.ok) {
    status.textContent = said.error;
    if (said.error.includes("name")) document.querySelector("#who-am-i").focus();
    return;
  }
  const head = document.querySelector(`#${CSS.escape(current)} .head`);
  head.querySelector(".verdict")?.remove();
  if (verdict !== "open") {
    const mark = document.createElement("span");
    mark.className = `verdict ${verdict}`;
    mark.textContent = verdict === "accepted" ? "✓ accepted" : "✗ rejected";
    head.append(mark);
  }
  status.textContent = `${current}: ${verdict}, by ${said.by}`;
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => judge("accepted"),
  x: () => judge("rejected"),
  o: () => judge("open"),
  e: () => current && document.querySelector(`#${CSS.escape(current)} .edit`).click(),
  "/": () => search.focus(),
  "?": () => help.showModal(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
document.querySelector("#help-button").addEventListener("click", () => help.showModal());
search.addEventListener("input", () => {
  const wanted = search.value.toLowerCase();
  for (const card of cards) card.hidden = !card.textContent.toLowerCase().includes(wanted);
});
document.querySelector(".text").addEventListener("click", (event) => {
  const run = event.target.closest("a[data-r]");
  if (!run) return;
  event.preventDefault();
  choose(run.hash.slice(1), { scroll: false });
});
document.querySelector("#records").addEventListener("click", (event) => {
  const to = event.target.closest("a.to");
  if (!to) return;
  event.preventDefault();
  choose(to.closest(".card").id);
});
for (const [on, name] of [["mouseover", true], ["mouseout", false]]) {
  document.querySelector(".beside").addEventListener(on, (event) => {
    const card = event.target.closest(".card");
    const run = event.target.closest("a[data-r]");
    const id = card?.id ?? run?.hash.slice(1);
    if (id) light(id, "hover", name);
  });
}
function arrive() {
  const id = decodeURIComponent(location.hash.slice(1)).replace(/^w-/, "");
  if (id && document.getElementById(id)?.matches(".card")) choose(id);
}
window.addEventListener("hashchange", arrive);
arrive();
