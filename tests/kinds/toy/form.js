document.querySelectorAll("fieldset[data-kind=typedword]").forEach(function (asked) {
  asked.querySelector("input").addEventListener("input", function (event) {
    asked.querySelectorAll("data").forEach(function (word, place) {
      asked.form.querySelectorAll(".said > div")[place].classList.toggle("told", word.value === event.target.value);
    });
  });
});
