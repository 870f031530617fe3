// The map: zoom and pan by mouse, touch and keys; what is in view is asked for again.
const frame = document.querySelector("#map");
const svg = document.querySelector("#svg");
const layer = document.querySelector("#clusters");
const where = document.querySelector("#where");
const whole = frame.dataset.view.split(" ").map(Number);
const NS = "http://www.w3.org/2000/svg";
let view = [...whole];
let days = "";
let asked = 0;
let timer = 0;

function show() {
  svg.setAttribute("viewBox", view.join(" "));
  clearTimeout(timer);
  timer = setTimeout(fetchClusters, 120);
}

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

async function fetchClusters() {
  const mine = ++asked;
  const [x, y, w, h] = view;
  const query = new URLSearchParams(frame.dataset.query);
  if (days) query.set("day", days);
  const list = new URLSearchParams(query);
  for (const [key, value] of Object.entries({ west: x / 10, east: (x + w) / 10, south: -(y + h) / 10, north: -y / 10 }))
    query.set(key, value.toFixed(4));
  const answer = await fetch(`/map.json?${query}`);
  const found = await answer.json();
  if (mine !== asked) return;
  if (!answer.ok) {
    where.textContent = found.error;
    return;
  }
  const drawn = found.clusters.map((c) => {
    const link = new URLSearchParams(list);
    if (c.place) link.set("place", c.place);
    const label = `${c.place ?? "several places"}: ${c.events} event${c.events === 1 ? "" : "s"}`;
    const a = element("a", { href: `/events?${link}`, "aria-label": label });
    if (c.reach > c.dot) a.append(element("circle", { class: "reach", cx: c.x, cy: c.y, r: c.reach }));
    a.append(element("circle", { class: c.place ? "dot" : "dot several", cx: c.x, cy: c.y, r: c.dot }));
    a.append(element("text", { x: c.x, y: c.y, "font-size": c.dot * 0.8 }, c.events));
    a.append(element("title", {}, label));
    return a;
  });
  layer.replaceChildren(...drawn);
  document.querySelector("#placed").textContent = found.placed.toLocaleString("en");
  const inside = found.clusters.reduce((sum, c) => sum + c.events, 0);
  where.textContent = `${inside.toLocaleString("en")} events in view`;
  frame.dataset.asked = String(mine);
}

function zoom(by, at = [0.5, 0.5]) {
  const [x, y, w, h] = view;
  const width = Math.min(whole[2], Math.max(10, w * by));
  const height = (width / w) * h;
  view = [x + (w - width) * at[0], y + (h - height) * at[1], width, height];
  show();
}

function pan(dx, dy) {
  view = [view[0] + dx * view[2], view[1] + dy * view[3], view[2], view[3]];
  show();
}

svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(event.deltaY > 0 ? 1.25 : 0.8, [(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height]);
}, { passive: false });
const held = new Map();
let moved = 0;
svg.addEventListener("pointerdown", (event) => {
  held.set(event.pointerId, [event.clientX, event.clientY]);
  moved = 0;
});
svg.addEventListener("pointermove", (event) => {
  if (!held.has(event.pointerId)) return;
  const [x, y] = held.get(event.pointerId);
  const box = svg.getBoundingClientRect();
  const others = [...held].filter(([id]) => id !== event.pointerId);
  const now = [event.clientX, event.clientY];
  moved += Math.abs(now[0] - x) + Math.abs(now[1] - y);
  held.set(event.pointerId, now);
  if (others.length) {
    const [ox, oy] = others[0][1];
    zoom(Math.hypot(x - ox, y - oy) / Math.max(1, Math.hypot(now[0] - ox, now[1] - oy)));
  } else if (moved > 3) {
    svg.setPointerCapture(event.pointerId);
    pan((x - now[0]) / box.width, (y - now[1]) / box.height);
  }
});
for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, (event) => held.delete(event.pointerId));
svg.addEventListener("click", (event) => moved > 3 && event.preventDefault(), true);
svg.addEventListener("keydown", (event) => {
  const moves = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
  if (moves[event.key]) pan(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") zoom(0.5);
  else if (event.key === "-") zoom(2);
  else return;
  event.preventDefault();
});
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    const by = Number(button.dataset.zoom);
    if (by) return zoom(by);
    view = [...whole];
    show();
  });
}
const time = document.querySelector("#time");
if (time) {
  const [from, to, span] = ["#from", "#to", "#span"].map((s) => time.querySelector(s));
  const months = span.dataset.months.split(" ");
  const bars = [...time.querySelectorAll("rect")];
  time.addEventListener("input", () => {
    const [a, b] = [Number(from.value), Number(to.value)].sort((m, n) => m - n);
    span.textContent = `${months[a]} to ${months[b]}`;
    days = a === 0 && b === months.length - 1 ? "" : `${months[a]}..${months[b]}`;
    bars.forEach((bar, n) => bar.classList.toggle("out", n < a || n > b));
    show();
  });
}
