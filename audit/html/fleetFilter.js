// @ts-nocheck: runs in the browser, within the page of a fleet's audit.
const form = document.querySelector("form.filter");
const entries = [...document.querySelectorAll("tr.entry")].map((row) => ({ row, text: row.textContent.toLowerCase() }));

function filter() {
  const words = new FormData(form).get("text").toLowerCase().split(/\s+/);
  for (const { row, text } of entries) row.hidden = !words.every((word) => text.includes(word));
  const shown = entries.filter(({ row }) => !row.hidden).length;
  form.querySelector("[role=status]").textContent = `${shown} of ${entries.length} rows`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
// A reset event comes before the fields have their first values again.
form.addEventListener("reset", () => setTimeout(filter));
form.hidden = false;
filter();
