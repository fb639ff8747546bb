// Where a page says what was typed: the sentence that a result of the search shows, and the place to which
// `#page_find=words` in an address leads. Loaded by `search.js` for results, and by `site.js` where an address asks for it.
(function () {
  "use strict";
  var search = window.sourcebook_search;
  var unique = function (list) { return Array.from(new Set(list)); };
  var folded = function (text) { return search.tokens(text).map(search.fold); };

  // Whether a word is what is wanted: a word or its beginning, or one that the search takes for it.
  function meets(wanted, word) {
    return wanted.word === word || (wanted.word.length > 3 && word.indexOf(wanted.word) === 0)
      || (wanted.terms || []).indexOf(word) >= 0;
  }

  function among(words) {
    return function (one) { return words.some(function (word) { return meets(one, word); }); };
  }

  // What each wanted word tells: the rarer, the more, and little where the title has it.
  function weigh(places, wanted, title) {
    places.forEach(function (place) {
      place.own = wanted.filter(among(place.words));
      place.over = wanted.filter(among(place.above)).filter(function (one) { return place.own.indexOf(one) < 0; });
    });
    wanted.forEach(function (one) {
      var count = places.filter(function (place) { return place.own.indexOf(one) >= 0; }).length;
      one.weight = (among(title)(one) ? 0.2 : 1) / (1 + Math.log(1 + count));
    });
  }

  function sum(list) { return list.reduce(function (all, one) { return all + one.weight; }, 0); }

  // The place that has most of what is wanted, in itself or above it; none where no place has any.
  function best(places, wanted, title) {
    var found = null;
    weigh(places, wanted, title);
    places.forEach(function (place) {
      if (!place.own.length) return;
      // Of two places that say it, the shorter says it plainer.
      place.score = place.worth * (sum(place.own) + 0.6 * sum(place.over)) - 0.0005 * place.words.length;
      if (!found || place.score > found.score) found = place;
    });
    return found;
  }

  // A heading says what all below it is about; what stands above the first says what the page says in short; what is links
  // and nothing else says it elsewhere.
  var HEADING = 1.5;
  function worth(linked, heading) { return (heading.length ? 1 : 1.1) * (1 - 0.6 * linked); }

  // The sentences of a place. What stands in a row is one.
  function sentences(text) {
    return text.split("\n").reduce(function (all, line) {
      var whole = line.indexOf(" · ") >= 0 || !window.Intl || !Intl.Segmenter;
      if (whole) return all.concat(line);
      var parts = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }).segment(line);
      return all.concat(Array.from(parts, function (part) { return part.segment.trim(); }));
    }, []);
  }

  // The same words, of which those that are there are not taken for others.
  function plainly(wanted, words) {
    return wanted.map(function (one) {
      var plain = { word: one.word };
      return among(words)(plain) ? plain : one;
    });
  }

  // What a page says of the words wanted, from the data of `src/render/search/said.rs`: the sentence, the heading that it
  // stands under, and the anchor of its place. Where nothing has them, how the page begins.
  search.sentence = function (groups, wanted, name) {
    var places = [];
    groups.forEach(function (group) {
      var above = folded(group[0]);
      var add = function (words, worth, anchor, text) {
        places.push({ words: words, above: above, worth: worth, anchor: anchor, text: text, under: group[0] });
      };
      var all = group[2].map(function (place) { return typeof place === "string" ? ["", place] : place; });
      if (above.length) add(above, HEADING, group[1], all[0][1]);
      all.forEach(function (place) { add(folded(place[1]), worth((place[2] || 0) / 100, above), place[0], place[1]); });
    });
    // What was typed is no slip where the page has it.
    wanted = plainly(wanted, places.reduce(function (all, place) { return all.concat(place.words); }, []));
    var found = best(places, wanted, folded(name));
    var of = found || places[0];
    var most = -1;
    var said = sentences(of.text).reduce(function (said, sentence) {
      var has = sum(wanted.filter(among(folded(sentence))));
      if (has <= most) return said;
      most = has;
      return sentence;
    }, "");
    return { found: !!found, under: of.under, anchor: of.anchor, text: said, wanted: wanted };
  };

  // A text with what is wanted in it marked. What has a digit is left out whole where there is no room for it: cut short,
  // 12.5 would be another number.
  search.marked = function (text, wanted) {
    var all = document.createDocumentFragment();
    text.split(/(\S*\p{N}\S*)/u).forEach(function (part, number) {
      var into = number % 2 ? all.appendChild(document.createElement("span")) : all;
      if (into !== all) into.className = "whole";
      part.split(/([\p{L}\p{N}\p{M}]+)/u).forEach(function (part, number) {
        var word = number % 2 ? search.fold(part) : "";
        var is = word && wanted.some(function (one) { return meets(one, word); });
        var node = is ? document.createElement("mark") : document.createTextNode("");
        node.textContent = part;
        into.appendChild(node);
      });
    });
    return all;
  };

  search.land = function () {
    var ask = /^#page_find=(.+)$/.exec(window.location.hash);
    var article = document.querySelector("main article");
    if (!ask || !article) return;
    var query;
    try { query = decodeURIComponent(ask[1]); } catch (error) { return; }
    var wanted = unique(folded(query)).map(function (word) { return { word: word }; });

    // What can be gone to: small pieces of text, and not what is folded away, what leads elsewhere, or where values were read.
    var elements = Array.from(article.querySelectorAll("h2, h3, p, li, .facts > div, tbody tr, figcaption"));
    elements = elements.filter(function (place) {
      return place.getClientRects().length && !place.closest("nav, .sources, .used-by, .status, [id^=accepted_]");
    });
    var heading = [];
    var places = elements.map(function (element) {
      var words = folded(element.textContent);
      var isHeading = /^H[23]$/.test(element.tagName);
      if (isHeading) heading = words;
      var row = element.closest("tr");
      var linked = Array.from(element.querySelectorAll("a[href*='.html']")).reduce(function (sum, link) {
        return sum + link.textContent.length;
      }, 0);
      return {
        element: element,
        words: words,
        above: heading.concat(row ? folded((row.closest("table").tHead || row).textContent) : []),
        worth: isHeading ? HEADING : worth(linked / (element.textContent.length + 1), heading)
      };
    });
    // Also what it is called besides.
    var title = article.querySelector(".page-head") || article;
    var found = best(places, wanted, folded(title.textContent));
    if (!found) return;
    if (!found.element.id) found.element.id = "page_found_here";
    // The address becomes that of the place, so that it is marked, and can be copied and gone back to.
    window.location.replace("#" + found.element.id);
  };
})();
