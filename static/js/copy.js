// Buttons that copy a citation, with its italics where the clipboard takes them. Without this file there are none, and a
// click on a citation selects it.
"use strict";

const status = document.querySelector("[data-copied]");

async function copy(text) {
  const plain = text.textContent.trim();
  try {
    const parts = { "text/plain": plain, "text/html": text.innerHTML.replaceAll(/<wbr>|<\/?span[^>]*>/g, "").trim() };
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    // A page that did not come over HTTPS has no clipboard of this kind.
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  }
}

for (const text of document.querySelectorAll(".way > .cited")) {
  const name = text.previousElementSibling;
  const button = document.createElement("button");
  name.id = `${text.id}-name`;
  button.type = "button";
  button.textContent = status.dataset.copy;
  button.dataset.copies = text.id;
  button.setAttribute("aria-describedby", name.id);
  button.addEventListener("click", async () => {
    const said = await copy(text) ? status.dataset.copied : status.dataset.failed;
    // Emptied first, so that the same words are announced each time.
    status.textContent = "";
    setTimeout(() => { status.textContent = said.replace("%s", () => name.textContent); }, 50);
  });
  text.after(button);
}
