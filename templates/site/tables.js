// Tables that can be sorted and had as files; long ones are filtered by `filter.js`. `site.js` loads this where there are
// tables; without it they are whole and plain.
(function () {
  "use strict";
  var page = window.sourcebook_page;
  var element = page.element;
  var phone = matchMedia("(max-width: 40rem)");
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // A printed value as what stands before its first number, and the number.
  function value(text) {
    var found = /^(.*?)([-−]?\d[\d\u2009\u202f]*(?:\.\d+)?)/.exec(text.replace(/(\d),(?=\d{3}\b)/g, "$1"));
    if (!found) return { text: text };
    return {
      text: text,
      before: found[1].replace(/[<>≤≥=~≈\s]/g, ""),
      number: Number(found[2].replace("−", "-").replace(/[\u2009\u202f]/g, ""))
    };
  }

  function compared(a, b) {
    // The empty stand last, whichever way.
    if (!a.text || !b.text) return (a.text ? 0 : 1) - (b.text ? 0 : 1);
    return 0;
  }

  function ordered(a, b) {
    if (a.number !== undefined && b.number !== undefined && a.before === b.before && a.number !== b.number) {
      return a.number - b.number;
    }
    return collator.compare(a.text, b.text);
  }

  // The rows in runs, each with the heading over it.
  function runsOf(table) {
    var runs = [{ head: null, rows: [] }];
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      if (row.classList.contains("group")) runs.push({ head: row, rows: [] });
      else runs[runs.length - 1].rows.push(row);
    });
    return runs;
  }

  function sorting(table, runs, heads) {
    var original = runs.map(function (run) { return run.rows.slice(); });
    // `way` is 1 or -1; 0 puts the rows back as they were.
    return function sort(column, way) {
      runs.forEach(function (run, nth) {
        var rows = original[nth].slice();
        if (way) {
          var keyed = rows.map(function (row) { return [value(page.words(row.cells[column])), row]; });
          keyed.sort(function (a, b) { return compared(a[0], b[0]) || way * ordered(a[0], b[0]); });
          rows = keyed.map(function (pair) { return pair[1]; });
        }
        if (run.head) table.tBodies[0].appendChild(run.head);
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
      heads.forEach(function (head, nth) {
        if (way && nth === column) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
    };
  }

  // A button below a table that has no file of its own. It stands in the room below the table, so that nothing moves.
  function asFile(table) {
    var place = table.parentElement;
    var next = place.nextElementSibling;
    if (place.closest(".figure") || (next && next.matches(".file"))) return;
    var name = page.say("csv");
    var button = element("button", { type: "button", class: "csv", "aria-label": name + ": " + place.getAttribute("aria-label") }, name);
    button.addEventListener("click", function () {
      page.load("csv.js").then(function () { window.sourcebook_csv(table); });
    });
    place.after(button);
  }

  document.querySelectorAll("main .table-scroll > table").forEach(function (table) {
    asFile(table);
    var runs = runsOf(table);
    if (runs.reduce(function (sum, run) { return sum + run.rows.length; }, 0) < 3) return;
    var heads = Array.from(table.tHead.rows[0].cells);
    var sort = sorting(table, runs, heads);
    var names = heads.map(page.words);
    var sources = table.querySelector("td.source") ? heads.length - 1 : -1;
    // A head that leads somewhere does that alone, and where something was read is no order.
    var sortable = heads.filter(function (head, column) { return !head.querySelector("a") && column !== sources; });
    function arm() {
      sortable.forEach(function (head) {
        var column = heads.indexOf(head);
        // Heads that are folded away are for those who hear them, and are no buttons.
        if (phone.matches && table.classList.contains("stack")) return head.replaceChildren(names[column]);
        var button = element("button", { type: "button", class: "sort" }, names[column]);
        head.replaceChildren(button);
        button.addEventListener("click", function () {
          var was = head.getAttribute("aria-sort");
          sort(column, was === "ascending" ? -1 : was === "descending" ? 0 : 1);
        });
      });
    }
    arm();
    phone.addEventListener("change", arm);
    var place = table.parentElement.previousElementSibling;
    if (place && place.classList.contains("table-tools")) {
      page.load("filter.js").then(function () { window.sourcebook_filter(place, runs, heads, names, sortable, sort); });
    }
  });
})();
