// @ts-nocheck: runs in the browser. Shows how many boxes are ticked; a browser may keep the ticks over a reload.
{
  const boxes = [...document.querySelectorAll("input[type=checkbox]")];
  const progress = document.querySelector(".progress");
  const show = () => {
    const done = boxes.filter((box) => box.checked).length;
    progress.querySelector(".done").textContent = done;
    progress.querySelector("progress").value = done;
  };
  if (progress) {
    progress.hidden = false;
    addEventListener("change", show);
    addEventListener("pageshow", show);
  }
}
