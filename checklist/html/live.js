// @ts-nocheck: runs in the browser. Fetches what the tenant showed last, and shows it in place, so that focus and ticks stay.
{
  const RETRY_MS = 2000;
  /** Fetches that fail, one after the other, before the page says that nobody answers. */
  const TRIES = 3;
  const VERBS = ["add", "edit", "delete", "inquire"];
  const find = (selector, within = document) => within.querySelector(selector);
  const show = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const showRow = (line, row) => {
    line.className = `line ${row.state}`;
    show(find(".state", line), row.words);
    show(find(".module", line), `${row.module} ›`);
    show(find(".function", line), row.function);
    for (const verb of VERBS) {
      const cell = row.cells.find((one) => one.verb === verb);
      const place = find(`.cell.${verb}`, line);
      place.className = `cell ${verb} ${cell ? cell.state : "none"}`;
      show(find(".verb", place), cell ? verb[0].toUpperCase() + verb.slice(1) : "");
      show(find("strong", place), cell ? cell.words : "");
    }
  };

  const lineOf = (role, index, row) => {
    const id = `row-${index}-${row.id}`;
    const there = document.getElementById(id);
    if (there) return there;
    const line = find("#row").content.firstElementChild.cloneNode(true);
    line.id = id;
    find(".extra", role).hidden = false;
    find(".extra .tasks", role).append(line);
    return line;
  };

  const showRole = (role, index, state) => {
    const words = find(".role-words", role);
    if (words) show(words, state.words);
    const trouble = find(".trouble", role);
    trouble.hidden = !state.trouble;
    show(trouble, state.trouble ?? "");
    const there = find(".there", role);
    if (there) {
      there.className = `line there ${state.isThere ? "done" : "left"}`;
      show(find(".state", there), state.isThere ? "done" : "to do");
    }
    for (const row of state.rows) showRow(lineOf(role, index, row), row);
  };

  const title = document.title;
  const showState = (state) => {
    show(find(".bar .words"), state.words);
    find(".bar progress").max = Math.max(state.total, 1);
    find(".bar progress").value = state.total ? state.done : 1;
    find(".bar .next").hidden = !state.next;
    show(find(".bar .next strong"), state.next ?? "");
    show(find(".bar .end"), state.end ?? "");
    const time = find(".bar time");
    time.dateTime = state.at;
    show(time, new Date(state.at).toLocaleTimeString());
    document.title = `${state.done}/${state.total} ${title}`;
    for (const role of document.querySelectorAll("[data-role]"))
      showRole(role, Number(role.dataset.role), state.items[Number(role.dataset.role)]);
  };

  const follow = async () => {
    let version = 0;
    for (let failed = 0; ; ) {
      try {
        const response = await fetch(`state?after=${version}`, { cache: "no-store" });
        if (!response.ok) throw new Error(`${response.status}`);
        const state = await response.json();
        version = state.version;
        failed = 0;
        showState(state);
        if (state.end) return;
      } catch {
        failed += 1;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      find(".bar .lost").hidden = failed < TRIES;
    }
  };
  follow();
}
