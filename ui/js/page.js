// What a screen needs of the browser: its language, Enter in a text box, where one was before,
// and where the focus goes. Mounted twice: before the boxes, and after all the rest, when the
// screen that `data` describes is on the page.
const MAIN = "[data-testid=stMain]";
const BOXES = ".st-key-q textarea, .st-key-fiche-question textarea";
const KEPT = "essaimer-places";
const MOST = 50;

const main = () => document.querySelector(MAIN);

// Links to a fiche in their order: one fiche may be both answered from and listed.
const linksTo = (fiche) => [...document.querySelectorAll(`${MAIN} a[href]`)].filter(
  (link) => new URL(link.href).searchParams.get("fiche") === fiche,
);

// The first link in sight and where it stands: what is above it may be taller the next time.
const inSight = () => {
  const links = [...document.querySelectorAll(`${MAIN} a[href]`)];
  const nth = links.findIndex((link) => link.getBoundingClientRect().top >= 0);
  const link = links[nth];
  return link && { nth, href: link.href, y: link.getBoundingClientRect().top };
};

const places = () => {
  try { return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"); } catch { return []; }
};

const remember = (page, link) => {
  if (page.place === undefined) return;
  const fiche = link ? new URL(link.href).searchParams.get("fiche") : null;
  const here = {
    place: page.place, top: main()?.scrollTop ?? 0, fiche,
    nth: fiche ? linksTo(fiche).indexOf(link) : -1, sight: inSight(),
  };
  const others = places().filter((known) => known.place !== page.place);
  try { sessionStorage.setItem(KEPT, JSON.stringify([here, ...others].slice(0, MOST))); } catch {
    // A browser that keeps nothing forgets where one was; all else works.
  }
};

// What stays of the screen before goes when the run ends.
const running = () =>
  document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";

// Streamlit sends a screen in pieces: tries again until `act` says true, or something is done.
const soon = (page, act, left = 100) => {
  const moves = page.moves;
  const attempt = (more) => {
    if (page.moves !== moves) return;
    if ((!running() && act(more === 0)) || !more) return;
    setTimeout(() => attempt(more - 1), 100);
  };
  attempt(left);
};

const goBackTo = (page, was, focus) => soon(page, (last) => {
  const area = main();
  const link = was.fiche ? linksTo(was.fiche)[was.nth] : undefined;
  const ready = area && area.scrollHeight - area.clientHeight >= was.top - 1;
  if (!last && !(ready && (link || !was.fiche))) return false;
  if (focus) link?.focus({ preventScroll: true });
  area?.scrollTo(0, was.top);
  const { nth, href, y } = was.sight ?? {};
  const mark = document.querySelectorAll(`${MAIN} a[href]`)[nth];
  if (mark && mark.href === href) area?.scrollBy(0, mark.getBoundingClientRect().top - y);
  return true;
});

const see = (page, id) => soon(page, () => {
  const mark = document.getElementById(id);
  if (!mark) return false;
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  return true;
});

const focusOn = (page, selector) => soon(page, () => {
  const found = document.querySelector(selector);
  if (!found) return false;
  if (found.tagName === "H1") found.tabIndex = -1;
  found.focus({ preventScroll: true });
  return true;
});

// As by a click of the mouse: a box that keeps the focus would also keep what is typed in it,
// whatever the address says next.
const send = (box) => {
  const form = box.closest("[data-testid=stForm]");
  box.blur();
  form?.querySelector("[data-testid=stFormSubmitButton] button")?.click();
  box.focus({ preventScroll: true });
};

const start = () => {
  const page = { place: undefined, screen: undefined, fiche: undefined, back: false, moves: 0 };
  document.documentElement.lang = "fr";
  document.addEventListener("keydown", (event) => {
    page.moves += 1;
    const plain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
    if (event.key !== "Enter" || !plain || event.isComposing || !event.target.matches(BOXES)) return;
    event.preventDefault();
    event.stopPropagation();
    send(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    page.moves += 1;
    const link = event.target.closest("a[href]");
    const inside = link?.getAttribute("href").startsWith("#") && link.closest(".es-quote");
    if (inside) {
      // The address stays what it is: a fragment in it would be one more step back.
      event.preventDefault();
      see(page, link.getAttribute("href").slice(1));
      return;
    }
    remember(page, link);
    page.back = link?.closest(".st-key-way-back") != null;
  }, true);
  for (const name of ["wheel", "touchmove"]) {
    document.addEventListener(name, () => { page.moves += 1; }, { passive: true, capture: true });
  }
  window.addEventListener("popstate", () => {
    page.moves += 1;
    remember(page);
    page.back = true;
  });
  window.addEventListener("pagehide", () => remember(page));
  // Enter may have been pressed before this script was there to mind it.
  const typed = document.activeElement;
  if (typed?.matches(BOXES) && typed.value.trim() && typed.value.endsWith("\n")) send(typed);
  return page;
};

const arrive = (page, data) => {
  if (page.place === data.place) return;
  const first = page.place === undefined;
  const how = performance.getEntriesByType("navigation")[0]?.type;
  const back = first ? ["reload", "back_forward"].includes(how) : page.back;
  const was = back ? places().find((known) => known.place === data.place) : undefined;
  const sameFiche = data.fiche && page.fiche === data.fiche;
  const otherScreen = page.screen !== data.screen;
  Object.assign(page, { place: data.place, screen: data.screen, fiche: data.fiche, back: false });
  if (was) goBackTo(page, was, !first);
  else if (sameFiche && data.anchor) { see(page, data.anchor); return; }
  else if (!first) main()?.scrollTo(0, 0);
  const coarse = window.matchMedia("(pointer: coarse)").matches;
  if (data.box && !coarse && (first || !was)) focusOn(page, BOXES);
  else if (!first && !(was && was.fiche) && otherScreen) focusOn(page, `${MAIN} h1`);
};

export default function ({ data }) {
  window.essaimer ??= start();
  if (data?.place !== undefined) arrive(window.essaimer, data);
}
