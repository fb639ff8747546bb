// Tells a reader who comes from a printed sheet, by its code, whether the sheet is still right. Loaded where an address names
// a sheet.
(function () {
  "use strict";
  var page = window.sourcebook_page;
  var asked = new URLSearchParams(location.search);
  var named = /^(?:(.*)-)?([0-9a-f]{12})$/.exec(asked.get("sheet") || "");
  if (!named) return;
  // What is no card has a digest of which the page knows nothing.
  var card = asked.has("of") ? null : document.querySelector("a[data-sheet]");
  var note = document.getElementById("page_kept");
  var known = note && note.getAttribute("data-edition");
  var message = "sheet-unknown";
  if (card) message = card.getAttribute("data-sheet") === named[2] ? "sheet-same" : "sheet-other";
  else if (known && named[1]) message = known === named[1] ? "sheet-edition" : "sheet-other-edition";
  var isFine = message === "sheet-same" || message === "sheet-edition";
  var said = page.element("p", { role: "status", class: "banner " + (isFine ? "note" : "warning") });
  said.textContent = page.say(message, { edition: named[1], known: known });
  document.querySelector("article").prepend(said);
})();
