(function () {
  "use strict";
  // Each gap earns by what is typed or chosen in it; several choices together never less than nothing.
  document.querySelectorAll(".stem.gaps").forEach(function (stem) {
    var form = stem.closest("form");
    var answers = JSON.parse(stem.dataset.answers);
    var parts = JSON.parse(stem.dataset.parts);
    var tells = Array.prototype.slice.call(form.querySelectorAll(".tells"));

    function placesOf(part) {
      return answers.map(function (_, place) { return place; }).filter(function (place) { return parts[place] === part; });
    }
    // A star that no backslash stands before is any words; what is typed is composed as Moodle composes it.
    function fits(answer, typed) {
      var escaped = answer.words.normalize("NFC").split(/(?<!\\)\*+/).map(function (piece) {
        return piece.replace(/\\\*/g, "*").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      });
      return new RegExp("^" + escaped.join(".*") + "$", answer.case ? "u" : "iu").test(typed.normalize("NFC").trim());
    }
    function typedAt(input) {
      var typed = input.value.trim();
      var value = numberIn(typed, input.dataset.decimal, input.dataset.thousands);
      return placesOf(input.dataset.part).filter(function (place) {
        var answer = answers[place];
        return answer.asks === "numerical" ? value !== null && holds(answer, value) : fits(answer, typed);
      }).slice(0, 1);
    }
    function chosenAt(part) {
      var inputs = Array.prototype.slice.call(part.querySelectorAll("option:checked, input:not(.worth):checked"));
      return inputs.filter(function (one) { return one.value !== ""; }).map(function (one) { return Number(one.value); });
    }
    function sum(places) {
      return places.reduce(function (total, place) { return total + Number(answers[place].earns); }, 0);
    }
    function show() {
      var given = [];
      stem.querySelectorAll("[data-part]").forEach(function (part) {
        var places = part.matches("input.gap") ? typedAt(part) : chosenAt(part);
        var worth = part.matches("input.gap") ? part.nextElementSibling : part.querySelector(".worth");
        if (worth) {
          worth.checked = part.matches("input.gap") ? part.value.trim() !== "" : places.length > 0;
          worth.dataset.earns = String(part.matches("input.gap") ? sum(places) : Math.max(0, sum(places)));
        }
        given = given.concat(places);
      });
      tells.forEach(function (one) { one.hidden = given.indexOf(Number(one.dataset.place)) < 0; });
    }
    stem.addEventListener("input", show);
    form.addEventListener("reset", function () { setTimeout(show); });
  });
})();
