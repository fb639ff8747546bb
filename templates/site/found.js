// Where a page that was found by its text says it: `#page_find=words` in the address leads to the place that has most of
// the words, the rarest of them first. Loaded by `site.js` where an address asks for it.
window.sourcebook_search.land = function () {
  "use strict";
  var search = window.sourcebook_search;
  var ask = /^#page_find=(.+)$/.exec(window.location.hash);
  var article = document.querySelector("main article");
  if (!ask || !article) return;
  var query;
  try { query = decodeURIComponent(ask[1]); } catch (error) { return; }
  var unique = function (list) { return Array.from(new Set(list)); };
  var folded = function (element) { return search.tokens(element.textContent).map(search.fold); };
  var wanted = unique(search.tokens(query).map(search.fold));

  // What can be gone to: small pieces of text, and not what is folded away, what leads elsewhere, or where values were read.
  var places = Array.from(article.querySelectorAll("h2, h3, p, li, .facts > div, tbody tr, figcaption")).filter(function (place) {
    return place.getClientRects().length && !place.closest("nav, .sources, .used-by, .status, [id^=accepted_]");
  });
  var title = folded(article.querySelector("h1") || article);
  var heading = [];
  var matches = places.map(function (place) {
    var words = folded(place);
    var is_heading = /^H[23]$/.test(place.tagName);
    if (is_heading) heading = words;
    var row = place.closest("tr");
    var scope = heading.concat(row ? folded(row.closest("table").tHead || row) : []);
    var among = function (list) {
      return function (word) {
        return list.some(function (one) { return one === word || (word.length > 3 && one.indexOf(word) === 0); });
      };
    };
    var linked = Array.from(place.querySelectorAll("a[href*='.html']")).reduce(function (sum, link) { return sum + link.textContent.length; }, 0);
    return {
      place: place,
      own: wanted.filter(among(words)),
      above: wanted.filter(among(scope)),
      long: words.length,
      // What is links and nothing else says it elsewhere; a heading says what all below it is about.
      worth: is_heading ? 1.5 : 1 - 0.6 * linked / (place.textContent.length + 1)
    };
  });
  var weight = {};
  wanted.forEach(function (word) {
    var count = matches.filter(function (match) { return match.own.indexOf(word) >= 0; }).length;
    weight[word] = (title.indexOf(word) >= 0 ? 0.2 : 1) / (1 + Math.log(1 + count));
  });
  var sum = function (list) { return list.reduce(function (all, word) { return all + weight[word]; }, 0); };
  var best = null;
  matches.forEach(function (match) {
    if (!match.own.length) return;
    var above = match.above.filter(function (word) { return match.own.indexOf(word) < 0; });
    // Of two places that say it, the shorter says it plainer.
    var score = match.worth * (sum(match.own) + 0.6 * sum(above)) - 0.0005 * match.long;
    if (!best || score > best.score) best = { place: match.place, score: score };
  });
  if (!best) return;
  if (!best.place.id) best.place.id = "page_found_here";
  // The address becomes that of the place, so that it is marked, and can be copied and gone back to.
  window.location.replace("#" + best.place.id);
};
