// Asks the preview whether the page that is open has changed, and loads it again when it has. The published site has no
// such script. A page that nobody looks at does not ask: browsers open few connections to one host at a time.
(function () {
  "use strict";
  var self = document.currentScript;
  var seen = self.getAttribute("data-seen");
  var asking = null;

  function ask() {
    if (asking || document.visibilityState === "hidden") {
      return;
    }
    asking = new AbortController();
    var mine = asking;
    var query = "?page=" + encodeURIComponent(location.pathname) + "&seen=" + encodeURIComponent(seen);
    fetch("/.sourcebook/changes" + query, { signal: mine.signal, cache: "no-store" })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error("the preview is busy");
        }
        return answer.text();
      })
      .then(function (now) {
        if (asking !== mine) {
          return;
        }
        asking = null;
        if (now !== seen) {
          location.reload();
        } else {
          ask();
        }
      })
      .catch(function () {
        if (asking !== mine) {
          return;
        }
        // The preview may have been stopped, and may be started again.
        window.setTimeout(function () {
          if (asking === mine) {
            asking = null;
            ask();
          }
        }, 1000);
      });
  }

  function stop() {
    if (asking) {
      var old = asking;
      asking = null;
      old.abort();
    }
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      stop();
    } else {
      ask();
    }
  });
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", ask);
  ask();
})();
