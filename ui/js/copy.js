// Puts a text, or the page's own address, in the clipboard, and says so.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("span");
  const old = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    return done;
  };
  button.onclick = async () => {
    const text = data.text ?? window.location.href;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch { done = old(text); }
    said.textContent = done ? data.done : data.refused;
  };
}
