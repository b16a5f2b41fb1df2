// Writes a filter's counts beside the names in its list of options. A name never holds its
// count: the browser sends names back, and counts change while one looks at them.
export default function ({ data }) {
  window.essaimerCounts = data;
  if (window.essaimerCounting) return;
  const write = () => {
    const box = document.querySelector("[class*=st-key-facet_] input[aria-expanded=true]");
    const widget = box?.closest("[class*=st-key-facet_]");
    const key = [...(widget?.classList ?? [])].find((name) => name.startsWith("st-key-"));
    const counts = window.essaimerCounts[key?.slice("st-key-".length)] ?? {};
    for (const option of document.querySelectorAll("[role=option] [data-item-hl]")) {
      const name = option.textContent;
      if (Object.hasOwn(counts, name)) option.dataset.count = counts[name];
      else delete option.dataset.count;
    }
  };
  window.essaimerCounting = new MutationObserver(write);
  const seen = { childList: true, subtree: true, characterData: true };
  window.essaimerCounting.observe(document.body, seen);
}
