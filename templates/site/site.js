// What a page does beyond showing itself: what a link or a mark leads to beside it, and links to be copied. Without this
// script links and marks lead where they lead.
(function () {
  "use strict";
  var said = window.sourcebook_words || {};
  var body = document.body;
  var base = new URL(body.dataset.root || ".", location.href).href;
  var parts = Number(body.dataset.previews) || 0;

  function say(id, values) {
    return (said[id] || "").replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) made.textContent = text;
    return made;
  }

  var loaded = {};
  function load(path) {
    loaded[path] = loaded[path] || new Promise(function (done) {
      var script = element("script", { src: base + path });
      // What cannot be loaded is not shown; the link leads on all the same.
      script.onload = script.onerror = done;
      document.head.appendChild(script);
    });
    return loaded[path];
  }

  // Previews of records and works, by the paths of their pages.
  var known = {};
  window.sourcebook_previews = function (data) { Object.assign(known, data); };

  // As `src/render/previews.rs` finds the part of a path.
  function preview(path) {
    var hash = 0x811c9dc5;
    Array.from(path).forEach(function (letter) {
      hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
    });
    return load("previews/" + (hash % parts) + ".js").then(function () {
      return Object.hasOwn(known, path) ? shown(known[path]) : null;
    });
  }

  function shown(of) {
    var all = document.createDocumentFragment();
    var head = all.appendChild(element("p", { class: "muted" }, of[0]));
    of[3].forEach(function (warning) {
      head.append(" ", element("span", { class: "badge warning" }, warning));
    });
    all.appendChild(element("p", {})).appendChild(element("strong", {}, of[1]));
    if (of[2] && of[2] !== of[1]) all.appendChild(element("p", {}, of[2]));
    if (of[4]) all.appendChild(element("p", {}, of[4]));
    return all;
  }

  // Where a link leads that can be previewed: a page below a folder, and not this one.
  function pathOf(link) {
    var path = link.href.split(/[?#]/)[0];
    if (!parts || path.indexOf(base) !== 0 || path === location.href.split(/[?#]/)[0]) return null;
    path = path.slice(base.length);
    return /^[^/]+\/[^/]+\.html$/.test(path) && !/\/index\.html$/.test(path) ? path : null;
  }

  // The card beside a link or a mark: one at a time.
  var card = null;
  var of = null;
  var timer = 0;

  function close() {
    clearTimeout(timer);
    if (card) card.remove();
    if (of) of.removeAttribute("aria-describedby");
    card = of = null;
  }

  function open(link, content) {
    close();
    of = link;
    card = element("div", { id: "page_card", class: "card", role: "tooltip" });
    card.appendChild(content);
    body.appendChild(card);
    link.setAttribute("aria-describedby", "page_card");
    var at = link.getClientRects()[0] || link.getBoundingClientRect();
    var wide = document.documentElement.clientWidth - card.offsetWidth - 8;
    var below = at.bottom + 6;
    var above = at.top - card.offsetHeight - 6;
    var top = below + card.offsetHeight > innerHeight && above > 0 ? above : below;
    card.style.left = Math.max(8, Math.min(at.left, wide)) + scrollX + "px";
    card.style.top = top + scrollY + "px";
  }

  function noteOf(mark) {
    var href = mark.getAttribute("href");
    var note = href.charAt(0) === "#" && document.getElementById(href.slice(1));
    if (!note) return null;
    var content = document.createDocumentFragment();
    note.childNodes.forEach(function (node) { content.appendChild(node.cloneNode(true)); });
    // The work stands once over its notes.
    var work = note.parentElement.previousElementSibling;
    if (note.matches(".sources li") && work) {
      content.insertBefore(element("strong", {}, wordsOf(work)), content.firstChild);
      content.insertBefore(document.createElement("br"), content.childNodes[1]);
    }
    content.querySelectorAll(".copy-link").forEach(function (button) { button.remove(); });
    return content;
  }

  // Shows what there is to show of a link, unless the reader has gone on meanwhile.
  var wanted = null;
  function show(link, touched) {
    if (link === of) return Promise.resolve(true);
    wanted = link;
    if (link.classList.contains("mark")) {
      var note = noteOf(link);
      if (note) open(link, note);
      return Promise.resolve(!!note);
    }
    return preview(pathOf(link)).then(function (content) {
      if (content && wanted === link) {
        if (touched) content.appendChild(element("p", { class: "muted" }, say("tap-again")));
        open(link, content);
      }
      return !!content;
    });
  }

  // A link that says more than where it leads, from something in it.
  function telling(target) {
    var link = target.closest ? target.closest("main a[href]") : null;
    if (!link || link.closest("nav")) return null;
    if (link.classList.contains("mark")) return link.getAttribute("href").charAt(0) === "#" ? link : null;
    return pathOf(link) ? link : null;
  }

  function leave() {
    wanted = null;
    clearTimeout(timer);
    timer = setTimeout(close, 250);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    if (card && card.contains(event.target)) return clearTimeout(timer);
    var link = telling(event.target);
    if (link && link === of) return clearTimeout(timer);
    if (link) {
      clearTimeout(timer);
      timer = setTimeout(function () { show(link); }, 300);
    } else if (wanted || card) {
      // What the keyboard is at stays.
      if (!of || of !== document.activeElement) leave();
    }
  });
  document.addEventListener("focusin", function (event) {
    var link = telling(event.target);
    if (link && link.matches(":focus-visible")) show(link);
    else if (link !== of) leave();
  });
  document.addEventListener("focusout", function () { if (card && !card.matches(":hover")) leave(); });

  var touch = false;
  document.addEventListener("pointerdown", function (event) { touch = event.pointerType === "touch"; });
  document.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    var link = telling(event.target);
    if (card && card.contains(event.target)) {
      // A card that was opened by a finger is as good as its link.
      if (touch && !of.classList.contains("mark")) location.href = of.href;
      return;
    }
    if (!link) return close();
    if (link.classList.contains("mark")) {
      if (noteOf(link)) event.preventDefault();
      show(link);
    } else if (touch && link !== of && !link.closest("tbody th, .a-z, .title, h2, h3")) {
      event.preventDefault();
      show(link, true).then(function (any) { if (!any) location.href = link.href; });
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    wanted = null;
    if (card) close();
    else if (location.hash === "#page_nav") location.hash = "#page_main";
  });

  // What was done, said for a moment.
  var status = element("p", { role: "status", class: "said" });
  body.appendChild(status);
  var gone = 0;
  // With something to be used, it stays.
  function tell(text, more) {
    clearTimeout(gone);
    status.textContent = text;
    if (more) status.append(" ", more);
    else gone = setTimeout(function () { status.textContent = ""; }, 2500);
  }

  function copy(text, from) {
    var other = function () {
      load("by-hand.js").then(function () { window.sourcebook_by_hand(text, from); });
    };
    if (!navigator.clipboard) return other();
    navigator.clipboard.writeText(text).then(function () { tell(say("copied")); }, other);
  }

  var ICON = "M6.5 9.5l3-3M7 4.5l1.4-1.4a3 3 0 0 1 4.3 4.2L11.2 8.8M9 11.5l-1.4 1.4a3 3 0 0 1-4.3-4.2L4.8 7.2";
  function icon() {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path")).setAttribute("d", ICON);
    return svg;
  }

  // The words of something, without marks and buttons.
  function wordsOf(of) {
    var words = of.cloneNode(true);
    words.querySelectorAll(".mark, button, ul").forEach(function (other) { other.remove(); });
    return words.textContent.replace(/\s+/g, " ").trim();
  }
  window.sourcebook_page = { say: say, element: element, words: wordsOf, tell: tell, load: load };

  // A chart that is wider than its box shows where care begins.
  document.querySelectorAll("[id^=figure_flowchart] .drawing").forEach(function (box) {
    var start = box.querySelector("circle");
    var from = box.getBoundingClientRect().left + box.clientWidth / 2;
    if (start) box.scrollLeft += start.getBoundingClientRect().left - from;
  });

  // A button at everything that has a place of its own.
  document.querySelectorAll("main tr[id], .facts > div[id], .items > li[id], .criteria li[id]").forEach(function (place) {
    var name = wordsOf(place.querySelector("th, dt, .title") || place).slice(0, 80);
    var button = element("button", { type: "button", class: "copy-link", "aria-label": say("copy-link", { name: name }) });
    button.appendChild(icon());
    button.addEventListener("click", function () {
      copy(location.href.split("#")[0] + "#" + place.id, button);
    });
    var end = place.matches("tr") ? place.lastElementChild : place.querySelector(":scope > dd") || place;
    end.insertBefore(button, end.querySelector(":scope > ul"));
  });
  document.querySelectorAll(".cite-page p, .cite-page pre").forEach(function (text) {
    var button = element("button", { type: "button", class: "copy-text" }, say("copy"));
    button.addEventListener("click", function () { copy(text.textContent, button); });
    text.after(button);
  });

  // The search is loaded when it is first used.
  var form = document.getElementById("page_search");
  if (form) {
    var input = form.querySelector("input");
    var search = function () {
      return load("search.js").then(function () {
        if (window.sourcebook_search) return window.sourcebook_search;
        delete loaded["search.js"];
        form.querySelector("[role=status]").textContent = form.dataset.failed;
        return null;
      });
    };
    input.addEventListener("focus", search);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      search().then(function (found) { if (found) found.go(); });
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
    form.classList.add("ready");
    // A page that was found by its text opens where it says it. Chosen on the very page, an address changes without a page
    // being loaded.
    var land = function () {
      if (!/^#page_find=/.test(location.hash)) return;
      search().then(function (found) {
        if (found) load("found.js").then(function () { found.land(); });
      });
    };
    window.addEventListener("hashchange", land);
    land();
  }

  if (document.querySelector("main table")) load("tables.js");
  if (/[?&]sheet=/.test(location.search)) load("sheet.js");
})();
