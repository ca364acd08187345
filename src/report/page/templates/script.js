"use strict";
// Filter, order and pages for the ranking and the map; sections of units that are not nodes yet; unfolding for the printer.
(() => {
  const PAGE = 100;
  const ROW = /<tr data-unit[\s\S]*?<\/tr>/g;
  const { keys, rows } = JSON.parse(document.getElementById("index").textContent);
  const column = (name) => keys.indexOf(name);
  const form = document.querySelector(".filter");
  const places = document.getElementById("places");
  const cells = document.getElementById("cells");
  const pagers = [...document.querySelectorAll(".pager")];

  // Rows as text, in the order of the index: those that are nodes, then those that wait as text. The words in them were
  // escaped when the page was written, so "</tr>" is never one of them.
  const texts = (table, rest) => {
    let kept;
    return () => (kept ??= [table.tBodies[0].innerHTML, ...[...document.querySelectorAll(rest)].map((e) => e.textContent)]
      .flatMap((text) => text.match(ROW) ?? []));
  };
  const placeRows = texts(places, "#places-rest");
  const cellRows = texts(cells, ".cells-rest");

  let order = rows.map((_, at) => at);
  let found = order;
  let page = 0;

  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    const here = found.slice(page * PAGE, (page + 1) * PAGE);
    for (const [table, texts] of [[places, placeRows()], [cells, cellRows()]]) {
      table.tBodies[0].innerHTML = here.map((at) => texts[at]).join("");
    }
    tell(pages);
  };

  const tell = (pages) => {
    form.elements.name.form.querySelector("output").textContent = `共 ${found.length} 个单位`;
    for (const pager of pagers) {
      pager.hidden = pages < 2;
      pager.querySelector("span").textContent = `第 ${page + 1} / ${pages} 页`;
      pager.querySelector("[data-step='-1']").disabled = page === 0;
      pager.querySelector("[data-step='1']").disabled = page === pages - 1;
    }
  };

  const filter = () => {
    const { name, grade, group } = form.elements;
    const words = name.value.trim();
    found = order.filter((at) => {
      const row = rows[at];
      return (!words || row[column("name")].includes(words))
        && (!grade.value || row[column("grade")] === grade.value)
        && (!group?.value || row[column("groups")].includes(group.value));
    });
    page = 0;
    show();
  };

  // Units without a value stand last whichever way the others run.
  const compare = (key, down) => (one, other) => {
    const [a, b] = [rows[one][key], rows[other][key]];
    if (a === null || b === null) return (a === null) - (b === null) || one - other;
    const by = typeof a === "string" ? a.localeCompare(b, "zh-CN") : a - b;
    return (down ? -by : by) || one - other;
  };

  const sort = (head) => {
    const down = head.ariaSort === "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.ariaSort = down ? "descending" : "ascending";
    order = rows.map((_, at) => at).sort(compare(column(head.dataset.sort), down));
    filter();
  };

  for (const head of places.tHead.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  for (const pager of pagers) {
    for (const button of pager.querySelectorAll("button")) {
      button.addEventListener("click", () => { page += Number(button.dataset.step); show(); });
    }
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  tell(Math.max(1, Math.ceil(rows.length / PAGE)));

  // A unit that is asked for: its section is unpacked where it is not there, and unfolded.
  const unpack = (packed) => {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  };
  const make = async (id) => {
    const holds = ({ dataset }) => Number(dataset.from) <= id && id <= Number(dataset.to);
    const sections = [...document.querySelectorAll(".sections")].find(holds);
    if (!sections) return;
    const text = (await unpack(sections.textContent)).split("</section>")[id - Number(sections.dataset.from)];
    document.getElementById("asked").innerHTML = `${text}</section>`;
  };
  const follow = async () => {
    const id = /^#u(\d+)$/.exec(location.hash)?.[1];
    if (!id) return;
    if (!document.getElementById(`u${id}`)) await make(Number(id));
    const body = document.getElementById(`u${id}`);
    if (!body) return;
    body.parentElement.open = true;
    body.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

  // Paper cannot be unfolded; what the reader left folded of the evidence stays so.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".unit > details:not([open])")) {
      details.open = true;
      folded.push(details);
    }
  });
  addEventListener("afterprint", () => { for (const details of folded.splice(0)) details.open = false; });
})();
