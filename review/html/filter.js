// @ts-nocheck: runs in the browser, within the page of the review.
const form = document.querySelector("form.filter");
const rows = [...document.querySelectorAll("tr.function")];
const wanted = { all: () => true, changed: (way) => way !== "unchanged", broadened: (way) => way === "broadened" };

for (const row of rows) row.dataset.text = `${row.dataset.module} ${row.textContent}`.toLowerCase();

function filter() {
  const { text, module, show, risk } = Object.fromEntries(new FormData(form));
  const words = text.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const { dataset } = row;
    row.hidden = !(
      words.every((word) => dataset.text.includes(word)) &&
      (module === "" || dataset.module === module) &&
      wanted[show](dataset.direction) &&
      Number(dataset.risk) >= Number(risk)
    );
  }
  const isNarrow = text.trim() !== "" || module !== "" || risk !== "0" || show === "broadened";
  hideWithoutRows("table.matrix tbody", () => false);
  hideWithoutRows("table.matrix", () => false);
  hideWithoutRows(".permissions", (part) => !isNarrow && part.querySelector(".texts"));
  hideWithoutRows(".subject", ({ dataset }) => !isNarrow && (show === "all" || "changed" in dataset));
  tell();
}

/** Hides what has no row left to show, unless it has something else to say. */
function hideWithoutRows(selector, speaks) {
  for (const part of document.querySelectorAll(selector))
    part.hidden = !part.querySelector("tr.function:not([hidden])") && !speaks(part);
}

function tell() {
  const shown = rows.filter((row) => !row.hidden).length;
  form.querySelector("[role=status]").textContent = `${shown} of ${rows.length} functions`;
  document.querySelector(".nothing").hidden = document.querySelector(".subject:not([hidden])") !== null;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
// A reset event comes before the fields have their first values again.
form.addEventListener("reset", () => setTimeout(filter));
form.hidden = false;
filter();
