// Streamlit's upload box has English words only: they are put into French as they come.
const exact = {
  "Upload": "Choisir des fichiers",
  "Drag and drop files here": "Déposez ici",
  "Drag and drop a file here": "Déposez ici",
};
const refused = "ce fichier n'a pas pu être envoyé : il dépasse LIMIT Mo, ou la connexion s'est "
  + "coupée ; partagez-le en plusieurs, ou recommencez";
const units = { B: "octets", KB: "Ko", MB: "Mo", GB: "Go" };
const size = (words) => words.replace(
  /([0-9]+)(?:[.]([0-9]+))?(GB|MB|KB|B)$/,
  (_, whole, part, unit) =>
    whole + (part && unit !== "B" && part !== "0" ? "," + part : "") + " " + units[unit],
);
const translated = (words) => {
  if (exact[words]) return exact[words];
  if (/^[0-9.]+(GB|MB|KB|B)$/.test(words)) return size(words);
  if (/ per file\b/.test(words)) return "ou déposez-les ici";
  if (/^(Error: |File must be |File size is |Unexpected error|Upload failed)/.test(words)) {
    return refused;
  }
  return words;
};
const named = (words) => words
  .replace(/^Add files$/, "Ajouter des fichiers")
  .replace(/^file upload$/i, "Fichiers à lire")
  .replace(/^Remove (.*)$/, "Retirer $1")
  .replace(/^Cancel upload of (.*)$/, "Annuler l'envoi de $1");
const say = () => {
  const places = "[data-testid=stFileUploader], [data-testid=stTooltipContent]";
  for (const place of document.querySelectorAll(places)) {
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.parentElement.closest("[data-testid=stFileChipName]")) continue;
      const alert = node.parentElement.closest("[role=alert]");
      if (alert) {
        if (alert.textContent !== refused) {
          node.nodeValue = node === alert.firstChild ? refused : "";
        }
        continue;
      }
      const words = translated(node.nodeValue.trim());
      if (words !== node.nodeValue.trim()) node.nodeValue = words;
    }
    for (const element of place.querySelectorAll("[aria-label]")) {
      const words = named(element.getAttribute("aria-label"));
      if (words !== element.getAttribute("aria-label")) element.setAttribute("aria-label", words);
    }
    // Icons are ligatures of English words: seen as pictures, not to be read aloud.
    for (const icon of place.querySelectorAll("[data-testid=stIconMaterial]")) {
      if (icon.getAttribute("aria-hidden") !== "true") icon.setAttribute("aria-hidden", "true");
    }
    for (const chip of place.querySelectorAll("[data-testid=stFileChip][aria-label]")) {
      const words = size(chip.getAttribute("aria-label"));
      if (words !== chip.getAttribute("aria-label")) chip.setAttribute("aria-label", words);
    }
  }
};
export default function () {
  const watch = new MutationObserver(say);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true,
    attributes: true, attributeFilter: ["aria-label"] });
  say();
  return () => watch.disconnect();
}
