// A table of a page as CSV, made in the browser of what the table prints, when a reader asks for it: so no file has to be
// there, and it works from a file share too. As `src/render/csv.rs` writes those of lists, with the headings over groups as a
// first column and where each row was read as a last.
(function () {
  "use strict";
  var page = window.sourcebook_page;

  function squeezed(text) { return text.replace(/\s+/g, " ").trim(); }

  // What a cell says, without marks and buttons; a line break within it is "; ".
  function words(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll(".mark, .copy-link").forEach(function (other) { other.remove(); });
    copy.querySelectorAll("br").forEach(function (line) { line.replaceWith("; "); });
    return squeezed(copy.textContent);
  }

  // Where the values of a row were read, each place once and in the order of their numbers.
  function sources(row) {
    var numbers = Array.from(row.querySelectorAll("a.mark[href^='#note_']"), function (mark) {
      return Number(mark.getAttribute("href").slice("#note_".length));
    });
    var each = Array.from(new Set(numbers)).sort(function (a, b) { return a - b; });
    return each.map(function (number) {
      var note = document.getElementById("note_" + number).cloneNode(true);
      var work = document.getElementById("note_" + number).parentElement.previousElementSibling;
      note.querySelectorAll(".number, .how, .passage, button").forEach(function (other) { other.remove(); });
      return words(work.querySelector("a")) + ", " + squeezed(note.textContent);
    }).join("; ");
  }

  // A text that a spreadsheet would take for a formula begins with an apostrophe; negative numbers stay numbers.
  function tame(text) {
    return /^[=+\-@]/.test(text) && !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? "'" + text : text;
  }

  function field(text) {
    var tamed = tame(text);
    return /[",\r\n]/.test(tamed) ? '"' + tamed.replace(/"/g, '""') + '"' : tamed;
  }

  function csv(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    // The column of marks says where each row was read, in words.
    var told = heads.length - (table.querySelector("td.source") ? 1 : 0);
    var groups = table.querySelector("tr.group");
    var noted = table.querySelector("a.mark[href^='#note_']");
    var lines = [heads.slice(0, told).map(words)];
    if (groups) lines[0].unshift(heads[0].getAttribute("data-under") || page.say("group"));
    if (noted) lines[0].push(page.say("source"));
    var heading = "";
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      if (row.classList.contains("group")) {
        heading = words(row.cells[0]);
        return;
      }
      // What is filtered out is not there.
      if (row.hidden) return;
      var line = Array.from(row.cells).slice(0, told).map(words);
      if (groups) line.unshift(heading);
      if (noted) line.push(sources(row));
      lines.push(line);
    });
    return lines.map(function (line) { return line.map(field).join(",") + "\r\n"; }).join("");
  }

  // Hands the table over as a file that is named by the page and the table.
  window.sourcebook_csv = function (table) {
    var name = location.pathname.replace(/\.html$/, "").split("/").slice(-2).join("-");
    var which = squeezed(table.parentElement.getAttribute("aria-label") || "").replace(/[\\/:*?"<>|]/g, "").slice(0, 60);
    // With a mark of its encoding, by which spreadsheets know it.
    var url = URL.createObjectURL(new Blob(["\ufeff", csv(table)], { type: "text/csv;charset=utf-8" }));
    var link = page.element("a", { href: url, download: name + " " + which + ".csv" });
    link.click();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  };
})();
