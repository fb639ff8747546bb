// What depends on the reader and not on the handbook: the day on which a page is read, and whether there is a network. Pages
// carry their dates, which stand alone without script.
(function () {
  "use strict";
  var script = document.currentScript;

  // The reader's own day, as pages spell days.
  function today() {
    var now = new Date();
    var two = function (number) {
      return String(number).padStart(2, "0");
    };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // Says of days that have passed what follows from that.
  function days() {
    var day = today();
    document.querySelectorAll("time[data-until]").forEach(function (time) {
      if (time.getAttribute("data-until") >= day) return;
      var badge = document.createElement("span");
      badge.className = "badge warning";
      badge.textContent = time.getAttribute("data-late");
      time.after(" ", badge);
    });
  }

  // Says of a kept copy which edition it is and how old.
  function copy() {
    var kept = document.documentElement.getAttribute("data-kept");
    var note = document.getElementById("page_kept");
    if (!kept || !note) return;
    var edition = [note.getAttribute("data-edition"), document.documentElement.getAttribute("data-edition")];
    edition = edition.filter(Boolean).join(", ");
    var age = Math.round((Date.parse(today()) - Date.parse(kept)) / 86400000);
    var words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" }).format(-age, "day");
    var text = note.getAttribute(edition ? "data-text" : "data-plain");
    text = text.replace("{edition}", edition).replace("{day}", kept).replace("{age}", words);
    note.textContent = text;
    note.hidden = false;
  }

  // Has the browser keep the handbook, where it was opened from a server that may do so.
  function keep() {
    if (!("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
    // Neither a preview nor a build that must not be published is kept.
    if (document.querySelector("script[src^='/.sourcebook/'], .private")) {
      navigator.serviceWorker.getRegistration(new URL("./", script.src)).then(function (known) {
        if (known) known.unregister();
      });
      return;
    }
    window.addEventListener("load", function () {
      // A server that has no worker, or does not allow one, is no fault of the page.
      navigator.serviceWorker.register(new URL("worker.js", script.src)).catch(function () {});
    });
  }

  days();
  copy();
  keep();
})();
