// @ts-nocheck: runs in the browser, within the page of the report. What is shown stands in the address, behind the #.
const form = document.querySelector("form.filter");
const table = document.querySelector("table.tenants");
const textOf = (part) => part.textContent.toLowerCase();
const wordsIn = (row, kind) => [...row.querySelectorAll(kind)].map((part) => part.textContent);

/** What there is to tell behind a link of the table. */
const reported = new Map([...document.querySelectorAll(".detail")].map((part) => [`#${part.id}`, part]));
/** Without the names: else who looks for one tenant finds all that have the same to tell. */
const toldText = new Map(
  [...reported].map(([place, part]) => [place, textOf(part).replace(textOf(part.querySelector(".names")), "")]),
);

const rows = [...table.querySelectorAll("tr.tenant")].map((row) => {
  const name = row.querySelector("b").textContent;
  const links = [...row.querySelectorAll("a")].map((link) => {
    const { profile } = link.closest("td").dataset;
    return { link, profile, key: profile === undefined ? name : `${name}/${profile}` };
  });
  const cells = [...row.querySelectorAll("td[data-profile]")];
  const text = (shown) => [textOf(row), ...shown.map(({ link }) => toldText.get(link.getAttribute("href")))].join(" ");
  return {
    row,
    links,
    groups: wordsIn(row, ".group"),
    tags: wordsIn(row, ".tag"),
    outcome: row.cells[1].className,
    outcomes: new Map(cells.map((cell) => [cell.dataset.profile, cell.className])),
    moved: (profile) => cells.some((cell) => fits(profile, cell.dataset.profile) && cell.querySelector("em")),
    text: (profile) => text(profile ? links.filter((each) => each.profile === profile) : links),
  };
});

const fits = (wanted, value) => !wanted || wanted === value;

/** Whether a tenant is to be shown. With a profile chosen, the outcome is that of the profile. */
function isWanted(tenant, { text = "", outcome, profile, group, tag, moved }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!profile || tenant.outcomes.has(profile)) &&
    fits(outcome, profile ? tenant.outcomes.get(profile) : tenant.outcome) &&
    (!group || tenant.groups.includes(group)) &&
    (!tag || tenant.tags.includes(tag)) &&
    (!moved || tenant.moved(profile)) &&
    (words.length === 0 || words.every((word) => tenant.text(profile).includes(word)))
  );
}

/** Shows what the address asks for. */
function show() {
  const requested = new URLSearchParams(location.hash.slice(1));
  const filter = Object.fromEntries(requested);
  for (const old of table.querySelectorAll(".opened")) old.remove();
  let count = 0;
  for (const tenant of rows) {
    tenant.row.hidden = !isWanted(tenant, filter);
    if (!tenant.row.hidden) count += 1;
    for (const each of tenant.links)
      open(tenant, each, !tenant.row.hidden && requested.getAll("open").includes(each.key));
  }
  for (const part of table.tBodies) part.hidden = !part.querySelector("tr.tenant:not([hidden])");
  for (const part of table.querySelectorAll("[data-profile]"))
    part.hidden = !fits(filter.profile, part.dataset.profile);
  table.hidden = count === 0;
  document.querySelector(".nothing").hidden = count > 0;
  form.querySelector("[role=status]").textContent =
    `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} tenants`;
  tellForm(filter);
}

/** The form and the totals say what is chosen. */
function tellForm(filter) {
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = field.name in filter;
    else if (field.name) field.value = filter[field.name] ?? "";
  }
  for (const total of document.querySelectorAll(".totals a")) {
    const { outcome } = Object.fromEntries(new URLSearchParams(total.hash.slice(1)));
    if (outcome === (filter.outcome ?? "")) total.setAttribute("aria-current", "true");
    else total.removeAttribute("aria-current");
  }
}

function open(tenant, { link }, isOpen) {
  link.setAttribute("aria-expanded", isOpen);
  if (!isOpen) return;
  const below = document.createElement("tr");
  below.className = "opened";
  const cell = below.insertCell();
  cell.colSpan = tenant.row.cells.length;
  const copy = reported.get(link.getAttribute("href")).cloneNode(true);
  copy.removeAttribute("id");
  cell.append(copy);
  tenant.row.after(below);
}

/** Writes what is chosen into the address, without a step back for each letter. */
function ask(change) {
  const requested = new URLSearchParams(location.hash.slice(1));
  change(requested);
  history.replaceState(null, "", `#${requested}`);
  show();
}

form.addEventListener("input", () =>
  ask((requested) => {
    for (const { name } of [...form.elements].filter((field) => field.name)) requested.delete(name);
    for (const [name, value] of new FormData(form)) if (value !== "") requested.set(name, value);
  }),
);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  history.replaceState(null, "", "#");
  show();
});

table.addEventListener("click", (event) => {
  const found = rows.flatMap(({ links }) => links).find(({ link }) => link === event.target);
  if (!found) return;
  event.preventDefault();
  ask((requested) => {
    const others = requested.getAll("open").filter((key) => key !== found.key);
    if (others.length === requested.getAll("open").length) others.push(found.key);
    requested.delete("open");
    for (const key of others) requested.append("open", key);
  });
});

/** An address without `=` leads to a place of the page: what is shown stays as it is. */
function follow() {
  if (location.hash !== "" && !location.hash.includes("=")) return;
  show();
  if (location.hash !== "") document.querySelector("#tenants").scrollIntoView();
}

addEventListener("hashchange", follow);
form.hidden = false;
show();
follow();
