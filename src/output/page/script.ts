/**
 * The page's one script. It makes reading easier and is needed for nothing: filter, colours, links that open what they
 * lead to, printing of all that is closed. It writes no HTML and keeps nothing.
 */
export const SCRIPT: string = `"use strict";
(() => {
const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
for (const element of all("[data-script]")) element.hidden = false;

// Colours: those of the system until somebody chooses.
const theme = $("#theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const label = () => { theme.textContent = isDark() ? "Light colours" : "Dark colours"; };
theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  label();
});
system.addEventListener("change", label);
label();

// Filter. The texts are read when they are first needed.
const find = $("#find");
const picks = all("#tools input[type=checkbox]");
const clear = $("#clear");
const count = $("#count");
const phases = all(".phase");
const plain = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase();
const boxes = new Map(all("[data-node]").map((box) => [box.getAttribute("href").slice(1), box]));
let entries;
const read = () => entries ??= all(".step, .requirement").map((element) => ({
  element,
  text: plain(element.textContent),
  status: element.dataset.status,
  box: boxes.get(element.querySelector(".body")?.id),
}));
const many = (shown, total, what) =>
  (shown === total ? "" : shown + " of ") + total + " " + what + (total === 1 ? "" : "s");
const apply = () => {
  const words = plain(find.value).split(/\\s+/).filter(Boolean);
  const wanted = new Set(picks.filter((pick) => pick.checked).map((pick) => pick.value));
  const active = words.length > 0 || wanted.size > 0;
  const shown = { step: 0, requirement: 0 };
  const total = { step: 0, requirement: 0 };
  for (const { element, text, status, box } of read()) {
    const kind = status ? "step" : "requirement";
    const fits = words.every((word) => text.includes(word)) && (!status || wanted.size === 0 || wanted.has(status));
    if (element.hidden === fits) element.hidden = !fits;
    box?.classList.toggle("dim", !fits);
    total[kind]++;
    if (fits) shown[kind]++;
  }
  for (const phase of phases) phase.hidden = active && !phase.querySelector(".step:not([hidden])");
  clear.hidden = !active;
  count.textContent = active && shown.step + shown.requirement === 0
    ? "Nothing fits."
    : many(shown.step, total.step, "step") + ", " + many(shown.requirement, total.requirement, "requirement");
};
const reset = () => {
  find.value = "";
  for (const pick of picks) pick.checked = false;
  apply();
};
// Whoever types fast in a large plan is not held up.
let typing;
find.addEventListener("input", () => {
  clearTimeout(typing);
  if (read().length < 2000) apply();
  else typing = setTimeout(apply, 250);
});
for (const pick of picks) pick.addEventListener("change", apply);
clear.addEventListener("click", () => { reset(); find.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !event.target.matches("input[type=search]")) {
    event.preventDefault();
    find.focus();
    find.select();
  } else if (event.key === "Escape" && !clear.hidden) {
    event.preventDefault();
    reset();
  }
});

// All steps open or closed.
const details = all("details");
const fold = $("#fold");
fold.addEventListener("click", () => {
  const open = details.some((each) => !each.open);
  for (const each of details) each.open = open;
});
const named = () => { fold.textContent = details.some((each) => !each.open) ? "Open all steps" : "Close all steps"; };
document.addEventListener("toggle", () => {
  clearTimeout(named.timer);
  named.timer = setTimeout(named);
}, true);
named();

// A link opens what it leads to, and takes the filter away where that is hidden.
const reveal = (hash) => {
  const target = document.getElementById(hash.slice(1));
  if (!target) return;
  if (target.closest("[hidden]")) reset();
  const around = target.closest("details");
  if (!around) {
    if (target.matches("tr")) target.scrollIntoView();
    return;
  }
  around.open = true;
  const line = around.querySelector("summary");
  line.scrollIntoView();
  line.focus({ preventScroll: true });
};
document.addEventListener("click", (event) => {
  const hash = event.target.closest?.("a[href^='#']")?.getAttribute("href");
  if (hash && !event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(reveal, 0, hash);
});
addEventListener("popstate", () => reveal(location.hash));
if (location.hash) reveal(location.hash);

// On paper all is open.
let closed = [];
addEventListener("beforeprint", () => {
  closed = details.filter((each) => !each.open);
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of closed) each.open = false;
});

// The lines of the box that somebody looks at.
const lines = all(".lines path[data-from]");
const heat = (box) => {
  for (const hot of all(".hot")) hot.classList.remove("hot");
  const node = box?.dataset.node;
  if (node === undefined) return;
  for (const line of lines) {
    const { from, to } = line.dataset;
    if (from !== node && to !== node) continue;
    line.classList.add("hot");
    line.parentNode.append(line);
    $("[data-node='" + (from === node ? to : from) + "']").classList.add("hot");
  }
};
for (const type of ["pointerover", "focusin"]) {
  $(".graph svg")?.addEventListener(type, (event) => heat(event.target.closest("[data-node]")));
}
for (const type of ["pointerleave", "focusout"]) $(".graph svg")?.addEventListener(type, () => heat());

// Where the reader is.
const places = new Map(all("nav > ul > li > a").map((link) => [link.getAttribute("href").slice(1), link]));
const seen = new Set();
const watch = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target.id);
  const here = [...places.keys()].find((id) => seen.has(id));
  for (const [id, link] of places) {
    if (id === here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}, { rootMargin: "-20% 0px -60% 0px" });
for (const id of places.keys()) {
  const section = document.getElementById(id);
  if (section) watch.observe(section);
}
})();
`;
