// Copies where pages may not use the clipboard: by what is selected, else by the reader's own hand.
(function () {
  "use strict";
  var page = window.sourcebook_page;

  function field(text) {
    var made = page.element("input", { readonly: "", "aria-label": page.say("copy-by-hand") });
    made.value = text;
    return made;
  }

  window.sourcebook_by_hand = function (text, from) {
    var made = document.body.appendChild(field(text));
    made.select();
    var copied = false;
    try { copied = document.execCommand("copy"); } catch (error) { /* said below */ }
    made.remove();
    from.focus();
    if (copied) return page.tell(page.say("copied"));
    var shown = field(text);
    page.tell(page.say("copy-by-hand"), shown);
    shown.select();
  };
})();
