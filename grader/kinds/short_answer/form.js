// A text that is typed is compared as Moodle compares it, and the first pattern that takes it says what it earns.
(function () {
  "use strict";

  function compared(text, withCase) {
    var composed = text.normalize("NFC");
    if (withCase) { return composed; }
    return Array.from(composed).map(function (character) {
      var folded = character.toUpperCase().toLowerCase();
      return Array.from(folded).length === 1 && character !== "\u0131" ? folded : character;
    }).join("");
  }
  function takes(pattern, text, withCase) {
    var literals = compared(pattern, withCase).split(/(?<!\\)\*+/).map(function (literal) {
      return literal.replace(/\\\*/g, "*").replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&");
    });
    return new RegExp("^" + literals.join(".*") + "$", "u").test(compared(text, withCase));
  }
  document.querySelectorAll("input.words").forEach(function (input) {
    var form = input.form;
    var show = function () {
      var responses = JSON.parse(input.dataset.responses);
      var text = input.value.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, "");
      var place = 0;
      while (place < responses.length && !responses[place].patterns.some(function (pattern) { return takes(pattern, text, responses[place].case); })) { place += 1; }
      Array.prototype.forEach.call(form.querySelector(".said").children, function (said, at) {
        said.classList.toggle("given", Boolean(text) && at === place);
      });
    };
    input.addEventListener("input", show);
    form.addEventListener("reset", function () { setTimeout(show); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  });
})();
