// Shows where a value was read beside the value, in the place of a jump to the foot of the page. Without script the
// mark is a plain link to the note.
(function () {
  "use strict";
  var card = null;

  function close() {
    if (card) {
      card.remove();
      card = null;
    }
  }

  function open(mark, note) {
    close();
    card = document.createElement("div");
    card.className = "source-card";
    card.setAttribute("role", "note");
    note.childNodes.forEach(function (node) {
      card.appendChild(node.cloneNode(true));
    });
    document.body.appendChild(card);
    var at = mark.getBoundingClientRect();
    var left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = Math.max(8, left) + window.scrollX + "px";
    card.style.top = at.bottom + 6 + window.scrollY + "px";
  }

  document.addEventListener("click", function (event) {
    var mark = event.target.closest ? event.target.closest("a.mark") : null;
    if (!mark) {
      if (card && !card.contains(event.target)) close();
      return;
    }
    // What is explained on another page is read there.
    if (mark.getAttribute("href").charAt(0) !== "#") return;
    var note = document.getElementById(mark.getAttribute("href").slice(1));
    if (!note) return;
    event.preventDefault();
    open(mark, note);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });
})();
