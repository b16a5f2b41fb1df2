// Streamlit's own words, which no setting changes, in French: names that screen readers say,
// and the few texts that it writes itself. A source's text is never looked at.
const NAMES = {
  "Skip to main content": "Aller au contenu",
  "Collapse sidebar": "Fermer les filtres",
  "Expand sidebar": "Ouvrir les filtres",
  "Sidebar": "Filtres",
  "Clear all": "Tout retirer",
  "Selected values": "Valeurs choisies",
  "Multiselect options": "Valeurs possibles",
  "No results": "Aucun résultat",
  "Running...": "En cours…",
  "Main menu": "Menu",
  "Close": "Fermer",
  "Open": "Ouvrir",
  "Upload": "Choisir des fichiers",
  "Browse files": "Choisir des fichiers",
  "Connection error": "Essaimer ne répond plus",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "La fenêtre d'où Essaimer a été lancé est peut-être fermée. Relancez-le : cette page reprendra d'elle-même.",
  "Streamlit server is not responding. Are you connected to the internet?":
    "La fenêtre d'où Essaimer a été lancé est peut-être fermée. Relancez-le : cette page reprendra d'elle-même.",
  "streamlit run yourscript.py": "",
};
const REMOVE = /^Remove (.+)$/s;
const OWN = [
  "[data-testid=stSkipToContent]",
  "[data-testid=stMultiSelectDropdown] [role=option] > span",
  "[data-testid=stFileUploader] button",
  "[role=dialog]",
].join(", ");

const french = (words) => {
  if (Object.hasOwn(NAMES, words)) return NAMES[words];
  const removed = REMOVE.exec(words);
  return removed ? `Retirer ${removed[1]}` : undefined;
};

// Streamlit's own sign of a lost connection stands in its hidden toolbar, and in English.
const CUT = "essaimer-cut";
const connection = () => {
  const app = document.querySelector("[data-testid=stApp]");
  const cut = app && app.dataset.testConnectionState !== "CONNECTED";
  const shown = document.getElementById(CUT);
  if (!cut) shown?.remove();
  else if (!shown) {
    const said = document.createElement("div");
    said.id = CUT;
    said.setAttribute("role", "alert");
    said.textContent = "Essaimer ne répond plus. S'il a été fermé, relancez-le : cette page "
      + "reprendra d'elle-même.";
    document.body.append(said);
  }
};

const translate = () => {
  connection();
  for (const element of document.querySelectorAll("[aria-label]")) {
    const said = french(element.getAttribute("aria-label"));
    if (said) element.setAttribute("aria-label", said);
  }
  // « ✕ » and « Uniquement » of a chip say nothing without the chip's words.
  for (const button of document.querySelectorAll("[class*=st-key-pill-] button")) {
    const words = button.closest("[class*=st-key-pill-]").querySelector(".es-chip")?.textContent.replace(/^↑ /, "");
    const does = button.textContent.trim();
    const said = `${does === "✕" ? "Ne pas en tenir compte" : does} (${words})`;
    if (button.getAttribute("aria-label") !== said) button.setAttribute("aria-label", said);
  }
  for (const element of document.querySelectorAll(OWN)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (Object.hasOwn(NAMES, node.data.trim())) node.data = NAMES[node.data.trim()];
    }
  }
};

export default function () {
  if (window.essaimerFrench) return;
  translate();
  let waiting = false;
  window.essaimerFrench = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; translate(); });
  });
  const seen = { childList: true, subtree: true, attributeFilter: ["aria-label", "data-test-connection-state"] };
  window.essaimerFrench.observe(document.body, seen);
}
