// The tools above a long table: its rows are chosen by words, by the headings over them and by what a column says, and on a
// phone put in another order. `tables.js` loads this where there is such a table.
(function () {
  "use strict";
  var page = window.sourcebook_page;
  var element = page.element;
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function select(label, options) {
    var made = element("select", { "aria-label": label });
    options.forEach(function (option) { made.appendChild(element("option", { value: option[0] }, option[1])); });
    return made;
  }

  // What a cell says, as few words: each of its links, else its words without what brackets add.
  function says(cell) {
    var links = Array.from(cell.querySelectorAll("a:not(.mark)"), page.words);
    return links.length ? links : [page.words(cell).replace(/\s*\(.*$/, "")].filter(Boolean);
  }

  function choice(label, of, runs) {
    var all = new Set();
    runs.forEach(function (run) { run.rows.forEach(function (row) { of(row, run).forEach(function (one) { all.add(one); }); }); });
    var options = Array.from(all).sort(collator.compare).map(function (one) { return [one, one]; });
    return { field: select(label, [["", label + ": " + page.say("any")]].concat(options)), of: of };
  }

  window.sourcebook_filter = function (place, runs, heads, names, sortable, sort) {
    var filter = element("input", { type: "search", "aria-label": page.say("filter"), placeholder: page.say("filter") });
    var count = element("span", { role: "status", class: "rows" });
    var choices = [];
    if (runs.length > 2) {
      choices.push(choice(heads[0].getAttribute("data-under") || page.say("group"), function (_, run) { return run.head ? [page.words(run.head)] : []; }, runs));
    }
    heads.forEach(function (head, column) {
      if (!head.hasAttribute("data-choice")) return;
      choices.push(choice(names[column], function (row) { return says(row.cells[column]); }, runs));
    });
    // Where the heads are folded away, on a phone.
    var order = [["", page.say("as-it-was")]];
    sortable.forEach(function (head) {
      var column = heads.indexOf(head);
      var name = { name: names[column] };
      order.push([column + " 1", page.say("sorted-up", name)], [column + " -1", page.say("sorted-down", name)]);
    });
    var sorter = select(page.say("order"), order);
    sorter.className = "sorter";
    sorter.addEventListener("change", function () {
      var to = sorter.value.split(" ").map(Number);
      sort(to[0], to[1] || 0);
    });
    var texts = new Map();
    runs.forEach(function (run) {
      var head = run.head ? page.words(run.head) : "";
      run.rows.forEach(function (row) { texts.set(row, folded(head + " " + page.words(row))); });
    });
    function apply() {
      var words = folded(filter.value).split(/\s+/).filter(Boolean);
      var rows = 0;
      runs.forEach(function (run) {
        var here = 0;
        run.rows.forEach(function (row) {
          var fits = words.every(function (word) { return texts.get(row).indexOf(word) >= 0; }) && choices.every(function (one) {
            return !one.field.value || one.of(row, run).indexOf(one.field.value) >= 0;
          });
          row.hidden = !fits;
          if (fits) here += 1;
        });
        if (run.head) run.head.hidden = !here;
        rows += here;
      });
      count.textContent = page.say("rows", { n: rows });
    }
    filter.addEventListener("input", apply);
    place.append(filter);
    choices.forEach(function (one) {
      one.field.addEventListener("change", apply);
      place.append(one.field);
    });
    place.append(sorter, count);
  };
})();
