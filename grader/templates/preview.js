(function () {
  "use strict";
  var version = Number(document.documentElement.dataset.version);
  var questions = Array.prototype.slice.call(document.querySelectorAll("article"));
  var languages = Array.prototype.slice.call(document.querySelectorAll("[name=language]"));

  function remembered(name) {
    try { return JSON.parse(sessionStorage.getItem("preview " + name)); } catch (error) { return null; }
  }
  function remember(name, value) {
    try { sessionStorage.setItem("preview " + name, JSON.stringify(value)); } catch (error) { /* then not */ }
  }

  // What was open, and in which language, stays so when the page is loaded again.
  var open = remembered("open") || [];
  document.querySelectorAll("details[id]").forEach(function (details) {
    details.open = details.open || open.indexOf(details.id) >= 0;
    details.addEventListener("toggle", function () {
      remember("open", Array.prototype.map.call(document.querySelectorAll("details[id][open]"), function (one) { return one.id; }));
    });
  });
  languages.forEach(function (language) {
    language.checked = language.value === (remembered("language") || "all");
    language.addEventListener("change", function () { remember("language", language.value); });
  });
  if (languages.length && !languages.some(function (language) { return language.checked; })) { languages[0].checked = true; }

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
    var at = here ? questions.indexOf(here) : step > 0 ? -1 : 0;
    var next = questions[at + step];
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
