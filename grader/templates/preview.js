// A number that is typed is read as Moodle reads it, and an amount holds it as Moodle's rule says.
function readingIn(written, decimal, thousands) {
  var plain = written.trim().replace(/ /g, "").replace(/(?:[eE]|[x*\u00d7]10(?:\^|\*\*))([+-]?[0-9]+)/g, "e$1");
  if (plain.indexOf(".") >= 0 || plain.split(",").length > 2) {
    plain = plain.replace(/,/g, "");
  } else {
    plain = (thousands ? plain.split(thousands).join("") : plain).split(decimal).join(".").replace(/,/g, ".");
  }
  var found = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?/.exec(plain);
  return found ? { value: Number(found[0]), unit: plain.slice(found[0].length) } : null;
}
function numberIn(written, decimal, thousands) {
  var reading = readingIn(written, decimal, thousands);
  return reading && reading.value;
}
function holds(amount, value) {
  if (amount.number === undefined) { return true; }
  var number = Number(amount.number), tolerance = Number(amount.tolerance);
  var width = tolerance + 1e-14 * Math.max(tolerance, Math.abs(number), 1e-14);
  return number - width <= value && value <= number + width;
}

(function () {
  "use strict";
  var version = Number(document.documentElement.dataset.version);
  var questions = Array.prototype.slice.call(document.querySelectorAll("article"));
  var choices = Array.prototype.slice.call(document.querySelectorAll(".bar input[type=radio]"));

  function remembered(name) {
    try { return JSON.parse(sessionStorage.getItem("preview " + name)); } catch (error) { return null; }
  }
  function remember(name, value) {
    try { sessionStorage.setItem("preview " + name, JSON.stringify(value)); } catch (error) { /* then not */ }
  }

  // What was open and what was chosen stays so when the page is loaded again.
  var open = remembered("open") || [];
  document.querySelectorAll("details[id]").forEach(function (details) {
    details.open = details.open || open.indexOf(details.id) >= 0;
    details.addEventListener("toggle", function () {
      remember("open", Array.prototype.map.call(document.querySelectorAll("details[id][open]"), function (one) { return one.id; }));
    });
  });
  choices.forEach(function (choice) {
    choice.checked = choice.checked || choice.value === remembered(choice.name);
    choice.addEventListener("change", function () { remember(choice.name, choice.value); });
  });

  // A word that is typed leaves only what holds it: letters count, not their case nor their accents.
  var search = document.getElementById("search");
  if (search) {
    var typed = search.querySelector("input");
    var counted = search.querySelector("[role=status]");
    var plain = function (text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
    var entries = questions.map(function (question) {
      return Array.prototype.slice.call(document.querySelectorAll('a[href="#' + question.id + '"]')).map(function (link) {
        return link.closest("li") || link;
      });
    });
    var texts = [];
    var filter = function () {
      var words = plain(typed.value).split(/\s+/).filter(Boolean);
      if (words.length && !texts.length) { texts = questions.map(function (question) { return plain(question.textContent); }); }
      var left = 0;
      questions.forEach(function (question, place) {
        var out = !words.every(function (word) { return texts[place].indexOf(word) >= 0; });
        left += out ? 0 : 1;
        [question].concat(entries[place]).forEach(function (one) { one.hidden = out; });
      });
      counted.textContent = words.length ? left + " of " + questions.length : "";
    };
    search.hidden = false;
    typed.value = remembered("find") || "";
    typed.addEventListener("input", function () { remember("find", typed.value); filter(); });
    if (typed.value) { filter(); }
  }

  // What Moodle takes a number for: with a right unit by what it means, else as it stands.
  function taken(amount, reading) {
    var units = amount.units || {};
    if (Object.prototype.hasOwnProperty.call(units, reading.unit) && holds(amount, reading.value / units[reading.unit])) {
      return { earned: amount.earns };
    }
    return holds(amount, reading.value) ? { earned: amount.units ? amount.without : amount.earns } : null;
  }

  // Of a number that is typed, the first answer that holds it says what it earns.
  document.querySelectorAll("input.typed").forEach(function (input) {
    var form = input.form;
    var amounts = JSON.parse(input.dataset.amounts);
    var read = form.querySelector(".read");
    var show = function () {
      var reading = readingIn(input.value, input.dataset.decimal, input.dataset.thousands);
      var place = 0, found = null;
      while (place < amounts.length && !(found = reading && taken(amounts[place], reading))) { place += 1; }
      // Where a wrong unit costs a part, no answer says what is left: it stands beside the number.
      if (found && found.earned !== amounts[place].earns) { place = found.earned ? -1 : amounts.length; }
      var shown = reading && [String(reading.value)];
      if (reading && amounts.some(function (amount) { return amount.units; })) {
        shown.push(reading.unit, "\u2192", Number((100 * (found ? found.earned : 0)).toPrecision(6)) + "%");
      }
      read.hidden = reading === null;
      read.querySelector("output").textContent = reading === null ? "" : shown.filter(Boolean).join(" ");
      Array.prototype.forEach.call(form.querySelector(".said").children, function (said, at) {
        said.classList.toggle("given", Boolean(input.value.trim()) && at === place);
      });
    };
    input.addEventListener("input", show);
    form.addEventListener("reset", function () { setTimeout(show); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  });

  // What is chosen for the parts of a response is worth so much together.
  document.querySelectorAll("output.earned").forEach(function (output) {
    var form = output.closest("form");
    var show = function () {
      var given = Array.prototype.slice.call(form.querySelectorAll("option[data-earns]:checked, input[data-earns]:checked"));
      var earned = given.reduce(function (sum, one) { return sum + 100 * Number(one.dataset.earns); }, 0);
      if (output.dataset.most) { earned = Math.min(Math.max(earned, Number(output.dataset.least)), Number(output.dataset.most)); }
      output.textContent = String(Number(earned.toPrecision(6)));
      output.parentElement.hidden = !given.length;
    };
    form.addEventListener("input", show);
    form.addEventListener("reset", function () { setTimeout(show); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  });

  // A link to a claim opens what holds it.
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    for (var outer = target; outer; outer = outer.parentElement) {
      if (outer.tagName === "DETAILS") { outer.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash && performance.getEntriesByType("navigation")[0].type !== "reload") { reveal(); }

  // The arrows left and right lead from question to question, where they have no other meaning.
  document.addEventListener("keydown", function (event) {
    var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    var plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!step || !plain || event.target.closest("input, .scroll")) { return; }
    var here = document.activeElement.closest("article");
    var shown = questions.filter(function (question) { return question.offsetParent || question === here; });
    var at = here ? shown.indexOf(here) : step > 0 ? -1 : 0;
    var next = shown[at + step];
    if (next) {
      event.preventDefault();
      next.querySelector("h2").focus();
      next.scrollIntoView();
    }
  });

  // A page that is served asks for a newer one.
  if (version) {
    var state = document.getElementById("served");
    var ask = function () {
      fetch("/version", { cache: "no-store" }).then(function (response) { return response.text(); }).then(function (newest) {
        if (Number(newest) !== version) { location.reload(); }
        state.textContent = "";
      }).catch(function () {
        state.textContent = "The preview has ended: what you see may be out of date.";
      }).then(function () { setTimeout(ask, 500); });
    };
    ask();
  }
})();
