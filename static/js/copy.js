// Buttons that copy a citation, with its italics where the clipboard takes them. Without this file they stay hidden, and
// a click on a citation selects it.
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

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copy(document.getElementById(button.dataset.copies));
    // Emptied first, so that the same words are announced each time.
    status.textContent = "";
    setTimeout(() => { status.textContent = copied ? button.dataset.said : button.dataset.failed; }, 50);
  });
}
