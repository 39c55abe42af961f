"use strict";
{
    // The box in which a relation is chosen (select2) has no name that a screen reader could say, and calls its own
    // words a text box. It is called by the label of its field, and by what is chosen.
    const nameBoxes = () => {
        for (const select of document.querySelectorAll("select.admin-autocomplete")) {
            const box = select.nextElementSibling;
            const chosen = box && box.querySelector(".select2-selection__rendered");
            if (!chosen) {
                continue;
            }
            const label = document.querySelector(`label[for="${select.id}"]`);
            if (label) {
                label.id = label.id || `${select.id}_label`;
            }
            chosen.removeAttribute("role");
            chosen.removeAttribute("aria-readonly");
            chosen.parentElement.setAttribute("aria-labelledby", `${label ? label.id : select.id} ${chosen.id}`);
        }
    };
    // On a narrow screen a row stands as a block, each cell under the head of its column.
    const headCells = () => {
        for (const table of document.querySelectorAll(".tabular table")) {
            for (const head of table.querySelectorAll("thead th[class*='column-']")) {
                const name = [...head.classList].find((each) => each.startsWith("column-")).slice("column-".length);
                for (const cell of table.querySelectorAll(`td.field-${name}`)) {
                    cell.dataset.head = head.firstChild.textContent.trim();
                }
            }
            for (const cell of table.querySelectorAll("td.delete")) {
                cell.dataset.head = table.querySelector("thead th:last-of-type").textContent.trim();
            }
            table.classList.add("headed");
        }
    };
    // Boxes are made by what waits for the page to be ready, which may come after `load`: after those, then.
    const settle = () => {
        nameBoxes();
        headCells();
    };
    window.addEventListener("load", () => django.jQuery(() => setTimeout(settle)));
    document.addEventListener("formset:added", () => setTimeout(settle));
}
