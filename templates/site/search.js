// Search as one types. `site.js` loads this when the search is first used. The names of everything are one file; the words
// of all texts are in parts, loaded as they are asked for, and so is what the pages found say. All of it comes by script
// elements, which work from a file share too.
(function () {
  "use strict";
  var form = document.getElementById("page_search");
  if (!form) return;
  var input = form.querySelector("input");
  var list = form.querySelector("[role=listbox]");
  var status = form.querySelector("[role=status]");
  var root = form.getAttribute("data-root");
  var said = form.dataset;

  var MOST = 12;
  var LETTERS = 3;
  var NAMED = 2;
  // How many milliseconds nothing must be typed before results show their sentences.
  var PAUSE = 150;
  var names = null; // { parts, said, own, sorts, pages }
  var byName = null; // MiniSearch over names
  var byText = null; // MiniSearch over the parts of texts that were loaded
  var loaded = {}; // path: promise
  var says = {}; // path: what the page says
  var shown = []; // for each result its element, its page, what was found in its text, and whether its sentence is there
  var active = -1;
  var latest = 0;

  // As `src/render/search/fold.rs` folds the words of the index.
  function fold(word) {
    word = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    [["ø", "o"], ["æ", "ae"], ["œ", "oe"], ["ß", "ss"], ["ł", "l"], ["đ", "d"]].forEach(function (pair) {
      word = word.split(pair[0]).join(pair[1]);
    });
    if (Array.from(word).length < 4) return word;
    if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
    [["ae", "e"], ["oe", "e"], ["our", "or"], ["ll", "l"], ["sulph", "sulf"]].forEach(function (pair) {
      word = word.split(pair[0]).join(pair[1]);
    });
    [[/tre$/, "ter"], [/bre$/, "ber"], [/ence$/, "ense"], [/ogue$/, "og"]].forEach(function (pair) {
      word = word.replace(pair[0], pair[1]);
    });
    return word.replace(/([iy])s(e|ed|er|ing|ation|ational)$/, "$1z$2");
  }

  function tokens(text) {
    return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  }

  function load(path) {
    if (!loaded[path]) {
      loaded[path] = new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.src = root + path;
        script.onload = done;
        script.onerror = function () {
          delete loaded[path];
          failed(new Error(path));
        };
        document.head.appendChild(script);
      });
    }
    return loaded[path];
  }

  function engine(fields) {
    return new window.MiniSearch({ fields: fields, tokenize: tokens, processTerm: fold });
  }

  // What the files of the index call.
  window.sourcebook_search = function (data) {
    if (!Array.isArray(data)) {
      names = data;
      byName = engine(["name", "others"]);
      byName.addAll(data.pages.map(function (page, id) {
        return { id: id, name: page[2], others: page[3].join(" ") };
      }));
      byText = engine(["words"]);
      return;
    }
    // For each page its words of this part.
    var pages = new Map();
    Object.keys(data[1]).forEach(function (word) {
      var page = 0;
      data[1][word].forEach(function (step) {
        page += step;
        if (!pages.has(page)) pages.set(page, []);
        pages.get(page).push(word);
      });
    });
    pages.forEach(function (words, page) {
      byText.add({ id: data[0] + ":" + page, words: words.join(" ") });
    });
  };

  function hashed(letters, parts) {
    return letters.reduce(function (hash, letter) {
      return Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
    }, 0x811c9dc5) % parts;
  }

  function part(word) { return hashed(Array.from(word).slice(0, LETTERS), names.parts); }

  function options(combine) {
    return {
      combineWith: combine,
      prefix: true,
      fuzzy: function (term) { return term.length > 3 ? 0.25 : false; },
      maxFuzzy: 2,
      weights: { prefix: 0.6, fuzzy: 0.25 }
    };
  }

  function folded(text) { return tokens(text).map(fold); }

  // What many refer to is likelier to be meant, and works and short forms are less likely.
  function weight(id, most) { return (id < names.own ? 1 : 0.3) * (1 + most * Math.sqrt(names.pages[id][4])); }

  // By name: what is called just so comes first, then what begins so.
  function named(query) {
    var wanted = folded(query).join(" ");
    var found = byName.search(query, Object.assign(options("AND"), {
      boost: { name: 1.5 },
      // A record with many names is no less meant by each of them.
      bm25: { k: 1.2, b: 0.2, d: 0.5 },
      boostDocument: function (id) {
        var page = names.pages[id];
        var called = folded(page[2]).join(" ");
        var others = page[3].map(function (other) { return folded(other).join(" "); });
        if (called === wanted) return 20;
        if (others.indexOf(wanted) >= 0) return 12;
        return (called.indexOf(wanted) === 0 ? 1.3 : 1) * weight(id, 1);
      }
    }));
    return found.map(function (one) {
      var called = [names.pages[one.id][2]].concat(names.pages[one.id][3]);
      return { page: one.id, exact: called.some(function (name) { return folded(name).join(" ") === wanted; }) };
    });
  }

  // How many words the longest name of a page has of which every word was typed: "map target" names what is called "MAP".
  function wholly(page, typed) {
    return [page[2]].concat(page[3]).reduce(function (most, name) {
      var words = folded(name);
      return words.every(function (word) { return typed.indexOf(word) >= 0; }) ? Math.max(most, words.length) : most;
    }, 0);
  }

  // By text and name together: the pages that have every word, else those that have most, in whatever parts the words are.
  function inTexts(query) {
    var words = tokens(query).filter(function (word) { return Array.from(fold(word)).length >= LETTERS; });
    if (!words.length) return Promise.resolve([]);
    var parts = words.map(function (word) { return load("search/texts-" + part(fold(word)) + ".js"); });
    return Promise.all(parts).then(function () {
      var scores = new Map();
      words.forEach(function (word) {
        var found = new Map();
        var terms = new Map();
        byText.search(word, options("OR")).forEach(function (one) {
          var page = Number(one.id.split(":")[1]);
          found.set(page, (found.get(page) || 0) + one.score);
          terms.set(page, (terms.get(page) || []).concat(one.terms));
        });
        // What a page is called says more than a word in its text; a slip is not looked for in names, which are tried first.
        byName.search(word, { prefix: true }).forEach(function (one) {
          found.set(one.id, (found.get(one.id) || 0) + NAMED * one.score);
        });
        found.forEach(function (score, page) {
          var before = scores.get(page) || { page: page, has: [], terms: [], score: 0 };
          scores.set(page, {
            page: page,
            has: before.has.concat(word),
            terms: before.terms.concat([[word, terms.get(page) || []]]),
            score: before.score + score
          });
        });
      });
      var all = Array.from(scores.values());
      var most = all.reduce(function (most, one) { return Math.max(most, one.has.length); }, 0);
      var best = all.filter(function (one) { return one.has.length === most; });
      var typed = folded(query);
      best.forEach(function (one) {
        one.wholly = one.page < names.own ? wholly(names.pages[one.page], typed) : 0;
        one.score *= weight(one.page, 0.15) * (1 + one.wholly);
      });
      best.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
      return best.map(function (one) {
        return { page: one.page, wholly: one.wholly, terms: one.terms, lacks: words.filter(function (word) { return one.has.indexOf(word) < 0; }) };
      });
    });
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function span(text, name) {
    var element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  }

  // The other name that was meant, else the first.
  function alias(page) {
    var typed = folded(input.value);
    var meant = page[3].filter(function (other) {
      var words = folded(other);
      return typed.every(function (one) {
        return words.some(function (word) { return word.indexOf(one) === 0; });
      });
    });
    return meant.concat(page[3])[0];
  }

  // Whether a page is called all that was typed; if not, what was typed is looked for on the page too.
  function isCalled(page) {
    var called = folded([page[2]].concat(page[3]).join(" "));
    return folded(input.value).every(function (one) {
      return called.some(function (word) { return word === one || (one.length >= LETTERS && word.indexOf(one) === 0); });
    });
  }

  // What sort of thing was found, and whether by its text, and what of the words it lacks.
  function sorted(page, text) {
    var sort = names.sorts[page[0]];
    if (!text) return sort;
    if (!text.lacks.length) return said.text.replace("{sort}", sort);
    return said.without.replace("{sort}", sort).replace("{words}", text.lacks.join(", "));
  }

  function option(page, number, text) {
    var item = document.createElement("li");
    item.id = "page_found_" + number;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    var link = document.createElement("a");
    link.href = root + page[1];
    if (isPage(page) && !isCalled(page)) link.href += "#page_find=" + encodeURIComponent(input.value.trim());
    link.tabIndex = -1;
    link.appendChild(span(page[2], "name"));
    var other = alias(page);
    // The spaces are for those who hear it.
    if (other) link.append(" ", span(other, "other"));
    link.append(" ", span(sorted(page, text), "what"), " ");
    // Its room is kept free until the sentence comes.
    if (isPage(page)) link.appendChild(span("", "says"));
    item.appendChild(link);
    return item;
  }

  // Whether it is the page of something, and no list and no place in a page.
  function isPage(page) { return !/#|(^|\/)index\.html$/.test(page[1]); }

  // Shows what the page of a result says: the sentence with the words, and where it stands. The link leads there. What is
  // called what was typed is meant as a whole, so its page says how it begins, and opens there.
  function tell(result) {
    var page = names.pages[result.page];
    var groups = says[page[1]];
    if (result.told || !groups || !groups.length) return;
    result.told = true;
    var called = isCalled(page);
    var wanted = tokens(input.value).map(function (word) {
      var terms = (result.text ? result.text.terms : []).filter(function (pair) { return pair[0] === word; });
      return { word: fold(word), terms: terms.length ? terms[0][1] : [] };
    });
    var sentence = window.sourcebook_search.sentence(called ? groups.slice(0, 1) : groups, wanted, [page[2]].concat(page[3]).join(" "));
    var link = result.item.firstChild;
    var place = link.querySelector(".says");
    if (sentence.under) place.appendChild(span(sentence.under, "under"));
    place.appendChild(window.sourcebook_search.marked(sentence.text, sentence.wanted));
    if (called || !sentence.found) return;
    link.href = root + page[1] + "#" + (sentence.anchor || "page_find=" + encodeURIComponent(sentence.text));
  }

  // Loads what the pages of the results on the screen say, once nothing has been typed for a moment.
  function tellAll() {
    var turn = latest;
    return new Promise(function (done) { setTimeout(done, PAUSE); }).then(function () {
      if (turn !== latest || !shown.length) return null;
      return load("found.js").then(function () {
        return Promise.all(shown.filter(isOnScreen).map(function (result) {
          var path = names.pages[result.page][1];
          return load("said/" + hashed(Array.from(path), names.said) + ".js").then(function () {
            if (turn === latest) tell(result);
          });
        }));
      });
    // A result without its sentence leads where it leads.
    }).catch(function () {});
  }

  function isOnScreen(result) {
    var item = result.item;
    var isSeen = item.offsetTop < list.scrollTop + list.clientHeight && item.offsetTop + item.offsetHeight > list.scrollTop;
    return isSeen && !result.told && isPage(names.pages[result.page]);
  }

  function show(found, texts) {
    // Where something is called so, what has only some of the words is not meant.
    var meant = texts.filter(function (text) { return !found.length || !text.lacks.length; });
    var pair = function (text) { return [text.page, text]; };
    var name = function (one) { return [one.page, null]; };
    // What is called just so; then what is named among the words and says the others; then what is called somewhat so.
    var results = found.filter(function (one) { return one.exact; }).map(name)
      .concat(meant.filter(function (text) { return text.wholly; }).map(pair))
      .concat(found.map(name), meant.map(pair));
    // Two names of one page are one result.
    var seen = {};
    results = results.filter(function (one) {
      var to = names.pages[one[0]][1];
      return seen[to] ? false : (seen[to] = true);
    }).slice(0, MOST);
    list.textContent = "";
    list.scrollTop = 0;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    shown = results.map(function (one, number) {
      var item = option(names.pages[one[0]], number, one[1]);
      list.appendChild(item);
      var result = { item: item, page: one[0], text: one[1], told: false };
      // What was loaded before is there at once.
      tell(result);
      return result;
    });
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    status.textContent = shown.length ? said.found.replace("{n}", shown.length) : said.none;
    form.classList.toggle("empty", !shown.length);
  }

  function search() {
    var query = input.value.trim();
    var turn = ++latest;
    if (!query) {
      status.textContent = "";
      form.classList.remove("empty");
      close();
      return Promise.resolve();
    }
    return load("minisearch.js").then(function () {
      return load("search/names.js");
    }).then(function () {
      if (turn !== latest) return;
      var found = named(query);
      show(found, []);
      return inTexts(query).then(function (texts) {
        if (turn === latest) show(found, texts);
      });
    }).catch(function () {
      if (turn === latest) status.textContent = said.failed;
    });
  }

  function choose(next) {
    var items = list.children;
    if (!items.length) return;
    if (active >= 0) items[active].setAttribute("aria-selected", "false");
    active = (next + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  }

  // For `found.js` and for tests: how texts become words, and the promise of what is being looked for.
  var looking = Promise.resolve();
  var telling = Promise.resolve();
  function look() {
    looking = search();
    telling = looking.then(tellAll);
  }
  window.sourcebook_search.said = function (data) { Object.assign(says, data); };
  window.sourcebook_search.tokens = tokens;
  window.sourcebook_search.fold = fold;
  window.sourcebook_search.settled = function () { return telling; };

  input.addEventListener("input", look);
  list.addEventListener("scroll", function () { telling = tellAll(); });
  input.addEventListener("focus", function () {
    if (list.children.length && input.value.trim()) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }
  });
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp") choose(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  // What was typed last may still be looked for.
  window.sourcebook_search.go = function () {
    looking.then(function () {
      var item = list.children[Math.max(active, 0)];
      if (item) window.location.href = item.firstChild.href;
    });
  };
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) close();
  });
  if (document.activeElement === input) {
    load("minisearch.js").then(function () { return load("search/names.js"); }).catch(function () {});
  }
  // What was typed meanwhile.
  if (input.value.trim()) look();
})();
